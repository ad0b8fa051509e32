"""Small games as text in the formats of Gambit, for a second opinion by other software.

``.nfg`` holds a stage game, ``.efg`` alternating offers on a grid of packages. Formats after the
manual of Gambit (McKelvey, McLennan and Turocy).
"""

from itertools import product

from negotiation.theory import domain
from negotiation.theory.calendar_course import (
    Pair,
)
from negotiation.theory.calendar_frontiers import Floats
from negotiation.theory.frontier import Frontier

MAX_NODES = 10_000
"""Largest tree that is written."""

_PLAYERS = '{ "US" "CN" }'


def normal_form_text(title: str, stances: tuple[str, ...], payoffs: Floats) -> str:
    """Write a stage game with the same stances for both sides as ``.nfg``.

    Parameters
    ----------
    title : str
        Title, without quotation marks.
    stances : tuple of str
        Names of the m stances.
    payoffs : array, (2, m, m)
        Payoffs of the US and China by their stances.

    Returns
    -------
    str
        The file's text: payoffs with the US stance running fastest.

    Raises
    ------
    ValueError
        If the payoffs do not fit the stances, or the title holds a quotation mark.

    Examples
    --------
    >>> import numpy as np
    >>> print(normal_form_text("coin", ("O", "T"), np.arange(8.0).reshape(2, 2, 2)))
    NFG 1 R "coin" { "US" "CN" }
    { { "O" "T" }
    { "O" "T" } }
    ""
    <BLANKLINE>
    0.0 4.0 2.0 6.0 1.0 5.0 3.0 7.0
    <BLANKLINE>
    """
    m = len(stances)
    domain.require(payoffs.shape == (2, m, m), f"payoffs must be (2, {m}, {m}): {payoffs.shape}")
    domain.require('"' not in title, f"the title must hold no quotation mark, got {title}")
    names = "{ " + " ".join(f'"{name}"' for name in stances) + " }"
    cells = (float(payoffs[side, us, cn]) for cn, us, side in product(range(m), range(m), range(2)))
    numbers = " ".join(map(repr, cells))
    return f'NFG 1 R "{title}" {_PLAYERS}\n{{ {names}\n{names} }}\n""\n\n{numbers}\n'


def alternating_offers_text(
    title: str,
    frontier: Frontier,
    discounts: Pair,
    costs: Pair,
    disagreement: Pair,
    rounds: int,
    steps: int,
) -> str:
    """Write offers in turn on a grid of efficient packages as ``.efg``; the US proposes first.

    Parameters
    ----------
    title : str
        Title, without quotation marks.
    frontier : Frontier
        What can be reached.
    discounts, costs, disagreement : tuple of float
        Discount factor and flow cost per round, and value if talks run out, of both sides.
    rounds : int
        Number of rounds, at least 1.
    steps : int
        The proposer leaves the other 0, 1, ..., ``steps`` parts of its greatest utility.

    Returns
    -------
    str
        The file's text; outcomes are discounted to round 0.

    Raises
    ------
    ValueError
        If a number is out of range or the tree has more than `MAX_NODES` nodes.

    References
    ----------
    Stahl 1972 for the game.

    Examples
    --------
    >>> pie = Frontier(((0.0, 1.0), (1.0, 0.0)))
    >>> text = alternating_offers_text(
    ...     "one", pie, (0.5, 0.5), (0.0, 0.0), (0.0, 0.0), rounds=1, steps=1
    ... )
    >>> text.splitlines()[0], len(text.splitlines())
    ('EFG 2 R "one" { "US" "CN" }', 10)
    """
    domain.whole(1, rounds=rounds, steps=steps)
    domain.within(0, 1, d_us=discounts[0], d_cn=discounts[1])
    domain.non_negative(c_us=costs[0], c_cn=costs[1])
    domain.require('"' not in title, f"the title must hold no quotation mark, got {title}")
    nodes = sum((steps + 1) ** t * (2 * steps + 3) for t in range(rounds)) + (steps + 1) ** rounds
    domain.require(nodes <= MAX_NODES, f"at most {MAX_NODES} nodes are written, got {nodes}")
    lines = [f'EFG 2 R "{title}" {_PLAYERS}', '""', ""]
    tree = _Tree(frontier, discounts, costs, disagreement, rounds, steps)
    return "\n".join([*lines, *tree.round(0, (1.0, 1.0), (0.0, 0.0))]) + "\n"


class _Tree:
    """Writer of the tree, in the order of play; sets and outcomes are numbered as they come."""

    def __init__(
        self,
        frontier: Frontier,
        discounts: Pair,
        costs: Pair,
        disagreement: Pair,
        rounds: int,
        steps: int,
    ) -> None:
        self.frontier, self.discounts, self.costs = frontier, discounts, costs
        self.disagreement, self.rounds, self.steps = disagreement, rounds, steps
        self.sets, self.outcomes = [0, 0], 0

    def round(self, t: int, weight: Pair, spent: Pair) -> list[str]:
        """Lines of the tree from round t on, given discounts so far and costs already borne."""
        proposer = t % 2
        if t == self.rounds:
            return [self._end(weight, spent, self.disagreement)]
        lines = [self._choice(proposer, [str(k) for k in range(self.steps + 1)])]
        for k in range(self.steps + 1):
            lines.append(self._choice(1 - proposer, ["accept", "refuse"]))
            lines.append(self._end(weight, spent, self._package(proposer, k)))
            lines += self._refused(t, weight, spent)
        return lines

    def _refused(self, t: int, weight: Pair, spent: Pair) -> list[str]:
        d, c = self.discounts, self.costs
        borne = spent[0] + weight[0] * c[0], spent[1] + weight[1] * c[1]
        return self.round(t + 1, (weight[0] * d[0], weight[1] * d[1]), borne)

    def _package(self, proposer: int, k: int) -> Pair:
        top = self.frontier.vertices[-1][0] if proposer == 1 else self.frontier.vertices[0][1]
        left = top * k / self.steps
        if proposer == 0:
            return self.frontier.best_for_1(left), left
        return left, self.frontier.best_for_2(left)

    def _choice(self, side: int, actions: list[str]) -> str:
        self.sets[side] += 1
        names = " ".join(f'"{action}"' for action in actions)
        return f'p "" {side + 1} {self.sets[side]} "" {{ {names} }} 0'

    def _end(self, weight: Pair, spent: Pair, utility: Pair) -> str:
        self.outcomes += 1
        us, cn = (w * u - s for w, u, s in zip(weight, utility, spent, strict=True))
        return f't "" {self.outcomes} "" {{ {us!r}, {cn!r} }}'
