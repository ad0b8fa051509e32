"""The table `[design]`: by which method the design points come about."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Final, Literal, Self

from pydantic import BeforeValidator, Field, StrictBool, StrictStr, model_validator

from negotiation.experiment.checked import Constructed, Whole, made, number
from negotiation.experiment.loading import read_bytes
from negotiation.experiment.scalars import MAX_POINTS
from negotiation.scenario.refusals import refusal

SAMPLED: Final = ("latin_hypercube", "sobol", "saltelli", "morris")
ANALYSED: Final = ("saltelli", "morris")
"""Kinds made for an analysis of sensitivity; they may hold the same values twice."""

LEVELS: Final = 4
HOMES: Final = {
    "points": ("latin_hypercube", "sobol"),
    "base": ("saltelli",),
    "second_order": ("saltelli",),
    "trajectories": ("morris",),
    "levels": ("morris",),
}
"""Kinds that each number goes with."""

NEEDED: Final = {
    "points": f"1 to {MAX_POINTS}",
    "base": "a power of two, such as 256",
    "trajectories": f"2 to {MAX_POINTS}, such as 20",
}
MAX_CSV_BYTES: Final = 20_000_000


class DesignTable(Constructed):
    """How values are combined; the columns of a CSV file are kept as `text`."""

    kind: Literal["grid", "list", "latin_hypercube", "sobol", "saltelli", "morris", "csv"] = Field(
        default="grid",
        description="Crossed, row by row, sampled (sobol: extensible; saltelli, morris: for an "
        "analysis of sensitivity), or a file",
    )
    points: Whole | None = number(
        "Number of points that are sampled", None, minimum=1, maximum=MAX_POINTS
    )
    base: Whole | None = number(
        "saltelli: base points, a power of two", None, minimum=2, maximum=MAX_POINTS
    )
    second_order: StrictBool | None = Field(
        default=None, description="saltelli: whether to sample for second-order indices too"
    )
    trajectories: Whole | None = number(
        "morris: number of trajectories", None, minimum=2, maximum=MAX_POINTS
    )
    levels: Whole | None = number(
        f"morris: levels of each parameter, an even number; {LEVELS} unless given",
        None, minimum=2, maximum=1000,
    )  # fmt: skip
    file: StrictStr | None = Field(
        default=None, description="CSV file: a header of addresses, a row a point"
    )
    text: StrictStr | None = Field(
        default=None, description="The content of such a file, in its place"
    )

    @model_validator(mode="before")
    @classmethod
    def _reads_file(cls, given: Any) -> Any:
        is_file = isinstance(given, dict) and isinstance(given.get("file"), str | Path)
        if not is_file or given.get("kind") != "csv" or "text" in given:
            return given
        rest = {key: value for key, value in given.items() if key != "file"}
        return {**rest, "text": csv_text(str(given["file"]))}

    @model_validator(mode="after")
    def _fits_its_kind(self) -> Self:
        for name, kinds in HOMES.items():
            if self.kind in kinds and name in NEEDED and getattr(self, name) is None:
                raise refusal("is missing", name, NEEDED[name])
            if self.kind not in kinds and getattr(self, name) is not None:
                raise refusal(f"goes with {', '.join(kinds)} only", name)
        if self.base is not None and self.base & (self.base - 1):
            below = 1 << (self.base.bit_length() - 1)
            problem = f"{self.base} is no power of two"
            above = f" or {2 * below}" if 2 * below <= MAX_POINTS else ""
            raise refusal(problem, "base", f"{below}{above}")
        if self.levels is not None and self.levels % 2:
            problem = f"{self.levels} is not even"
            raise refusal(problem, "levels", f"{self.levels - 1} or {self.levels + 1}")
        return self

    @model_validator(mode="after")
    def _has_its_file(self) -> Self:
        is_csv = self.kind == "csv"
        if self.file is not None:
            raise refusal("goes with kind csv only, and not with text", "file")
        if is_csv and self.text is None:
            raise refusal("is missing", "file", "a CSV file")
        if not is_csv and self.text is not None:
            raise refusal("goes with kind csv only", "text")
        return self


DesignField = Annotated[DesignTable, BeforeValidator(made(DesignTable))]


def csv_text(path: str) -> str:
    """Return the content of a CSV file."""
    content = read_bytes(path, MAX_CSV_BYTES)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise refusal(f"{path[-200:]} is not UTF-8 at byte {error.start}", "file") from None
