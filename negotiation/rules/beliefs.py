"""Information: private types, talk, and beliefs as probability vectors.

Updates are Bayes' rule with the likelihood of the act under the strategy; where an act has
probability zero for every type the belief stays (the off-path rule). A babbling speaker draws its
message from the listener's own belief, so that a listener whose credence equals the speaker's
truthfulness holds a martingale: (1 - credence) belief + credence [message].
"""

from typing import NamedTuple

from negotiation.rules.packages import follows_ranking
from negotiation.terms import Matrix, PackageMode, Shares, SideState, SideTerms, Vector


class Cell(NamedTuple):
    """Row and column of a table."""

    row: int
    column: int


def drawn_index(probabilities: Vector, u: float, n: int) -> int:
    """Index drawn from a probability vector by inverse transform of a uniform u in [0, 1).

    >>> drawn_index((0.25, 0.5, 0.25), 0.3, 3)
    1
    """
    total = 0.0
    last = 0
    for index in range(n):
        if probabilities[index] > 0.0:
            last = index
        total += probabilities[index]
        if u < total:
            return last
    return last


def drawn_cell(table: Matrix, u: float, by_row: bool, n_rows: int, n_columns: int) -> Cell:
    """Cell drawn from a joint prior; walking by rows or by columns gives the same distribution.

    A fair coin chooses the walk, so that swapping the sides mirrors every draw exactly.

    >>> drawn_cell(((0.5, 0.0), (0.25, 0.25)), 0.6, True, 2, 2)
    Cell(row=1, column=0)
    """
    total = 0.0
    last = Cell(0, 0)
    n_outer = n_rows if by_row else n_columns
    n_inner = n_columns if by_row else n_rows
    for outer in range(n_outer):
        for inner in range(n_inner):
            cell = Cell(outer, inner) if by_row else Cell(inner, outer)
            probability = table[cell.row][cell.column]
            if probability > 0.0:
                last = cell
            total += probability
            if u < total:
                return last
    return last


def normalise(weights: Shares, n: int) -> bool:
    """Scale non-negative weights to sum to 1; False, and nothing changed, where all are zero.

    >>> weights = [1.0, 3.0]
    >>> normalise(weights, 2), weights
    (True, [0.25, 0.75])
    """
    total = 0.0
    for index in range(n):
        total += weights[index]
    if total <= 0.0:
        return False
    for index in range(n):
        weights[index] = weights[index] / total
    return True


def condition_on_row(belief: Shares, table: Matrix, row: int, n_columns: int) -> None:
    """Write the belief of the row side about the column, given its own row."""
    for column in range(n_columns):
        belief[column] = table[row][column]
    normalise(belief, n_columns)


def condition_on_column(belief: Shares, table: Matrix, column: int, n_rows: int) -> None:
    """Write the belief of the column side about the row, given its own column."""
    for row in range(n_rows):
        belief[row] = table[row][column]
    normalise(belief, n_rows)


def believe_message(belief: Shares, message: int, credence: float, n: int) -> None:
    """Mix a message into a belief by the listener's credence in [0, 1].

    >>> belief = [0.5, 0.5]
    >>> believe_message(belief, 0, 0.5, 2)
    >>> belief
    [0.75, 0.25]
    """
    for index in range(n):
        belief[index] = (1.0 - credence) * belief[index]
    belief[message] += credence


def spoken(
    own_type: int, truthfulness: float, belief: Vector, truth: float, u: float, n: int
) -> int:
    """What a speaker says of its type: the truth, or what the listener believes anyway.

    >>> spoken(1, 1.0, (0.5, 0.5), 0.3, 0.1, 2), spoken(1, 0.0, (0.5, 0.5), 0.3, 0.1, 2)
    (1, 0)
    """
    if truth < truthfulness:
        return own_type
    return drawn_index(belief, u, n)


def knows_enough(belief: Vector, needed: float, n: int) -> bool:
    """Whether one type has at least the needed probability.

    >>> knows_enough((0.95, 0.05), 0.9, 2)
    True
    """
    for index in range(n):
        if belief[index] >= needed:
            return True
    return False


def certain(belief: Vector, n: int) -> bool:
    """Whether one type has all the probability.

    >>> certain((0.0, 1.0), 2), certain((0.25, 0.75), 2)
    (True, False)
    """
    return knows_enough(belief, 1.0, n)


def refresh_knowledge(
    me: SideState, other: SideState, theirs: SideTerms, needed: float, n_issues: int
) -> None:
    """Set what follows from `me.belief`: the weights expected of the other, and who knows whom."""
    for k in range(n_issues):
        me.expected[k] = 0.0
        for profile in range(theirs.n_profiles):
            me.expected[k] += me.belief[profile] * theirs.weights[profile][k]
    me.ranked = PackageMode.NONE
    me.informed = knows_enough(me.belief, needed, theirs.n_profiles)
    other.revealed = me.informed


def bayes(belief: Shares, likelihood: Vector, n: int) -> None:
    """Update a belief by the likelihoods of an act; an act impossible for all changes nothing.

    >>> belief = [0.5, 0.5]
    >>> bayes(belief, (1.0, 0.25), 2)
    >>> belief
    [0.8, 0.2]
    """
    total = 0.0
    for index in range(n):
        total += belief[index] * likelihood[index]
    if total > 0.0:
        for index in range(n):
            belief[index] = belief[index] * likelihood[index] / total


def teaches_nothing(me: SideState, author: SideState, n_profiles: int) -> bool:
    """Whether a side has nothing to learn from a package: it is certain, or the package a grant.

    A grant is filled in the order of the *reader's* weights and so says nothing of its author.
    """
    return author.package_mode == PackageMode.GRANT or certain(me.belief, n_profiles)


def read_package(me: SideState, author: SideState, theirs: SideTerms, n_issues: int) -> None:
    """Weigh a tabled package: which of the author's profiles could have filled it so."""
    if teaches_nothing(me, author, theirs.n_profiles):
        return
    mode = author.package_mode
    for profile in range(theirs.n_profiles):
        own = theirs.weights[profile]
        possible = follows_ranking(author.ask, mode, own, author.expected, n_issues)
        me.likelihood[profile] = 1.0 if possible else 0.0


def learn(
    me: SideState, author: SideState, theirs: SideTerms, needed: float, n_issues: int
) -> None:
    """Update the belief about the author on what was read; certainty cannot be moved."""
    if teaches_nothing(me, author, theirs.n_profiles):
        return
    bayes(me.belief, me.likelihood, theirs.n_profiles)
    refresh_knowledge(me, author, theirs, needed, n_issues)


def reputation_after(reputation: float, if_stubborn: float, if_not: float) -> float:
    """Probability of stubbornness after an act of these two likelihoods (Abreu-Gul 2000).

    >>> reputation_after(0.2, 1.0, 0.25)
    0.5
    """
    total = reputation * if_stubborn + (1.0 - reputation) * if_not
    if total <= 0.0:
        return reputation
    return reputation * if_stubborn / total
