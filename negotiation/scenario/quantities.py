"""Numbers with their source: a bare number, or an inline table that says where it is from.

A bare number takes `source` and `confidence` from the nearest enclosing table that has them.
"""

from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    StrictStr,
    model_serializer,
    model_validator,
)
from pydantic_core import CoreSchema

from negotiation.scenario.refusals import refusal

Confidence = Literal[
    "confirmed", "secondary", "memory", "derived", "calibrated", "assumption", "definition"
]
Finite = Annotated[float, Field(strict=True, allow_inf_nan=False)]
Whole = Annotated[int, Field(strict=True)]


class Sourced(BaseModel):
    """Anything in a scenario file that may say where its numbers are from.

    Parameters
    ----------
    source : str, optional
        Publication, data set or reasoning; a default for everything inside.
    confidence : str, optional
        How far the source carries, from "confirmed" to "assumption" and "definition".
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    source: StrictStr | None = Field(None, min_length=1, description="Where numbers are from")
    confidence: Confidence | None = Field(None, description="How far the source carries")


class Number(Sourced):
    """A number, perhaps with its own source, range of plausible values and note.

    Parameters
    ----------
    value : float
        The number itself, finite.
    low, high : float, optional
        Ends of the plausible values, around `value`.
    note : str, optional
        Remark for the reader.
    """

    json_type: ClassVar[str] = "number"

    value: Finite
    low: Finite | None = Field(None, description="Low end of the plausible values")
    high: Finite | None = Field(None, description="High end of the plausible values")
    note: StrictStr | None = Field(None, description="Remark for the reader")

    @model_validator(mode="before")
    @classmethod
    def _from_bare(cls, given: Any) -> Any:
        return given if isinstance(given, dict | Number) else {"value": given}

    @model_validator(mode="after")
    def _is_plausible(self) -> Self:
        low = self.value if self.low is None else self.low
        high = self.value if self.high is None else self.high
        if not low <= self.value <= high:
            raise refusal(f"value {self.value} does not lie between its low and high")
        return self

    @model_serializer
    def _to_bare(self) -> Any:
        names = ("value", "source", "confidence", "low", "high", "note")
        given = {name: getattr(self, name) for name in names if getattr(self, name) is not None}
        return given if len(given) > 1 else self.value

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        table = handler.resolve_ref_schema(handler(core_schema))
        return {"anyOf": [{"type": cls.json_type}, table]}


class Quantity(Number):
    """A real number: bare, or a table with value, source, confidence, low, high and note.

    Examples
    --------
    >>> Quantity.model_validate(0.25).value
    0.25
    >>> Quantity.model_validate({"value": 0.25, "source": "Muthoo 1999"}).source
    'Muthoo 1999'
    """


class Count(Number):
    """A whole number: bare, or a table with value, source, confidence, low, high and note.

    Examples
    --------
    >>> Count.model_validate(26).value
    26
    """

    json_type: ClassVar[str] = "integer"
    value: Whole
