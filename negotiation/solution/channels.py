"""Leverage of the US today: its value, where it comes from, what each threat does to it."""

from typing import Final

from negotiation.solution.variants import (
    COMMITMENT,
    INFORMATION,
    SWITCHES,
    escalations,
    fair_coins,
    without_milestone,
)
from negotiation.terms import Phase, Terms
from negotiation.theory.calendar import CalendarSolution, solve_calendar
from negotiation.theory.calendar_frontiers import PIE, expected
from negotiation.theory.calendar_nodes import Node
from negotiation.theory.flow_costs import value_share
from negotiation.theory.selection import SelectionRule
from negotiation.theory.shapley import shapley_values
from negotiation.theory.stance_game import solve_stances

PARITY: Final = 0.5


def first_offers(terms: Terms) -> Node:
    """Offers on the table today."""
    return Node(0, Phase.FORMAL, terms.initial_tariff_state, next_proposer=terms.first_proposer)


def values_on_pie(solution: CalendarSolution, terms: Terms) -> tuple[float, float]:
    """Values of both sides today if they bargain over one pie."""
    us, cn = solution.value(first_offers(terms))
    return float(us[PIE]), float(cn[PIE])


def structural(terms: Terms) -> float:
    """Structural leverage of the US: fair coin, no stances, one pie, the dated calendar.

    Examples
    --------
    >>> from negotiation.scenario import load_scenario
    >>> terms = load_scenario("two-issue", ["c_us=0.014", "c_cn=0.02"]).terms()
    >>> round(structural(terms), 6)
    0.56
    """
    fair = fair_coins(terms)
    return value_share(*values_on_pie(solve_calendar(fair), fair))


def known_priorities(terms: Terms) -> float:
    """Structural leverage of the US on the frontiers of known priorities."""
    fair = fair_coins(terms)
    values = solve_calendar(fair).value(first_offers(fair))
    us, cn = expected(values, fair)
    return value_share(float(us), float(cn))


def of_escalations(terms: Terms) -> list[tuple[int, float]]:
    """Structural leverage of the US without each escalation, by its place in the calendar."""
    return [(i, structural(without_milestone(terms, i))) for i in escalations(terms)]


# ------------------------------------------------------------------ channels


class _Coalitions:
    """Leverage of the US with some switches on and the others off, each solved once."""

    def __init__(self, terms: Terms, rule: SelectionRule, game: float) -> None:
        self.terms, self.rule = terms, rule
        self.active = [name for name in SWITCHES if self._matters(name)]
        self.found = {frozenset(self.active): game}

    def _matters(self, name: str) -> bool:
        return name == INFORMATION or SWITCHES[name](self.terms) != self.terms

    def value(self, on: frozenset[str]) -> float:
        """Leverage with exactly these switches on."""
        if on not in self.found:
            self.found[on] = self._solved(on)
        return self.found[on]

    def _solved(self, on: frozenset[str]) -> float:
        terms = self.terms
        for name in self.active:
            terms = terms if name in on else SWITCHES[name](terms)
        if INFORMATION not in on:
            return value_share(*values_on_pie(solve_calendar(terms), terms))
        if terms.initial_phase == Phase.PRE:
            return value_share(*solve_stances(terms, self.rule).value())
        us, cn = expected(solve_calendar(terms).value(first_offers(terms)), terms)
        return value_share(float(us), float(cn))


def channels(terms: Terms, rule: SelectionRule, game: float) -> tuple[dict[str, float], float]:
    """Contributions to leverage, by channel, and what none of them explains.

    Shapley values over the switches of `variants`, in the game without audience costs;
    commitment joins last, for games with audience costs are many times larger.

    Parameters
    ----------
    terms : Terms
        Parameters of the negotiation.
    rule : SelectionRule
        Which equilibrium is played.
    game : float
        Leverage of the US with everything on.

    Returns
    -------
    tuple
        Contributions, and the remainder; together they sum to ``game - 1/2``.

    References
    ----------
    Shapley 1953.
    """
    worth = _Coalitions(terms, rule, game)
    players = [name for name in worth.active if name != COMMITMENT]
    found = dict.fromkeys(SWITCHES, 0.0) | shapley_values(worth.value, players)
    found[COMMITMENT] = game - worth.value(frozenset(players))
    return found, worth.value(frozenset()) - PARITY
