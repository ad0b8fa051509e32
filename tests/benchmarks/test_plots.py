"""Every plot is timed, and none takes long on many runs."""

import pytest

from benchmarks.plots import RUNS, cases, drawn
from negotiation import plots

SECONDS = 1.0


@pytest.mark.slow
def test_every_plot_of_many_runs_takes_less_than_a_second():
    timed = {name: drawn(plot) for name, plot in cases(RUNS).items()}
    assert set(timed) == {name.removesuffix("_data") for name in plots.__all__ if "_data" in name}
    seconds = {name: min(once() for _ in range(3)) for name, once in timed.items()}
    assert {name: found for name, found in seconds.items() if found >= SECONDS} == {}
