"""What a check reports: the place, what is wrong there, what would do."""

from typing import NamedTuple


class Problem(NamedTuple):
    """One mistake in a scenario."""

    key: str
    problem: str
    allowed: str = ""
    nearest: str = ""
