"""Parts of a solved scenario as files for other software, in the formats of Gambit."""

import numpy as np

from negotiation.scenario import Scenario
from negotiation.solution.channels import first_offers
from negotiation.solution.closed_forms import talks_of_money
from negotiation.solution.stages import todays_nodes
from negotiation.terms import Phase
from negotiation.theory import domain
from negotiation.theory.calendar_course import course_of
from negotiation.theory.calendar_rounds import disagreement
from negotiation.theory.frontier import Frontier
from negotiation.theory.gambit import alternating_offers_text, normal_form_text
from negotiation.theory.selection import SelectionRule
from negotiation.theory.stance_game import solve_stances
from negotiation.theory.stance_nodes import STANCES

ROUNDS, STEPS = 3, 10
PIE = Frontier(((0.0, 1.0), (1.0, 0.0)))


def normal_form(scenario: Scenario, select: str = "pareto") -> str:
    """Today's stage game as ``.nfg``: the stances that both sides can take.

    Parameters
    ----------
    scenario : Scenario
        A scenario that begins with talks about talks.
    select : str
        Rule by which later rounds are played.

    Raises
    ------
    ValueError
        If offers are on the table from the start, or the game has no solution.

    Examples
    --------
    >>> from negotiation.scenario import load_scenario
    >>> normal_form(load_scenario("two-issue")).splitlines()[0]
    'NFG 1 R "two-issue, 1 November 2018" { "US" "CN" }'
    """
    terms = scenario.terms()
    domain.require(terms.initial_phase == Phase.PRE, "there must be talks about talks to write")
    solution = solve_stances(terms, SelectionRule(select))
    payoffs = solution.days[todays_nodes(solution)[0]].payoffs
    kept = [i for i in range(len(STANCES)) if not np.isnan(payoffs[0, i, i])]
    names = tuple(STANCES[i].name.lower() for i in kept)
    first = scenario.date_of(0)
    title = f"{scenario.name}, {first.day} {first:%B} {first.year}"
    return normal_form_text(title, names, payoffs[:, kept][:, :, kept])


def extensive_form(scenario: Scenario) -> str:
    """Three rounds of offers in turn over one pie at today's costs as ``.efg``.

    Raises
    ------
    ValueError
        If a number is outside the domain of the writer.

    Examples
    --------
    >>> from negotiation.scenario import load_scenario
    >>> extensive_form(load_scenario("two-issue")).splitlines()[0]
    'EFG 2 R "two-issue, 3 rounds on a grid of 10" { "US" "CN" }'
    """
    terms = scenario.terms()
    d1, d2, c1, c2 = talks_of_money(terms)
    end = disagreement(course_of(terms), first_offers(terms))
    title = f"{scenario.name}, {ROUNDS} rounds on a grid of {STEPS}"
    lost = float(end[0, 0]), float(end[1, 0])
    return alternating_offers_text(title, PIE, (d1, d2), (c1, c2), lost, ROUNDS, STEPS)
