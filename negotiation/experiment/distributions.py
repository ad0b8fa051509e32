"""Distributions from which a design draws values, by their inverse distribution functions."""

from __future__ import annotations

from typing import Any, Final, Literal, Self

from pydantic import model_validator

from negotiation.errors import InputError
from negotiation.experiment.checked import Constructed, Finite, number, refused
from negotiation.scenario.refusals import nearest_name, refusal, shown

LARGEST: Final = 1e6
EDGE: Final = 2.0**-53  # probabilities are kept this far from 0 and 1


class Ends(Constructed):
    """What has a low and a high end."""

    low: Finite = number("Low end")
    high: Finite = number("High end")

    @model_validator(mode="after")
    def _is_ordered(self) -> Self:
        if not self.low < self.high:
            raise refusal(f"low {self.low} is not below high {self.high}")
        return self


class Uniform(Ends):
    """Every value from `low` to `high` alike; of whole numbers, both ends included.

    Examples
    --------
    >>> Uniform(low=0, high=1).quantile(0.25)
    0.25
    """

    kind: Literal["uniform"] = "uniform"

    def quantile(self, probability: Any) -> Any:
        """Value that is exceeded with 1 - `probability`; numbers or arrays."""
        return self.low * (1.0 - probability) + self.high * probability

    def whole(self, probability: Any) -> Any:
        """Whole number, each with the same chance."""
        import numpy as np

        if self.low != int(self.low) or self.high != int(self.high):
            text = "the parameter is a whole number, and so are low and high"
            raise InputError("uniform", "", text)
        drawn = np.rint(self.low - 0.5 + probability * (self.high - self.low + 1.0))
        return np.clip(drawn, self.low, self.high)


class LogUniform(Ends):
    """A value whose logarithm is uniform.

    Examples
    --------
    >>> round(float(LogUniform(low=0.01, high=1).quantile(0.5)), 12)
    0.1
    """

    kind: Literal["log_uniform"] = "log_uniform"
    low: Finite = number("Low end", exclusiveMinimum=0)

    def quantile(self, probability: Any) -> Any:
        """Value that is exceeded with 1 - `probability`; numbers or arrays."""
        import numpy as np

        return np.exp(np.log(self.low) * (1.0 - probability) + np.log(self.high) * probability)


class Normal(Constructed):
    """The normal distribution; a value beyond the parameter's range is refused, not cut off.

    Examples
    --------
    >>> float(Normal(mean=2, sd=1).quantile(0.5))
    2.0
    """

    kind: Literal["normal"] = "normal"
    mean: Finite = number("Mean")
    sd: Finite = number("Standard deviation", exclusiveMinimum=0)

    def quantile(self, probability: Any) -> Any:
        """Value that is exceeded with 1 - `probability`; numbers or arrays."""
        from scipy.special import ndtri

        return self.mean + self.sd * ndtri(probability)


class Triangular(Ends):
    """Density that rises in a line from `low` to `mode` and falls in a line to `high`.

    Examples
    --------
    >>> float(Triangular(low=0, mode=1, high=2).quantile(0.5))
    1.0
    """

    kind: Literal["triangular"] = "triangular"
    mode: Finite = number("Where the density is highest")

    @model_validator(mode="after")
    def _holds_mode(self) -> Self:
        if not self.low <= self.mode <= self.high:
            raise refusal(f"{self.mode} is out of range", "mode", f"[{self.low}, {self.high}]")
        return self

    def quantile(self, probability: Any) -> Any:
        """Value that is exceeded with 1 - `probability`; numbers or arrays."""
        import numpy as np

        width, rise, fall = self.high - self.low, self.mode - self.low, self.high - self.mode
        below = self.low + np.sqrt(probability * width * rise)
        above = self.high - np.sqrt((1.0 - probability) * width * fall)
        return np.where(probability * width < rise, below, above)


class Beta(Ends):
    """The beta distribution, stretched to the range from `low` to `high`.

    Examples
    --------
    >>> round(float(Beta(alpha=2, beta=2).quantile(0.5)), 12)
    0.5
    """

    kind: Literal["beta"] = "beta"
    alpha: Finite = number("First shape", exclusiveMinimum=0, maximum=LARGEST)
    beta: Finite = number("Second shape", exclusiveMinimum=0, maximum=LARGEST)
    low: Finite = number("Low end", 0.0)
    high: Finite = number("High end", 1.0)

    def quantile(self, probability: Any) -> Any:
        """Value that is exceeded with 1 - `probability`; numbers or arrays."""
        from scipy.special import betaincinv

        share = betaincinv(self.alpha, self.beta, probability)
        return self.low * (1.0 - share) + self.high * share


Distribution = Uniform | LogUniform | Normal | Triangular | Beta
KINDS: Final[dict[str, type[Constructed]]] = {
    "uniform": Uniform,
    "log_uniform": LogUniform,
    "normal": Normal,
    "triangular": Triangular,
    "beta": Beta,
}


def distribution_of(given: Any) -> Any:
    """Return the distribution that a table of a file names; pass on what is one already."""
    if isinstance(given, tuple(KINDS.values())):
        return given
    if not isinstance(given, dict):
        raise refusal(f"{shown(given)} is not a table", "", "such as {kind = 'uniform', ...}")
    kind = given.get("kind")
    if not isinstance(kind, str) or kind not in KINDS:
        problem = "is missing" if "kind" not in given else f"unknown value {shown(kind)}"
        raise refusal(problem, "kind", ", ".join(KINDS), nearest_name(kind, KINDS))
    try:
        return KINDS[kind](**given)
    except InputError as error:
        raise refused(error) from None


def drawn(source: Distribution, probability: Any, is_whole: bool) -> Any:
    """Return the values at given probabilities, whole numbers where the parameter is one.

    Parameters
    ----------
    source : Distribution
        Where values come from. Of whole numbers `uniform` draws each with the same chance; from
        the others the nearest whole number is taken.
    probability : numpy.ndarray
        Numbers from 0 to 1, shape (n,).
    is_whole : bool
        Whether the parameter is a whole number.
    """
    import numpy as np

    with np.errstate(all="ignore"):  # what is not finite is refused where it is used
        inside = np.clip(probability, EDGE, 1.0 - EDGE)
        if is_whole and isinstance(source, Uniform):
            return source.whole(inside)
        value = source.quantile(inside)
        if isinstance(source, Ends):
            value = np.clip(value, source.low, source.high)
        return np.rint(value) if is_whole else value
