"""The parameters of a game with a dated calendar, arranged by round.

=========  ==========================================================
symbol     meaning
=========  ==========================================================
t          round
T          number of rounds
US, CN     the sides, indices 0 and 1 of every pair
=========  ==========================================================
"""

from dataclasses import dataclass

from negotiation.terms import (
    BeforeReadiness,
    Milestone,
    MilestoneKind,
    SideTerms,
    Terms,
)
from negotiation.theory import domain

Pair = tuple[float, float]
"""One number for the US and one for China."""


@dataclass(frozen=True)
class Course:
    """Parameters of the game, arranged by round.

    Parameters
    ----------
    terms : Terms
        Parameters of the negotiation.
    multipliers : tuple of float
        Strength multiplier of each side's flow costs, non-negative.
    entries : tuple of tuple of Milestone
        Milestones by round, ``(T,)``.
    last_change : int
        Last round with a milestone; -1 where there is none.
    open_ended : bool
        Whether the game goes on for ever after its last milestone.
    """

    terms: Terms
    multipliers: Pair
    entries: tuple[tuple[Milestone, ...], ...]
    last_change: int
    open_ended: bool

    @property
    def sides(self) -> tuple[SideTerms, SideTerms]:
        """Parameters of the two sides."""
        return self.terms.us, self.terms.cn

    def entries_at(self, t: int) -> tuple[Milestone, ...]:
        """Milestones of round t; none beyond the horizon."""
        return self.entries[t] if t < len(self.entries) else ()

    def is_last(self, t: int) -> bool:
        """Whether the talks run out with round t."""
        return not self.open_ended and t >= self.terms.deadline


def mean_multipliers(terms: Terms) -> Pair:
    """Strength multipliers of both sides, averaged over their priors.

    Examples
    --------
    >>> from negotiation.theory.two_issue_game import two_issue_terms
    >>> mean_multipliers(two_issue_terms())
    (1.0, 1.0)
    """
    us, cn = (
        sum(p * x for p, x in zip(side.strength_prior, side.strength_multiplier, strict=True))
        for side in (terms.us, terms.cn)
    )
    return us, cn


def course_of(terms: Terms, multipliers: Pair | None = None) -> Course:
    """Arrange the parameters of a game by round.

    The game is open-ended if disagreement is the flow cost for ever for both sides and no
    deadline is set; otherwise it ends with ``terms.deadline``.

    Parameters
    ----------
    terms : Terms
        Parameters of the negotiation.
    multipliers : tuple of float, optional
        Strength multipliers; the means of the priors if left out.

    Returns
    -------
    Course
        What the solvers work on.

    Raises
    ------
    ValueError
        If a multiplier is negative, or a side of an open-ended game does not discount and
        runs no risk of breakdown (its values then have no stationary solution).

    Examples
    --------
    >>> from negotiation.theory.two_issue_game import two_issue_terms
    >>> course_of(two_issue_terms()).open_ended
    True
    """
    us, cn = mean_multipliers(terms) if multipliers is None else multipliers
    domain.non_negative(multiplier_us=us, multiplier_cn=cn)
    listed = terms.milestones[: terms.n_milestones]
    by_round = tuple(
        tuple(entry for entry in listed if entry.round == t) for t in range(terms.n_rounds)
    )
    open_ended = _is_open_ended(terms)
    patience = max(terms.us.discount, terms.cn.discount) * (1 - terms.breakdown_probability)
    text = f"an open-ended game needs discounting or a risk of breakdown, got factor {patience}"
    domain.require(not open_ended or patience < 1, text)
    last = max((entry.round for entry in listed), default=-1)
    return Course(terms, (us, cn), by_round, last, open_ended)


def _is_open_ended(terms: Terms) -> bool:
    listed = terms.milestones[: terms.n_milestones]
    if any(entry.kind == MilestoneKind.DEADLINE for entry in listed):
        return False
    for_ever = terms.us.disagreement_for_ever and terms.cn.disagreement_for_ever
    return for_ever and terms.deadline >= terms.n_rounds - 1


# ------------------------------------------------------------------ facts about a round


def is_summit(course: Course, t: int) -> bool:
    """Whether the heads of state meet in round t."""
    return any(entry.kind == MilestoneKind.SUMMIT for entry in course.entries_at(t))


def is_call(course: Course, t: int) -> bool:
    """Whether there is a telephone call in round t, so that talk costs no audience."""
    return any(entry.kind == MilestoneKind.CALL for entry in course.entries_at(t))


def breakdown_risk(course: Course, t: int) -> float:
    """Probability that talks break down in round t if it brings no deal."""
    safe = 1 - course.terms.breakdown_probability
    for entry in course.entries_at(t):
        safe *= 1 - entry.breakdown_probability
    return 1 - safe


def may_table(course: Course, side: int, t: int) -> bool:
    """Whether a side's ministries let it table a package in round t."""
    mine = course.sides[side]
    if mine.reports_at_start or mine.before_readiness != BeforeReadiness.CANNOT_TABLE:
        return True
    return any(
        entry.kind == MilestoneKind.READINESS and entry.side != 1 - side
        for entries in course.entries[: t + 1]
        for entry in entries
    )
