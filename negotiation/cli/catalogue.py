"""`negotiation list`: scenarios, strategies and tactics, a line on each and the source."""

from negotiation.cli.choices import known
from negotiation.cli.screen import emphasised, show, width
from negotiation.scenario import load_scenario, scenario_names
from negotiation.scenario.catalogue import TACTICS, TIMINGS, registered_strategies
from negotiation.terms import Timing
from negotiation.transcript.layout import paragraph

Row = tuple[str, str, str]  # name, what it is, source


def scenario_rows() -> list[Row]:
    """Shipped scenarios by title."""
    scenarios = [load_scenario(name) for name in scenario_names()]
    return [(scenario.name, scenario.title, scenario.source) for scenario in scenarios]


def strategy_rows() -> list[Row]:
    """Timing strategies that go by name: built in, or registered by installed packages."""
    named = [row for row in TIMINGS.values() if row.member != Timing.CUSTOM]
    built_in = [(row.name, row.description, row.source) for row in named]
    outside = [(name, "registered by an installed package", "") for name in registered_strategies()]
    return built_in + outside


def tactic_rows() -> list[Row]:
    """Tactics."""
    return [(row.name, row.description, row.source) for row in TACTICS.values()]


LISTS = {"scenarios": scenario_rows, "strategies": strategy_rows, "tactics": tactic_rows}


def list_catalogue(what: str) -> None:
    """Print one of the lists."""
    columns = width()
    lines: list[str] = []
    for name, text, source in LISTS[known("list", "list", what, LISTS)]():
        lines += [name, *paragraph(text, columns, "    ")]
        lines += paragraph(f"source: {source}", columns, "    ") if source else []
    show(emphasised("\n".join(lines)))
