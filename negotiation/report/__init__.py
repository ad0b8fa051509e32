"""What a folder of results shows: figures of every kind that it can feed, and a page of them all.

Figures come from `negotiation.plots`, their numbers from `negotiation.measures` and from the
summary of the result; here it is decided which runs go where, and said in words what is seen.
"""

from negotiation.report.page import Page, page_of
from negotiation.report.sweep import Sweep

__all__ = ["Page", "Sweep", "page_of"]
