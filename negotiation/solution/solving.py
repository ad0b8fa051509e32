"""From a scenario to its solution, in a fixed number of solver calls."""

from typing import Any

from negotiation.scenario import Scenario
from negotiation.scenario.calendar import milestone_of, milestones_of
from negotiation.solution.channels import (
    channels,
    first_offers,
    known_priorities,
    of_escalations,
    structural,
)
from negotiation.solution.closed_forms import (
    NOTHING,
    ClosedForms,
    closed_forms,
    form_conditions,
    structural_by_formula,
    talks_of,
    value_conditions,
)
from negotiation.solution.probes import Probe
from negotiation.solution.results import (
    Condition,
    Escalation,
    Leverage,
    Pair,
    Regret,
    Solution,
)
from negotiation.solution.sensitivity import ranges_of, thresholds_of
from negotiation.solution.stages import (
    folded,
    offer_or_talk,
    prices_of,
    stage_of,
    todays_nodes,
)
from negotiation.terms import NOBODY, Phase, Side, Terms
from negotiation.theory.calendar import solve_calendar
from negotiation.theory.calendar_frontiers import expected
from negotiation.theory.flow_costs import value_share
from negotiation.theory.selection import SelectionRule
from negotiation.theory.stance_game import StanceSolution, solve_stances

CLAIMS_TRIED = 51


def solve_scenario(scenario: Scenario, select: str = "pareto") -> Solution:
    """Solve a scenario and say what the solution hangs on.

    Parameters
    ----------
    scenario : Scenario
        What to solve.
    select : str
        Which of several equilibria is played: ``pareto``, ``risk_dominant``,
        ``symmetric_mixed``, ``favour_us`` or ``favour_cn``.

    Returns
    -------
    Solution
        The report.

    Raises
    ------
    ValueError
        If the rule is unknown, or the game has no solution: the failed condition in words.

    References
    ----------
    Own model M1; Rubinstein 1982; Hamilton-Slutsky 1990; Shapley 1953.

    Examples
    --------
    >>> from negotiation.scenario import load_scenario
    >>> solution = solve_scenario(load_scenario("two-issue"))
    >>> solution.today.regime, round(solution.thresholds.c_T, 6)
    ('talk first', 0.0196)
    """
    rule = SelectionRule(select)
    terms = scenario.terms()
    formed, formulas = _formulas(terms)
    if terms.initial_phase != Phase.PRE:
        return _with_offers_on_the_table(scenario, rule, formed)
    full = solve_stances(terms, rule)
    plain = offer_or_talk(terms, rule)
    nodes = todays_nodes(full)
    stages = tuple(
        stage_of(scenario, full, plain.days, node) for node in nodes if node in plain.days
    )
    reference = next((i for i, stage in enumerate(stages) if all(stage.can_table)), 0)
    probe = Probe(terms, rule, nodes[reference])
    value = Pair(*full.value())
    return _report(
        scenario, rule, value, formed,
        stages=stages,
        stretches=folded(stages),
        today=stages[0],
        reference=stages[reference],
        prices=prices_of(stages[0]),
        thresholds=thresholds_of(scenario, probe, stages[reference], formulas),
        ranges=ranges_of(scenario, probe, probe),
        regrets=_regrets(scenario, full),
    )  # fmt: skip


def _formulas(terms: Terms) -> tuple[tuple[Condition, ...], ClosedForms]:
    conditions = form_conditions(terms)
    if not all(condition.holds for condition in conditions):
        return tuple(conditions), NOTHING
    talks = talks_of(terms)
    return (*conditions, *value_conditions(talks)), closed_forms(talks)


def _report(
    scenario: Scenario,
    rule: SelectionRule,
    value: Pair,
    formed: tuple[Condition, ...],
    **found: Any,
) -> Solution:
    terms = scenario.terms()
    leverage, condition = _leverage(terms, rule, value)
    return Solution(
        scenario=scenario.name,
        title=scenario.title,
        select=rule.value,
        pie_usd_bn=scenario.pie.usd_bn.value if scenario.pie else None,
        days_per_round=scenario.time.days_per_round.value,
        start=scenario.date_of(0),
        value=value,
        leverage=leverage,
        conditions=(*formed, condition),
        escalations=_escalations(scenario, leverage.structural),
        **found,
    )


def _with_offers_on_the_table(
    scenario: Scenario, rule: SelectionRule, formed: tuple[Condition, ...]
) -> Solution:
    terms = scenario.terms()
    solution = solve_calendar(terms)
    us, cn = expected(solution.value(first_offers(terms)), terms)
    worst = solution.worst_deviation()
    nothing = dict.fromkeys(("today", "reference", "prices", "thresholds"))
    return _report(
        scenario, rule, Pair(float(us), float(cn)), formed,
        **nothing,
        stages=(),
        stretches=(),
        ranges=ranges_of(scenario, None, Probe(terms, rule)),
        regrets=(_regret(scenario, "offers on the table", worst.gain, worst.node, worst.side),),
    )  # fmt: skip


def _leverage(terms: Terms, rule: SelectionRule, value: Pair) -> tuple[Leverage, Condition]:
    game = value_share(*value)
    by_channel, remainder = channels(terms, rule, game)
    by_formula, condition = structural_by_formula(terms)
    found = Leverage(
        game, structural(terms), known_priorities(terms), by_formula, by_channel, remainder,
        min(value) < 0,
    )  # fmt: skip
    return found, condition


def _escalations(scenario: Scenario, with_it: float) -> tuple[Escalation, ...]:
    entries, found = milestones_of(scenario), []
    for index, without in of_escalations(scenario.terms()):
        entry = entries[index]
        state = scenario.tariff_states[entry.to_state].name
        table = next(t for t in scenario.milestones if milestone_of(scenario, t) == entry)
        found.append(
            Escalation(
                table.date or scenario.date_of(entry.round), table.title,
                "us" if entry.side == Side.US else "cn", state, with_it, without,
            )
        )  # fmt: skip
    return tuple(found)


# ------------------------------------------------------------------ regret


def _regret(scenario: Scenario, kind: str, gain: float, node: Any, side: int) -> Regret:
    state = scenario.tariff_states[node.tariff_state].name if node else ""
    name = "" if side == NOBODY or node is None else ("us", "cn")[side]
    return Regret(kind, gain, node.round if node else 0, state, name)


def _regrets(scenario: Scenario, full: StanceSolution) -> tuple[Regret, ...]:
    found = full.regret(CLAIMS_TRIED)
    kinds = {
        "another stance": found.stance,
        "another first package": found.package,
        "a first package refused": found.refused,
        "offers on the table": found.formal,
    }
    rows = []
    for kind, worst in kinds.items():
        if worst is None:
            continue
        node = getattr(worst.node, "state", worst.node)
        rows.append(_regret(scenario, kind, worst.gain, node, worst.side))
    return tuple(rows)
