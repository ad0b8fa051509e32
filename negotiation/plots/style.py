"""Colours, markers and sizes that all plots share: told apart without colour, too."""

from typing import Any

Style = dict[str, Any]

MM = 1.0 / 25.4
"""Inches in a millimetre."""

FULL_WIDTH_MM = 180.0
COLUMN_WIDTH_MM = 88.0

US: Style = {"color": "#0072B2", "marker": "o", "linestyle": "-"}
CN: Style = {"color": "#D55E00", "marker": "s", "linestyle": "--"}
"""Blue and vermillion of Okabe & Ito (2008), which most kinds of colour blindness tell apart."""

LEVERAGE: Style = {"color": "#000000", "linestyle": ":"}
MILESTONE: Style = {"color": "#BBBBBB", "linestyle": "-"}
OUTCOME: Style = {"color": "#000000", "marker": "*"}

TEXT_PT = 7.0
SMALL_PT = 6.0
LIGHTEST, DARKEST = 0.93, 0.55
"""Greys of the tariff states with the lowest and the highest flow costs."""


def grey(darkness: float) -> str:
    """Grey of a tariff state: the darker, in [0, 1], the dearer.

    >>> grey(0.0), grey(1.0)
    ('0.930', '0.550')
    """
    return f"{LIGHTEST + (DARKEST - LIGHTEST) * darkness:.3f}"
