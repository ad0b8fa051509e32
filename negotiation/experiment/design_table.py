"""The table `[design]`: by which method the design points come about."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Final, Literal, Self

from pydantic import BeforeValidator, Field, StrictStr, model_validator

from negotiation.experiment.checked import Constructed, Whole, made, number
from negotiation.experiment.loading import read_bytes
from negotiation.experiment.scalars import MAX_POINTS
from negotiation.scenario.refusals import refusal

SAMPLED: Final = ("latin_hypercube", "sobol")
MAX_CSV_BYTES: Final = 20_000_000


class DesignTable(Constructed):
    """How values are combined; the columns of a CSV file are kept as `text`."""

    kind: Literal["grid", "list", "latin_hypercube", "sobol", "csv"] = Field(
        default="grid", description="Crossed, row by row, sampled (sobol: extensible), or a file"
    )
    points: Whole | None = number(
        "Number of points that are sampled", None, minimum=1, maximum=MAX_POINTS
    )
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
        is_sampled, is_csv = self.kind in SAMPLED, self.kind == "csv"
        if is_sampled and self.points is None:
            raise refusal("is missing", "points", f"1 to {MAX_POINTS}")
        if not is_sampled and self.points is not None:
            raise refusal(f"goes with {', '.join(SAMPLED)} only", "points")
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
