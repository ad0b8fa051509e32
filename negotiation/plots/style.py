"""Colours, markers and sizes that all plots share: told apart without colour, too."""

from typing import Any

from matplotlib.colors import LinearSegmentedColormap, to_hex, to_rgb

Style = dict[str, Any]

MM = 1.0 / 25.4
"""Inches in a millimetre."""

FULL_WIDTH_MM = 180.0
COLUMN_WIDTH_MM = 88.0

US: Style = {"color": "#0072B2", "marker": "o", "linestyle": "-"}
CN: Style = {"color": "#D55E00", "marker": "s", "linestyle": "--"}
"""Blue and vermillion of Okabe-Ito 2008, which most kinds of colour blindness tell apart."""

LEVERAGE: Style = {"color": "#000000", "linestyle": ":"}
MILESTONE: Style = {"color": "#BBBBBB", "linestyle": "-"}
OUTCOME: Style = {"color": "#000000", "marker": "*"}

GROUPS: tuple[Style, ...] = (
    {"color": "#000000", "marker": "D", "linestyle": "-"},
    {"color": "#56B4E9", "marker": "o", "linestyle": "--"},
    {"color": "#D55E00", "marker": "s", "linestyle": "-."},
    {"color": "#332288", "marker": "^", "linestyle": (0, (1, 1))},
    {"color": "#DDCC77", "marker": "v", "linestyle": (0, (5, 1))},
    {"color": "#0072B2", "marker": "X", "linestyle": (0, (3, 1, 1, 1, 1, 1))},
)
"""Groups that are no sides, of Okabe-Ito 2008 and Tol 2021: six that differ as greys, too."""

SHADES = LinearSegmentedColormap.from_list("shades", ["#FFFFFF", "#F5DF9F", "#C99A2E"])
"""Low to high; black text and lines stay readable on all of it."""

DOUBTFUL: Style = {"facecolor": "none", "edgecolor": "0.35", "linewidth": 0.0, "hatch": "...."}
"""Cells whose finding may be chance."""

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


SIDES = {"US": US, "China": CN, "CN": CN}


def style_of(name: str, index: int) -> Style:
    """Style of a group: that of the side it is named after, else the next of the list.

    >>> style_of("China", 0)["marker"], style_of("talk", 7) == GROUPS[1]
    ('s', True)
    """
    return SIDES.get(name.split(" ")[0], GROUPS[index % len(GROUPS)])


def luma(color: str) -> float:
    """Brightness of a colour printed in grey, from 0, black, to 1, white.

    >>> luma("#000000"), luma("#FFFFFF")
    (0.0, 1.0)
    """
    red, green, blue = to_rgb(color)
    return 0.3 * red + 0.59 * green + 0.11 * blue


def lightened(color: str, share: float) -> str:
    """Colour moved towards white by a share of the way.

    >>> lightened("#000000", 0.5)
    '#808080'
    """
    red, green, blue = (level + (1.0 - level) * share for level in to_rgb(color))
    return to_hex((red, green, blue))
