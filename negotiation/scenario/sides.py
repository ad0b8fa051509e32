"""Tables of one side: time preference, priorities, strategies, commitment, ministries."""

from typing import Literal, Self

from pydantic import Field, StrictStr, ValidationInfo, field_validator, model_validator

from negotiation.scenario.catalogue import is_known_strategy, strategy_names
from negotiation.scenario.quantities import Count, Quantity
from negotiation.scenario.refusals import refusal, unknown
from negotiation.scenario.tables import Flag, Name, Shares, Table, chance, number, share
from negotiation.terms import (
    MAX_MINISTRIES,
    MAX_PROFILES,
    MAX_RESERVATIONS,
    MAX_ROUNDS,
    MAX_STRENGTHS,
)

TacticName = Literal[
    "boulware", "linear", "conceder", "tit_for_tat", "firm", "split", "equilibrium"
]
StanceName = Literal["offer", "talk", "demand", "wait"]
PIE = "share of the pie"
MONEY_PER_YEAR = "USD bn per year"
LARGEST = 1000  # pies: no cost or value is larger


class TimePreference(Table):
    """How a side values later rounds: a factor, or a yearly rate with a political clock."""

    discount_factor_per_round: Quantity | None = number(
        "Discount factor", "per round", None, exclusiveMinimum=0, maximum=1
    )
    rate_per_year: Quantity | None = number(
        "Discount rate", "per year", None, minimum=0, maximum=10
    )
    political_clock_hazard_per_week: Quantity | None = number(
        "Hazard of losing the benefit of a deal", "per week", None, minimum=0, exclusiveMaximum=1
    )
    political_clock: Flag = Field(False, description="Whether that hazard counts")

    @model_validator(mode="after")
    def _is_given_once(self) -> Self:
        self.one_of("discount_factor_per_round", "rate_per_year")
        if self.rate_per_year is None and self.political_clock_hazard_per_week is not None:
            raise refusal("goes with rate_per_year only", "political_clock_hazard_per_week")
        if self.political_clock and self.political_clock_hazard_per_week is None:
            raise refusal("needs political_clock_hazard_per_week", "political_clock")
        return self


class Profile(Table):
    """Priorities that a side may have; the true ones are private."""

    name: Name = Field("only", description="Name of the profile")
    probability: Quantity | None = chance("Prior, where there is no joint one", None)
    weights: Shares | None = number("Weight of every issue; they sum to 1", "weight", None,
                                    minimum=0, maximum=1)  # fmt: skip
    stakes_usd_bn_per_year: Shares | None = number(
        "Stake in every issue, instead of weights", MONEY_PER_YEAR, None, minimum=0
    )

    @model_validator(mode="after")
    def _has_weights(self) -> Self:
        return self.one_of("weights", "stakes_usd_bn_per_year")


class Strength(Table):
    """Strength that a side may have: a multiplier on its flow costs."""

    name: Name = Field("only", description="Name of the strength")
    flow_cost_multiplier: Quantity = number(
        "Factor on the side's flow costs", "factor", minimum=0, maximum=LARGEST
    )
    probability: Quantity = chance("Prior of the strength", 1.0)


class ReservationRange(Table):
    """Range, uniform, from which a side's reservation utility may come."""

    low: Quantity = share("Low end of the reservation utility")
    high: Quantity = share("High end of the reservation utility")
    probability: Quantity = chance("Prior of the range", 1.0)

    @model_validator(mode="after")
    def _is_ordered(self) -> Self:
        return self.ordered("low", "high")


class Endings(Table):
    """What a side gets where there is no deal, from the ending on."""

    outside_option: Quantity | None = number(
        "Value of walking out; absent: none", PIE, None, minimum=-LARGEST, maximum=LARGEST
    )
    disagreement_value: Quantity | None = number(
        "Value of talks that run out; absent: the flow cost for ever", PIE, None,
        minimum=-LARGEST, maximum=LARGEST,
    )  # fmt: skip
    breakdown_value: Quantity | None = number(
        "Value of talks that break down; absent: the flow cost for ever", PIE, None,
        minimum=-LARGEST, maximum=LARGEST,
    )  # fmt: skip


class TimingTable(Table):
    """The side's timing strategy: what it does in talks about talks."""

    strategy: StrictStr = Field(description="Name in the catalogue, or of a registered strategy")
    rounds: Count | None = number(
        "Rounds of the strategy", "rounds", None, minimum=0, maximum=MAX_ROUNDS
    )
    hazard_per_round: Quantity | None = chance("Chance per round of tabling; absent: 0.2", None)
    otherwise: StanceName = Field("talk", description="Stance where it does not apply")
    demands_publicly: Flag = Field(False, description="Whether its demands are public")

    @field_validator("strategy", mode="after")
    @classmethod
    def _is_known(cls, name: str, info: ValidationInfo) -> str:
        extra = (info.context or {}).get("strategies", ())
        if not is_known_strategy(name, extra):
            raise unknown("strategy", name, strategy_names(extra))
        return name


