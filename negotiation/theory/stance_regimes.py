"""How talks begin: the regime of a stage game, by its pure equilibria in {table, talk}."""

from enum import Enum
from itertools import product

import numpy as np

from negotiation.theory.calendar_frontiers import Floats
from negotiation.theory.stage_games import REGRET
from negotiation.theory.stance_nodes import OFFER, TALK


class Regime(Enum):
    """How talks begin.

    Both talk; one tables while the other would rather have it so (a standoff); both table at once
    (a race); both talk or both table (coordination); one side is bound to table; none of these.
    """

    TALK_FIRST = "talk first"
    STANDOFF = "standoff"
    RACE = "race"
    COORDINATION = "coordination"
    US_TABLES = "the US tables"
    CN_TABLES = "China tables"
    OTHER = "other"


_REGIMES = {
    frozenset({(TALK, TALK)}): Regime.TALK_FIRST,
    frozenset({(OFFER, TALK), (TALK, OFFER)}): Regime.STANDOFF,
    frozenset({(OFFER, OFFER)}): Regime.RACE,
    frozenset({(OFFER, OFFER), (TALK, TALK)}): Regime.COORDINATION,
    frozenset({(OFFER, TALK)}): Regime.US_TABLES,
    frozenset({(TALK, OFFER)}): Regime.CN_TABLES,
}


def regime_of(payoffs: Floats) -> Regime:
    """Regime of a stage game.

    Parameters
    ----------
    payoffs : array, (2, 4, 4)
        Payoffs by stances in the order of `stance_nodes.STANCES`; nan where not allowed.

    Returns
    -------
    Regime
        `Regime.OTHER` if a side cannot both table and talk, or on a knife's edge.

    References
    ----------
    Own model M1; Hamilton-Slutsky 1990.

    Examples
    --------
    >>> talk = np.array([[2.0, 1.0], [2.0, 3.0]])
    >>> payoffs = np.full((2, 4, 4), np.nan)
    >>> payoffs[0, :2, :2], payoffs[1, :2, :2] = talk, talk.T
    >>> regime_of(payoffs).value
    'coordination'
    """
    small = payoffs[:, : TALK + 1, : TALK + 1]
    if np.isnan(small).any():
        return Regime.OTHER
    pure = {
        (us, cn)
        for us, cn in product((OFFER, TALK), repeat=2)
        if small[0, us, cn] >= small[0, :, cn].max() - REGRET
        and small[1, us, cn] >= small[1, us].max() - REGRET
    }
    return _REGIMES.get(frozenset(pure), Regime.OTHER)
