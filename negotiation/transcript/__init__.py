"""A finished negotiation as a readable transcript, and as one JSON document; nothing is played."""

from negotiation.play import Play
from negotiation.transcript.document import document, document_text
from negotiation.transcript.ending import ending_lines
from negotiation.transcript.facts import Facts, facts_of
from negotiation.transcript.header import header_lines
from negotiation.transcript.layout import WIDTH
from negotiation.transcript.rounds import round_lines

__all__ = ["Facts", "document", "facts_of", "to_json", "transcript"]


def transcript(play: Play, width: int = WIDTH) -> str:
    """Tell a finished negotiation, round by round, in plain words.

    Parameters
    ----------
    play
        What `negotiation.play.play` returned.
    width
        Longest line, in characters, at least 60.

    Returns
    -------
    str
        Lines of at most `width` characters, without a newline at the end.

    Examples
    --------
    >>> from negotiation.play import cast, play
    >>> text = transcript(play(cast("two-issue", us="demand", cn="offer"), seed=7))
    >>> max(map(len, text.splitlines())) <= 80
    True
    """
    facts = facts_of(play)
    lines = [*header_lines(facts, width), *round_lines(facts, width), *ending_lines(facts, width)]
    return "\n".join(lines)


def to_json(play: Play) -> str:
    """Return a finished negotiation as one JSON document; the same play gives the same bytes.

    Parameters
    ----------
    play
        What `negotiation.play.play` returned.

    Examples
    --------
    >>> import json
    >>> from negotiation.play import cast, play
    >>> json.loads(to_json(play(cast("two-issue"), seed=7)))["seed"]
    7
    """
    return document_text(facts_of(play))
