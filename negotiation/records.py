"""The one result schema: what is kept of a run and of a round, with units.

Both executions fill these columns from the same state fields. A side's column appears twice, with
the suffix `_us` and `_cn`. Utilities and payoffs are shares of the pie; payoffs, costs and
utilities of a side are its own.
"""

from dataclasses import dataclass
from enum import IntEnum
from operator import attrgetter
from typing import Any

from negotiation.terms import (
    Outcome,
    PackageMode,
    Phase,
    Response,
    Side,
    Stance,
    State,
    Vote,
)

SHARE = "share of the pie"
PROBABILITY = "probability"
ROUND = "round"
COUNT = "count"
FLAG = "true or false"
INDEX = "index"


@dataclass(frozen=True)
class Column:
    """One column: the state field it is read from, its unit, and what it means."""

    name: str
    unit: str
    text: str
    codes: type[IntEnum] | None = None
    length: str = ""  # of a vector: issues, profiles, strengths, ministries


GAME_OF_RUN = (
    Column("outcome", "code", "how the negotiation ended", Outcome),
    Column("round", ROUND, "last round played"),
    Column("phase_played", "code", "phase in which it ended", Phase),
    Column("tariff_state", INDEX, "tariff state at the end"),
    Column("first_tabler", "code", "side that tabled first; 2 both at once, -1 nobody", Side),
    Column("first_tabled_round", ROUND, "round of the first package; -1 none"),
    Column("frameworks", COUNT, "frameworks formed"),
    Column("ratification_failures", COUNT, "accepted packages that ministries rejected"),
    Column("escalations", COUNT, "escalations carried out"),
    Column("threats_lapsed", COUNT, "threats not carried out when due"),
)

SIDE_OF_RUN = (
    Column("profile", INDEX, "own priority profile"),
    Column("strength", INDEX, "own strength"),
    Column("reservation", SHARE, "own reservation utility"),
    Column("stubborn", FLAG, "commitment type"),
    Column("candid", FLAG, "shows its own priorities when it alone knows the other's"),
    Column("payoff", SHARE, "discounted payoff of the whole run"),
    Column("deal_utility", SHARE, "utility of the deal, undiscounted; 0 without a deal"),
    Column("delay_cost", SHARE, "discounted flow costs paid"),
    Column("political_cost", SHARE, "discounted audience and ratification costs paid"),
    Column("reputation", PROBABILITY, "the other's belief that the side is stubborn"),
    Column("informed", FLAG, "knows the other's priorities at the end"),
    Column("leverage", SHARE, "structural leverage at the end"),
    Column("deal", "share of the issue", "own shares in the deal", length="issues"),
)

GAME_OF_ROUND = (
    Column("round", ROUND, "round played"),
    Column("phase_played", "code", "phase of the round", Phase),
    Column("phase", "code", "phase after the round", Phase),
    Column("outcome", "code", "outcome so far", Outcome),
    Column("tariff_state", INDEX, "tariff state in force"),
    Column("proposer", "code", "side whose turn it was; -1 before formal talks", Side),
    Column("opened", "code", "side whose package was answered; 2 both, -1 none", Side),
    Column("call", FLAG, "a call was held"),
    Column("call_public", FLAG, "the call was public"),
    Column("summit", FLAG, "a summit was held"),
    Column("framework_formed", FLAG, "the summit formed a framework"),
    Column("truce_ended", FLAG, "the truce ended without a deal"),
    Column("escalated_by", "code", "side that escalated; 2 both, -1 none", Side),
    Column("lapsed_by", "code", "side that let a threat lapse; 2 both, -1 none", Side),
    Column("escalation_suspended", FLAG, "a due escalation was suspended by the truce"),
    Column("breakdown_risk", PROBABILITY, "risk that talks broke down in this round"),
)

SIDE_OF_ROUND = (
    Column("stance", "code", "stance before talks are open", Stance),
    Column("stance_public", FLAG, "the stance was public"),
    Column("message", INDEX, "profile that the side claimed to have; -1 none"),
    Column("understood", FLAG, "the message was understood"),
    Column("statement", INDEX, "strength that the side claimed in public; -1 none"),
    Column("became_ready", FLAG, "the ministries reported their floors"),
    Column("package_mode", "code", "how the side's package was filled", PackageMode),
    Column("response", "code", "answer to the other's package", Response),
    Column("vote", "code", "what the ministries said of the deal", Vote),
    Column("claim", SHARE, "utility the side claims for itself"),
    Column("has_tabled", FLAG, "has a standing package of its own"),
    Column("asked", SHARE, "own utility of its standing package"),
    Column("has_offer", FLAG, "has a standing package of the other"),
    Column("offered", SHARE, "own utility of the other's standing package"),
    Column("informed", FLAG, "knows the other's priorities"),
    Column("floor", SHARE, "framework floor in force"),
    Column("flow_cost", SHARE, "cost of a round without a deal"),
    Column("audience_cost", SHARE, "audience cost accrued and unpaid"),
    Column("payoff", SHARE, "discounted payoff so far"),
    Column("leverage", SHARE, "structural leverage at today's tariff state"),
    Column("leverage_clipped", FLAG, "the closed form left [0, 1]: a corner binds"),
    Column("leverage_given_up", SHARE, "leverage of the best other stance less this one"),
    Column("price_of_going_first", SHARE, "value of going second less going first"),
    Column("information_rent", SHARE, "value that an opener hands to the recipient"),
    Column("interest_in_talk", SHARE, "value of a round of talk less going first"),
    Column("reputation", PROBABILITY, "the other's belief that the side is stubborn"),
    Column("belief", PROBABILITY, "belief over the other's profiles", length="profiles"),
    Column("strength_belief", PROBABILITY, "belief over the other's strengths", length="strengths"),
    Column("ask", "share of the issue", "own shares in its standing package", length="issues"),
)

Record = dict[str, Any]


def flat_columns(
    game: tuple[Column, ...], side: tuple[Column, ...]
) -> list[tuple[str, str, Column]]:
    """Name, path in the state, and column, of every column of a record."""
    rows = [(column.name, f"game.{column.name}", column) for column in game]
    for owner in ("us", "cn"):
        rows += [(f"{column.name}_{owner}", f"{owner}.{column.name}", column) for column in side]
    return rows


RUN_COLUMNS = flat_columns(GAME_OF_RUN, SIDE_OF_RUN)
ROUND_COLUMNS = flat_columns(GAME_OF_ROUND, SIDE_OF_ROUND)
RUN_READERS = [(name, attrgetter(path)) for name, path, _ in RUN_COLUMNS]
ROUND_READERS = [(name, attrgetter(path)) for name, path, _ in ROUND_COLUMNS]


def plain(value: Any) -> Any:
    """Copy a state field into plain Python: truth value, number or tuple."""
    if isinstance(value, bool):
        return value
    if isinstance(value, int):
        return int(value)
    return value if isinstance(value, float) else tuple(value)


def run_record(state: State) -> Record:
    """Return what is kept of a run, from its closed state."""
    return {name: plain(read(state)) for name, read in RUN_READERS}


def round_record(state: State) -> Record:
    """Return what is kept of the round just played."""
    return {name: plain(read(state)) for name, read in ROUND_READERS}