class TacticTable(Table):
    """The side's tactic: what it claims once offers are on the table."""

    name: TacticName = Field(description="Name in the catalogue")
    opening_claim: Quantity = share("First claim at a reservation utility of 0", 1.0)
    opening_slope: Quantity = number(
        "Rise of the first claim with the reservation utility", "per unit of utility", 0.0,
        minimum=-10, maximum=10,
    )  # fmt: skip
    concession_exponent: Quantity | None = number(
        "Shape 1/beta of the concessions; absent: by the tactic", "exponent", None,
        exclusiveMinimum=0, maximum=100,
    )  # fmt: skip
    anchoring_weight: Quantity = share("Pull of the first package on own claims", 0.0, "weight")


class Talk(Table):
    """How a side speaks and listens."""

    truthfulness: Quantity = chance("Chance that a message is true", 1.0)
    statement_truthfulness: Quantity = chance("Chance that a public statement is", 1.0)
    credence: Quantity = share("Weight given to the other's words", 1.0, "weight")
    candour: Quantity = chance("Chance of showing priorities the other does not know", 0.0)


class Commitment(Table):
    """What ties a side's hands."""

    audience_cost_per_demand: Quantity = number(
        "Cost of giving way, per public demand", PIE, 0.0, minimum=0, maximum=LARGEST
    )
    stubborn_probability: Quantity = chance("Prior of the commitment type", 0.0)
    stubborn_on: Literal["demand", "talk"] = Field("demand", description="What it never leaves")


class Ratification(Table):
    """How a side's ministries decide."""

    quota: Quantity = number(
        "Part of all votes that ratifies", "share of votes", 1.0, exclusiveMinimum=0, maximum=1
    )
    cost: Quantity = number(
        "Political cost of a failed ratification", PIE, 0.0, minimum=0, maximum=LARGEST
    )
    before_readiness: Literal["cut_to_sure", "cannot_table"] = Field(
        "cut_to_sure", description="What may be tabled before the ministries report"
    )
    reports_at_start: Flag | None = Field(
        None, description="Whether they have reported; absent: unless a readiness comes"
    )


class MinistryTable(Table):
    """A ministry with weights, a floor and votes."""

    name: Name = Field(description="Name of the ministry")
    votes: Quantity = number("Votes it casts", "votes", 1.0, exclusiveMinimum=0, maximum=LARGEST)
    weights: Shares | None = number("Weight of every issue; they sum to 1", "weight", None,
                                    minimum=0, maximum=1)  # fmt: skip
    stakes_usd_bn_per_year: Shares | None = number(
        "Stake in every issue, instead of weights", MONEY_PER_YEAR, None, minimum=0
    )
    floor: Quantity | None = share("Least own utility it lets pass", None, "utility")
    floor_low: Quantity | None = share("Low end of an uncertain floor", None, "utility")
    floor_high: Quantity | None = share("High end of an uncertain floor", None, "utility")

    @model_validator(mode="after")
    def _has_weights_and_floor(self) -> Self:
        self.one_of("weights", "stakes_usd_bn_per_year")
        self.one_of("floor", "floor_low")
        self.one_of("floor", "floor_high")
        return self.ordered("floor_low", "floor_high")


class SideTable(Table):
    """Everything that is peculiar to one side."""

    label: Name | None = Field(None, description="What the side is called in reports")
    time_preference: TimePreference = Field(description="How it values later rounds")
    profiles: tuple[Profile, ...] = Field(
        min_length=1, max_length=MAX_PROFILES, description="Its possible priorities"
    )
    strengths: tuple[Strength, ...] = Field(
        (), max_length=MAX_STRENGTHS, description="Its possible strengths"
    )
    reservations: tuple[ReservationRange, ...] = Field(
        (), max_length=MAX_RESERVATIONS, description="Ranges of its reservation utility"
    )
    endings: Endings = Field(Endings.model_validate({}), description="What it gets without a deal")
    timing: TimingTable = Field(description="Its timing strategy")
    tactic: TacticTable = Field(description="Its tactic")
    talk: Talk = Field(Talk.model_validate({}), description="How it speaks and listens")
    commitment: Commitment = Field(Commitment.model_validate({}), description="What ties its hands")
    ratification: Ratification = Field(
        Ratification.model_validate({}), description="How its ministries decide"
    )
    ministries: tuple[MinistryTable, ...] = Field(
        (), max_length=MAX_MINISTRIES, description="Its ministries"
    )
