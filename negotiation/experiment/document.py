"""The experiment: a scenario, what is varied in it, and how often each point is run."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal, NamedTuple, Self

from pydantic import (
    BeforeValidator,
    Field,
    PlainSerializer,
    StrictBool,
    StrictStr,
    WithJsonSchema,
    model_validator,
)

from negotiation.errors import InputError
from negotiation.experiment.checked import Constructed, Finite, Strict, Whole, number
from negotiation.experiment.design_table import DesignField, DesignTable
from negotiation.experiment.loading import MAX_PATH, read_experiment
from negotiation.experiment.reported import DEFAULT, Reported, Watched
from negotiation.experiment.scalars import setting
from negotiation.experiment.vary import MAX_ADDRESSES, Vary, tables_of
from negotiation.scenario import Scenario
from negotiation.scenario.loading import read_raw
from negotiation.scenario.refusals import refusal, shown
from negotiation.scenario.tables import Name
from negotiation.scenario.toml_text import lines_of

if TYPE_CHECKING:
    from negotiation.experiment.design import Design

WHERE: Final = "experiment"
MAX_REPLICATES: Final = 1_000_000_000
MAX_RUNS: Final = 1_000_000_000_000
LAST: Final = ("experiment", "scenario")
SEED_LIMIT: Final = 2**64


class ScenarioFile(NamedTuple):
    """What a scenario file holds, and what to call it in messages."""

    where: str
    content: dict[str, Any]


def scenario_file(given: Any) -> ScenarioFile:
    """Return the content of a scenario: by name, path, object or laid out like its file."""
    if isinstance(given, ScenarioFile):
        return given
    if isinstance(given, Scenario):
        return ScenarioFile(given.name, given.content)
    if isinstance(given, str | Path) and len(str(given)) <= MAX_PATH:
        return ScenarioFile(*read_raw(given))
    if isinstance(given, dict):
        return ScenarioFile("scenario", given)
    allowed = "a name, a path, or a table laid out like a scenario file"
    raise refusal(f"{shown(given)} is not a scenario", "", allowed)


def settings(given: Any) -> dict[str, Any]:
    """Return the values that are fixed by address."""
    if not isinstance(given, dict):
        raise refusal(f"{shown(given)} is not a table", "", "address = value, as for --set")
    if len(given) > MAX_ADDRESSES:
        raise refusal(f"has {len(given)} entries", "", f"at most {MAX_ADDRESSES}")
    checked: dict[str, Any] = setting(given)
    return checked


TABLE: Final = {"type": "object"}
Source = Annotated[
    Any,
    BeforeValidator(scenario_file),
    PlainSerializer(lambda file: file and file.content),
    WithJsonSchema({"anyOf": [{"type": "string"}, TABLE]}),
]
Fixed = Annotated[Any, BeforeValidator(settings), WithJsonSchema(TABLE)]
Variations = Annotated[tuple[Vary, ...], BeforeValidator(tables_of)]


class StopTable(Strict):
    """Run on until an interval is narrow enough; `replicates` is then the size of a block."""

    outcome: Watched = Field(description="A number or a rate of the runs")
    width: Finite = number("Width of its confidence interval, at each point", exclusiveMinimum=0)
    confidence: Finite = number(
        "Confidence of the interval", 0.95, exclusiveMinimum=0, exclusiveMaximum=1
    )
    max_runs: Whole = number("Runs of the whole experiment", 1_000_000, minimum=1, maximum=MAX_RUNS)


class SubExperiment(Strict):
    """One `[[experiment]]`: a name, and what differs from the shared tables.

    What it fixes or varies takes the place of what is shared for the same address; a design, a
    scenario or replicates of its own take the place of the shared ones.
    """

    name: Name = Field(description="Name, different from the others")
    scenario: Source = Field(default=None, description="Scenario, instead of the shared one")
    fixed: Fixed = Field(default={}, description="Further values")
    design: DesignField | None = Field(
        default=None, description="Design, instead of the shared one"
    )
    vary: Variations = Field(default=(), description="Further parameters")
    replicates: Whole | None = number("Runs a point", None, minimum=1, maximum=MAX_REPLICATES)


class Experiment(Constructed):
    """Many runs of a scenario over a design; frozen, and refused where it makes no sense.

    Parameters
    ----------
    scenario : str, Path, Scenario or dict
        Shipped name, path, scenario, or what a scenario file holds.
    vary : dict or list
        Address, or tuple of addresses that move together, to values: a list, `vary.Range` or a
        distribution of `distributions`; or tables as in a file.
    fixed : dict
        Address to value, as for ``--set``.

    Examples
    --------
    >>> vary = {"us.timing.rounds": [1, 2, 4], "h": [0.65, 0.8]}
    >>> experiment = Experiment(scenario="two-issue", vary=vary, replicates=100, seed=7)
    >>> len(experiment.design().points), experiment.outcomes[0]
    (6, 'payoff_us')
    """

    schema_version: Literal[1] = Field(default=1, description="Version of this format")
    name: StrictStr = Field(default="", description="Short name", max_length=200)
    question: StrictStr = Field(default="", description="What it is to find out", max_length=10_000)
    scenario: Source = Field(
        default=None, description="Shipped name, path from this file, or the content"
    )
    seed: Whole = number("Seed of the random numbers", 0, minimum=0, maximum=SEED_LIMIT - 1)
    replicates: Whole = number(
        "Runs a point; with a stop rule, of a block", 1000, minimum=1, maximum=MAX_REPLICATES
    )
    common_random_numbers: StrictBool = Field(
        default=True, description="Whether a replicate has the same draws at every point"
    )
    outcomes: tuple[Reported, ...] = Field(
        default=DEFAULT,
        min_length=1,
        max_length=100,
        fail_fast=True,
        description="What a summary reports",
    )
    keep_rounds: StrictBool = Field(default=False, description="Whether to keep every round")
    chunk_runs: Whole = number("Runs of one part file", 10_000, minimum=1, maximum=1_000_000)
    fixed: Fixed = Field(default={}, description="Address = value, as for --set")
    design_table: DesignField = Field(
        default=DesignTable(), alias="design", description="How points come about"
    )
    vary: Variations = Field(default=(), description="What is varied")
    stop: StopTable | None = Field(default=None, description="Rule by which further runs are made")
    experiment: tuple[SubExperiment, ...] = Field(
        default=(), max_length=1000, description="Sub-experiments, each with the tables above"
    )

    def __init__(
        self, /, **given: Any
    ) -> None:  # for type checkers: fields take more than they hold
        super().__init__(**given)

    @model_validator(mode="after")
    def _names_differ(self) -> Self:
        names = [part.name for part in self.experiment]
        for index, name in enumerate(names):
            if name in names[:index]:
                raise refusal(f"{shown(name)} is taken", f"experiment.{index}.name", "each once")
        return self

    def __repr__(self) -> str:
        """Return a line for the console; `to_toml` tells the rest."""
        return f"Experiment({self.name or self.question or self.where!r})"

    @cached_property
    def where(self) -> str:
        """What to call it in messages: its file."""
        return WHERE

    @classmethod
    def from_file(cls, path: str | Path) -> Self:
        """Read an experiment file.

        Raises
        ------
        InputError
            If there is no such file, or it is refused.
        """
        raw = read_experiment(str(path))
        try:
            found = cls(**raw)
        except InputError as error:
            raise (error.at(str(path), error.key) if error.where == WHERE else error) from None
        found.__dict__["where"] = str(path)
        return found

    def to_dict(self) -> dict[str, Any]:
        """The experiment as it would stand in a file, the scenario last."""
        given = super().to_dict()
        first = {key: value for key, value in given.items() if key not in LAST}
        return {key: v for key, v in {**first, **given}.items() if v not in ("", [], {})}

    def to_toml(self) -> str:
        """Return the text of a file that needs no other: scenario and CSV file are written out.

        Examples
        --------
        >>> text = Experiment(scenario="two-issue", seed=7).to_toml()
        >>> [line for line in text.splitlines() if line.startswith("seed")]
        ['seed = 7']
        """
        return "\n".join(lines_of(self.to_dict(), "")).lstrip("\n") + "\n"

    def design(self) -> Design:
        """Design points, the same each time.

        Raises
        ------
        InputError
            For unknown addresses, values out of range, and points that occur twice.
        """
        from negotiation.experiment.design import design_of

        return design_of(self)

    def run(self, out: str | Path | None = None, **options: Any) -> Any:
        """Run the experiment, see `negotiation.experiment.running.run_experiment`."""
        from negotiation.experiment.running import run_experiment

        return run_experiment(self, out, **options)
