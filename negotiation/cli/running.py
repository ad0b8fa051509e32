"""`negotiation run` and `negotiation validate`."""

from dataclasses import dataclass
from pathlib import Path

from negotiation.cli.choices import address, plot_file, strategy, tactic
from negotiation.cli.screen import emphasised, show, talk, width
from negotiation.play import Play, cast, choice_overrides, play
from negotiation.scenario import load_scenario
from negotiation.transcript import to_json, transcript


@dataclass(frozen=True)
class Request:
    """What the user asked `negotiation run` for, as it was written."""

    scenario: str
    us: str | None
    cn: str | None
    us_tactic: str | None
    cn_tactic: str | None
    changes: tuple[str, ...]
    seed: str
    stream: str
    as_json: bool
    plot: str | None

    def overrides(self) -> list[str]:
        """Changes to the scenario: the choices of both sides, then those of `--set`."""
        us = choice_overrides(
            "us", strategy("--us", self.us), tactic("--us-tactic", self.us_tactic)
        )
        cn = choice_overrides(
            "cn", strategy("--cn", self.cn), tactic("--cn-tactic", self.cn_tactic)
        )
        return [*us, *cn, *self.changes]


def draw(played: Play, file: Path) -> None:
    """Draw the timeline into a file, whole or not at all; OSError where it cannot be written."""
    from negotiation.plots import save_timeline

    try:
        save_timeline(played, file)
    except OSError as error:
        remedy = "give a file in a folder that exists and may be written to"
        raise OSError(f"--plot: cannot write {file}: {error.strerror}; {remedy}") from error
    talk(f"wrote {file}")


def run_scenario(request: Request) -> None:
    """Play one negotiation and write its transcript or its JSON document."""
    seed, stream = address("--seed", request.seed), address("--stream", request.stream)
    file = plot_file("--plot", request.plot)
    played = play(cast(load_scenario(request.scenario, request.overrides())), seed, stream)
    if file is not None:
        draw(played, file)
    if request.as_json:
        show(to_json(played))
    else:
        show(emphasised(transcript(played, width())))


def validate_scenario(file: str) -> None:
    """Say that a scenario file is in order; what is not comes as an InputError."""
    scenario = load_scenario(file)
    terms = scenario.terms()
    show(
        f"ok: {file}: {scenario.name}, {terms.n_issues} issues, {terms.n_rounds} rounds, "
        f"{terms.n_milestones} milestones, {len(scenario.numbers())} numbers"
    )
