"""Plots: pure functions of records, `ax` in and Axes out; alone in importing matplotlib.

Each function draws on the axes it is given, or on those of a new figure of its own, and returns
them; its twin with `_data` at the end returns the numbers that it draws.

| question | figure | numbers |
| --- | --- | --- |
| what happened in one negotiation? | `timeline` | `timeline_data` |
| what did both sides get, and what could they? | `pareto_plot` | `pareto_plot_data` |
| how are outcomes distributed? | `outcome_ecdf` | `outcome_ecdf_data` |
| ... by strategy, many at a glance? | `ridgeline` | `ridgeline_data` |
| ... by strategy, with quartiles and single runs? | `raincloud` | `raincloud_data` |
| how do offers or leverage spread over time? | `fan_chart` | `fan_chart_data` |
| which option is best where? | `regime_map` | `regime_map_data` |
| how does a value respond to one parameter? | `response_lines` | `response_lines_data` |
| how does a value depend on two parameters? | `value_map` | `value_map_data` |
| what do strategies bring against one another? | `payoff_matrix` | `payoff_matrix_data` |
| where does imitation lead, in one population? | `replicator_field` | `replicator_field_data` |
| ... in two populations? | `replicator_square` | `replicator_square_data` |
| which parameter moves the outcome? | `tornado` | `tornado_data` |
| which one makes it vary? | `sobol_bars` | `sobol_bars_data` |
| ... and is the sample large enough to tell? | `sobol_convergence` | `sobol_convergence_data` |
| which one matters at all? | `morris_plot` | `morris_plot_data` |

Groups of values come from `by_side` and `by_code`, axis labels with units from `column_label`.
"""

from negotiation.plots.columns import by_code, by_side, column_label
from negotiation.plots.convergence import (
    SobolConvergence,
    sobol_convergence,
    sobol_convergence_data,
)
from negotiation.plots.data import TimelineData, timeline_data
from negotiation.plots.distributions import (
    Distribution,
    raincloud,
    raincloud_data,
    ridgeline,
    ridgeline_data,
)
from negotiation.plots.ecdf import Ecdf, outcome_ecdf, outcome_ecdf_data
from negotiation.plots.elementary_effects import MorrisPlot, morris_plot, morris_plot_data
from negotiation.plots.fans import Fan, FanChart, fan_chart, fan_chart_data
from negotiation.plots.pareto import (
    ParetoData,
    bargaining_problem,
    pareto_plot,
    pareto_plot_data,
)
from negotiation.plots.payoff_tables import PayoffMatrix, payoff_matrix, payoff_matrix_data
from negotiation.plots.regimes import RegimeMap, regime_map, regime_map_data
from negotiation.plots.replicator_fields import (
    ReplicatorField,
    replicator_field,
    replicator_field_data,
)
from negotiation.plots.replicator_square import replicator_square, replicator_square_data
from negotiation.plots.responses import Response, response_lines, response_lines_data
from negotiation.plots.saving import save_figure, save_timeline
from negotiation.plots.sensitivity import (
    SobolBars,
    Tornado,
    sobol_bars,
    sobol_bars_data,
    tornado,
    tornado_data,
)
from negotiation.plots.timeline import timeline
from negotiation.plots.value_maps import ValueMap, value_map, value_map_data

__all__ = [
    "Distribution",
    "Ecdf",
    "Fan",
    "FanChart",
    "MorrisPlot",
    "ParetoData",
    "PayoffMatrix",
    "RegimeMap",
    "ReplicatorField",
    "Response",
    "SobolBars",
    "SobolConvergence",
    "TimelineData",
    "Tornado",
    "ValueMap",
    "bargaining_problem",
    "by_code",
    "by_side",
    "column_label",
    "fan_chart",
    "fan_chart_data",
    "morris_plot",
    "morris_plot_data",
    "outcome_ecdf",
    "outcome_ecdf_data",
    "pareto_plot",
    "pareto_plot_data",
    "payoff_matrix",
    "payoff_matrix_data",
    "raincloud",
    "raincloud_data",
    "regime_map",
    "regime_map_data",
    "replicator_field",
    "replicator_field_data",
    "replicator_square",
    "replicator_square_data",
    "response_lines",
    "response_lines_data",
    "ridgeline",
    "ridgeline_data",
    "save_figure",
    "save_timeline",
    "sobol_bars",
    "sobol_bars_data",
    "sobol_convergence",
    "sobol_convergence_data",
    "timeline",
    "timeline_data",
    "tornado",
    "tornado_data",
    "value_map",
    "value_map_data",
]
