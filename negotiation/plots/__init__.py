"""Plots: pure functions of records, `ax` in and Axes out; alone in importing matplotlib."""

from negotiation.plots.data import TimelineData, timeline_data
from negotiation.plots.saving import save_timeline
from negotiation.plots.timeline import timeline

__all__ = ["TimelineData", "save_timeline", "timeline", "timeline_data"]
