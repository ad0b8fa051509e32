"""Many runs as Mesa models: for strategies that do not compile.

The model is the same negotiation with Mesa's agents as its state, so the columns are the same.
"""

from collections.abc import Sequence

from negotiation.batches import Segment, Simulated
from negotiation.model import NegotiationModel
from negotiation.play_batch import Playable, simulate_by
from negotiation.scenario import Scenario


def simulate_with_model(
    segments: Sequence[Segment], scenarios: Sequence[Scenario], *, keep_rounds: bool = False
) -> Simulated:
    """Play segments one run after the other, each run as a `NegotiationModel`.

    Parameters
    ----------
    segments
        What to run.
    scenarios
        Scenario of each segment: a model has more to show than terms tell.
    keep_rounds
        Whether to keep one row a round too.

    Examples
    --------
    >>> from negotiation.scenario import load_scenario
    >>> scenario = load_scenario("two-issue")
    >>> segment = Segment(scenario.terms(), seed=7, first_stream=0, count=2)
    >>> simulate_with_model([segment], [scenario]).runs["round"].tolist()
    [1, 1]
    """
    by_terms = {id(s.terms): each for s, each in zip(segments, scenarios, strict=True)}

    def begin(segment: Segment, stream: int) -> Playable:
        scenario = by_terms[id(segment.terms)]
        model = NegotiationModel(
            scenario, us=segment.us, cn=segment.cn, seed=segment.seed, stream=stream
        )
        return model.negotiation

    return simulate_by(begin, segments, keep_rounds)
