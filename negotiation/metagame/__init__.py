"""Every timing strategy against every other, played many times, and the game that this makes."""

from negotiation.metagame.game import MetaGame, Outlook
from negotiation.metagame.tournament import Tournament, estimate, play_all, tournament

__all__ = ["MetaGame", "Outlook", "Tournament", "estimate", "play_all", "tournament"]
