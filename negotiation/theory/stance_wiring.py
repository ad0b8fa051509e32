"""From the parameters of a negotiation to those of the fight over who tables first."""

from typing import NamedTuple

from negotiation.terms import Side, Terms, Timing
from negotiation.theory import domain
from negotiation.theory.attrition import Race
from negotiation.theory.calendar_course import (
    mean_multipliers,
)
from negotiation.theory.offer_timing import Talks
from negotiation.theory.opening_values import is_two_issue_game
from negotiation.theory.stance_attrition import stance_race


class AttritionInputs(NamedTuple):
    """Arguments of `stance_attrition.stance_race`; player 1 is the side that demands."""

    talks: Talks
    a1: float
    z1: float
    z2: float
    demander: int


def two_issue_talks(terms: Terms, e: int) -> Talks:
    """Parameters of M1 in tariff state e, player 1 being the US.

    Parameters
    ----------
    terms : Terms
        A game with the two mirrored profiles of M1.
    e : int
        Tariff state.

    Returns
    -------
    Talks
        Flow costs at the mean strength.

    Raises
    ------
    ValueError
        If the menus are not those of M1.

    References
    ----------
    Own model M1.

    Examples
    --------
    >>> from negotiation.theory.two_issue_game import BASELINE, two_issue_terms
    >>> two_issue_talks(two_issue_terms(), 0) == BASELINE
    True
    """
    text = "the menus must be two mirrored profiles over two issues"
    domain.require(is_two_issue_game(terms), text)
    q = terms.profile_prior[0][1] + terms.profile_prior[1][0]
    us, cn = mean_multipliers(terms)
    costs = terms.us.flow_cost[e] * us, terms.cn.flow_cost[e] * cn
    return Talks(max(terms.us.weights[0]), q, terms.us.discount, terms.cn.discount, *costs)


def attrition_inputs(terms: Terms, e: int) -> AttritionInputs:
    """Arguments of the stance war of attrition in tariff state e.

    Parameters
    ----------
    terms : Terms
        A game with the menus of M1, one side stubborn on its demand, the other on talk.
    e : int
        Tariff state.

    Returns
    -------
    AttritionInputs
        The audience cost is that of one public demand, nothing for a quiet one.

    Raises
    ------
    ValueError
        If the menus are not those of M1, or not exactly one side is stubborn on its demand.

    References
    ----------
    Own model M1 with Abreu-Gul 2000.

    Examples
    --------
    >>> from negotiation.theory.two_issue_game import two_issue_terms
    >>> terms = two_issue_terms()
    >>> talker = terms.cn._replace(stubborn_timing=Timing.STUBBORN_TALK, stubborn_probability=0.3)
    >>> attrition_inputs(terms._replace(cn=talker), 0).z2
    0.3
    """
    talks, sides = two_issue_talks(terms, e), (terms.us, terms.cn)
    demanding = [side for side in Side if sides[side].stubborn_timing == Timing.STUBBORN_DEMAND]
    text = "exactly one side must be stubborn on its demand, the other on talk"
    domain.require(len(demanding) == 1, text)
    demander = demanding[0]
    one, two = sides[demander], sides[1 - demander]
    if demander == Side.CN:
        talks = Talks(talks.h, talks.q, talks.d2, talks.d1, talks.c2, talks.c1)
    a1 = one.audience_cost_per_demand if one.demands_publicly else 0.0
    return AttritionInputs(talks, a1, one.stubborn_probability, two.stubborn_probability, demander)


def attrition_race(terms: Terms, e: int) -> Race:
    """Concession rates in the stance war of attrition in tariff state e.

    Raises
    ------
    ValueError
        As `attrition_inputs` and `stance_attrition.stance_race`.
    """
    return stance_race(*attrition_inputs(terms, e)[:4])
