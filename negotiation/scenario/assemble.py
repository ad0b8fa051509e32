"""From a scenario to the terms that the rules read.

Nothing is computed from the other side's result: each side goes through the same functions, and
sums over both sides' types are correctly rounded whatever their order. So the terms of a mirrored
scenario are the mirrored terms, bit for bit.
"""

from __future__ import annotations

from math import fsum
from typing import TYPE_CHECKING, Final

from negotiation.errors import InputError
from negotiation.scenario.calendar import deadline_of, milestones_of, next_milestones
from negotiation.scenario.side_facts import SideFacts, side_facts
from negotiation.scenario.side_terms import side_terms
from negotiation.scenario.stance_tables import StanceTables, stance_tables
from negotiation.terms import (
    NOBODY,
    BothOffer,
    OfferSpace,
    Phase,
    ProposerRule,
    Side,
    Tactic,
    Terms,
    Timing,
)

if TYPE_CHECKING:
    from negotiation.scenario.document import Scenario

PHASES: Final = {"pre": Phase.PRE, "formal": Phase.FORMAL}
PROPOSERS: Final = {"us": Side.US, "cn": Side.CN, "coin": NOBODY}
PROPOSER_RULES: Final = {"alternate": ProposerRule.ALTERNATE, "coin": ProposerRule.COIN}
BOTH_OFFER: Final = {"coin": BothOffer.COIN, "exchange": BothOffer.EXCHANGE}
OFFER_SPACES: Final = {
    "priority_first": OfferSpace.PRIORITY_FIRST,
    "unrestricted": OfferSpace.UNRESTRICTED,
}
Table = tuple[tuple[float, ...], ...]


def assemble(scenario: Scenario) -> Terms:
    """Terms of a checked scenario.

    Examples
    --------
    >>> from negotiation.scenario import load_scenario
    >>> terms = assemble(load_scenario("two-issue"))
    >>> terms.n_issues, terms.us.value_first, terms.us.value_second
    (2, (0.52,), (0.6,))
    """
    us, cn = side_facts(scenario, "us"), side_facts(scenario, "cn")
    prior = profile_prior(scenario, us, cn)
    rule = PROPOSER_RULES[scenario.game.proposer_rule]
    us_values = stance_tables(us, cn, prior, rule)
    cn_values = stance_tables(cn, us, transposed(prior), rule)
    terms = with_game(scenario, us, cn, us_values, cn_values, prior)
    return solved_for(scenario, terms) if plays_a_solution(terms) else terms


def plays_a_solution(terms: Terms) -> bool:
    """Whether a side's strategy or tactic is the solved one."""
    return any(
        side.timing == Timing.EQUILIBRIUM or side.tactic == Tactic.EQUILIBRIUM
        for side in (terms.us, terms.cn)
    )


def solved_for(scenario: Scenario, terms: Terms) -> Terms:
    """Terms with their solution; InputError where the scenario has none."""
    from negotiation.scenario.solved import with_solution
    from negotiation.theory.domain import DomainError

    try:
        return with_solution(terms, scenario.game.equilibrium_selection)
    except DomainError as error:
        problem = f"has no solution to play: {error}"
        raise InputError(scenario.name, "equilibrium", problem) from error


def with_game(
    scenario: Scenario,
    us: SideFacts,
    cn: SideFacts,
    us_values: StanceTables,
    cn_values: StanceTables,
    prior: Table,
) -> Terms:
    """Terms of both sides together with those of the game."""
    game, framework = scenario.game, scenario.framework
    entries, n_rounds = milestones_of(scenario), scenario.time.rounds.value
    deadline = deadline_of(entries, n_rounds)
    return Terms(
        us=side_terms(scenario, us, us_values, deadline),
        cn=side_terms(scenario, cn, cn_values, deadline),
        n_issues=len(scenario.issue_keys),
        n_rounds=n_rounds,
        profile_prior=prior,
        initial_phase=PHASES[game.initial_phase],
        initial_tariff_state=state_index(scenario, game.initial_tariff_state),
        first_proposer=PROPOSERS[game.first_proposer],
        proposer_rule=PROPOSER_RULES[game.proposer_rule],
        both_offer=BOTH_OFFER[game.both_offer],
        offer_space=OFFER_SPACES[game.offer_space],
        talk_clarity=game.talk_clarity.value,
        knowledge_needed=game.knowledge_needed.value,
        framework_possible=framework is not None,
        framework_tolerance=framework.tolerance.value if framework else 0.0,
        truce_rounds=framework.truce_rounds.value if framework else 0,
        breakdown_probability=game.breakdown_probability_per_round.value,
        n_milestones=len(entries),
        milestones=entries,
        next_milestone_at=next_milestones(entries, n_rounds),
        deadline=deadline,
    )


def state_index(scenario: Scenario, name: str) -> int:
    """Place of a tariff state in the list of states."""
    return [state.name for state in scenario.tariff_states].index(name)


def profile_prior(scenario: Scenario, us: SideFacts, cn: SideFacts) -> Table:
    """Joint prior of US profile (row) and Chinese profile (column), summing to 1."""
    if scenario.prior is None:
        return tuple(tuple(p * q for q in cn.profile_prior) for p in us.profile_prior)
    table = [[cell.value for cell in row] for row in scenario.prior.joint]
    total = fsum(cell for row in table for cell in row)
    return tuple(tuple(cell / total for cell in row) for row in table)


def transposed(table: Table) -> Table:
    """Rows and columns exchanged.

    Examples
    --------
    >>> transposed(((1.0, 2.0), (3.0, 4.0)))
    ((1.0, 3.0), (2.0, 4.0))
    """
    return tuple(zip(*table, strict=True))
