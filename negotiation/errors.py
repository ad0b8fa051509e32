"""Mistakes that a user can mend, and the exit codes of the command line."""

from enum import IntEnum


class ExitCode(IntEnum):
    """What the command line returns to the shell."""

    OK = 0
    FAILURE = 1
    BAD_INPUT = 2
    INTERRUPTED = 130
    TERMINATED = 143


class InputError(Exception):
    """A mistake in what the user gave: one message that says where, what and what would do.

    Parameters
    ----------
    where : str
        File or option that holds the mistake.
    key : str
        Dotted place in it; empty where the whole is meant.
    problem : str
        What is wrong, with the value that was given.
    allowed : str
        Names or range that would do; empty where there is nothing to add.
    nearest : str
        Known name that resembles the unknown one; empty where none does.
    more : int
        Number of further mistakes that were found.

    Examples
    --------
    >>> print(InputError("my.toml", "us.tactic.name", "unknown value 'spit'",
    ...                  "firm, split", "split"))
    my.toml: us.tactic.name: unknown value 'spit'; allowed: firm, split; did you mean 'split'?
    """

    def __init__(
        self,
        where: str,
        key: str,
        problem: str,
        allowed: str = "",
        nearest: str = "",
        more: int = 0,
    ) -> None:
        super().__init__(where, key, problem, allowed, nearest, more)
        self.where = where
        self.key = key
        self.problem = problem
        self.allowed = allowed
        self.nearest = nearest
        self.more = more

    def at(self, where: str, key: str) -> "InputError":
        """Return the same mistake at another place.

        Examples
        --------
        >>> print(InputError("my.toml", "q", "is missing").at("my.toml", "two_issue.q"))
        my.toml: two_issue.q: is missing
        """
        return InputError(where, key, self.problem, self.allowed, self.nearest, self.more)

    def __str__(self) -> str:
        """Return the whole message on one line."""
        text = ": ".join(part for part in (self.where, self.key, self.problem) if part)
        if self.allowed:
            text += f"; allowed: {self.allowed}"
        if self.nearest:
            text += f"; did you mean '{self.nearest}'?"
        if self.more:
            text += f" (and {self.more} more {'mistake' if self.more == 1 else 'mistakes'})"
        return " ".join(text.split())
