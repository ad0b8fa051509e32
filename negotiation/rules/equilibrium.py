"""The solved strategies: claims, answers and stances read from tables of numbers.

The tables are solved once per scenario by an independent solver and enter as numbers; nothing is
solved here. A node is the public state of a round once the calendar has spoken: round, tariff
state, one flag (a summit has failed, or an escalation is suspended in a truce), truce or not.
"""

from negotiation.rules.beliefs import drawn_index
from negotiation.terms import (
    NOBODY,
    GameState,
    PackageMode,
    Phase,
    SideState,
    SideTerms,
    Stance,
    Vector,
)

N_STANCES = 4
WAYS_OF_KNOWING = 4  # neither, the other, oneself, both
FIRST_CLAIM = 4  # place in the tables of a claim before talks are open, after the three modes


def table_node(n_tariff_states: int, t: int, tariff_state: int, flag: bool, truce: bool) -> int:
    """Index of a node in the solved tables.

    >>> table_node(2, 1, 1, True, False)
    14
    """
    node = (t * n_tariff_states + tariff_state) * 2
    if flag:
        node += 1
    node *= 2
    if truce:
        node += 1
    return node


def node_today(mine: SideTerms, game: GameState) -> int:
    """Index of today's node."""
    truce = game.phase == Phase.FRAMEWORK
    flag = game.suspended_state != NOBODY if truce else game.summit_failed
    return table_node(mine.n_tariff_states, game.round, game.tariff_state, flag, truce)


def likeliest(belief: Vector, n: int) -> int:
    """Type with the highest probability; the first of several.

    >>> likeliest((0.25, 0.5, 0.25), 3)
    1
    """
    best = 0
    for index in range(1, n):
        if belief[index] > belief[best]:
            best = index
    return best


def claim_kind(mode: int, phase: int) -> int:
    """Kind of package in the tables: its mode, or the first claim of a side that knows nothing.

    >>> claim_kind(PackageMode.CLAIM, Phase.PRE) == FIRST_CLAIM
    True
    """
    if mode == PackageMode.CLAIM and phase == Phase.PRE:
        return FIRST_CLAIM
    return mode


def solved_claim(
    me: SideState, mine: SideTerms, theirs: SideTerms, game: GameState, mode: int
) -> float:
    """Utility that a proposer claims for itself; everything where the two would rather go on."""
    other = likeliest(me.belief, theirs.n_profiles)
    kind = claim_kind(mode, game.phase)
    return mine.claim_table[kind - 1][me.profile][other][node_today(mine, game)]


def solved_refusal(
    me: SideState, mine: SideTerms, theirs: SideTerms, game: GameState, mode: int
) -> float:
    """Least utility that a responder accepts: the value of refusing."""
    other = likeliest(me.belief, theirs.n_profiles)
    return mine.refusal_table[mode - 1][me.profile][other][node_today(mine, game)]


def prefers_framework(me: SideState, mine: SideTerms, theirs: SideTerms, game: GameState) -> bool:
    """Whether the solved value of a framework is at least that of going on without one."""
    other = likeliest(me.belief, theirs.n_profiles)
    return mine.framework_table[me.profile][other][node_today(mine, game)] > 0.0


def knowing(informed: bool, revealed: bool) -> int:
    """Number of the way in which two sides know one another, seen from one of them.

    >>> knowing(False, False), knowing(False, True), knowing(True, False), knowing(True, True)
    (0, 1, 2, 3)
    """
    number = 0
    if informed:
        number += 2
    if revealed:
        number += 1
    return number


def talk_node(me: SideState, mine: SideTerms, game: GameState) -> int:
    """Index of today's node of talks about talks in the solved stances."""
    slots = mine.demand_slots
    node = (game.round * mine.n_tariff_states + game.tariff_state) * 2
    if game.summit_failed:
        node += 1
    node = node * WAYS_OF_KNOWING + knowing(me.informed, me.revealed)
    node = node * slots + min(me.demands, slots - 1)
    return node * slots + min(me.seen_demands, slots - 1)


def solved_stance(me: SideState, mine: SideTerms, game: GameState, u: float) -> int:
    """Stance drawn from the solved mixture of today's node."""
    drawn = drawn_index(mine.stance_table[talk_node(me, mine, game)], u, N_STANCES)
    return Stance.OFFER + drawn


def solved_likelihood(me: SideState, mine: SideTerms, game: GameState, stance: int) -> float:
    """Probability of a stance in the solved mixture of today's node."""
    return mine.stance_table[talk_node(me, mine, game)][stance - Stance.OFFER]
