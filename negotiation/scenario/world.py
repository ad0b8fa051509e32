"""Tables that both sides share: time, pie, issues, tariffs, rules of the game, the calendar."""

from typing import Literal, Self

from pydantic import Field, model_validator

from negotiation.scenario.quantities import Count, Quantity
from negotiation.scenario.refusals import refusal
from negotiation.scenario.tables import Day, Flag, Name, Table, Text, chance, number, share
from negotiation.terms import MAX_ROUNDS

WhichSide = Literal["us", "cn"]
MilestoneName = Literal["call", "readiness", "summit", "escalation", "truce_end", "deadline"]
DiscretionName = Literal["always", "never", "if_no_framework", "if_credible", "probability"]

ROUNDING = 1e-12  # by which two floors may exceed the pie
MAX_DAYS_PER_ROUND = 3660
PER_ROUND = "share of the pie per round"
USD_PER_WEEK = "USD bn per week"


class Time(Table):
    """The clock: when round 0 is, how long a round lasts, how many there are."""

    start_date: Day = Field(description="Calendar date of round 0")
    days_per_round: Quantity = number(
        "Length D of a round", "days", exclusiveMinimum=0, maximum=MAX_DAYS_PER_ROUND
    )
    rounds: Count = number("Rounds T that can be played", "rounds", minimum=1, maximum=MAX_ROUNDS)


class Pie(Table):
    """What there is to share."""

    usd_bn: Quantity = number("Present value of the deal", "USD bn", exclusiveMinimum=0)


class Issue(Table):
    """One matter of the talks, from 0 (the Chinese position) to 1 (the US position)."""

    key: Name = Field(description="Name by which weights refer to the issue")
    title: Text = Field("", description="What the issue is called in reports")
    us_position: Text = Field("", description="What the US asks in full")
    cn_position: Text = Field("", description="What China asks in full")
    linked: Flag = Field(False, description="Whether it comes from outside trade")
    included: Flag = Field(True, description="Whether it is in the package")


class TariffState(Table):
    """Tariffs in force on both sides, retaliation included, and what delay costs under them."""

    name: Name = Field(description="Name by which milestones refer to the state")
    title: Text = Field("", description="What the state is called in reports")
    flow_cost_usd_bn_per_week_us: Quantity | None = number(
        "Flow cost of the US in money", USD_PER_WEEK, None, minimum=0
    )
    flow_cost_usd_bn_per_week_cn: Quantity | None = number(
        "Flow cost of China in money", USD_PER_WEEK, None, minimum=0
    )
    flow_cost_per_round_us: Quantity | None = share("Flow cost of the US", None, PER_ROUND)
    flow_cost_per_round_cn: Quantity | None = share("Flow cost of China", None, PER_ROUND)

    @model_validator(mode="after")
    def _has_both_costs(self) -> Self:
        self.one_of("flow_cost_usd_bn_per_week_us", "flow_cost_per_round_us")
        return self.one_of("flow_cost_usd_bn_per_week_cn", "flow_cost_per_round_cn")


class Game(Table):
    """Rules of the game; the defaults are the plainest."""

    initial_tariff_state: Name = Field(description="Tariff state in force in round 0")
    initial_phase: Literal["pre", "formal"] = Field(
        "pre", description="Whether play begins with talks about talks or with offers"
    )
    first_proposer: Literal["us", "cn", "coin"] = Field(
        "coin", description="Who tables first where play begins with offers"
    )
    proposer_rule: Literal["alternate", "coin"] = Field(
        "coin", description="Who tables the next package"
    )
    proposer_probability_us: Quantity = chance("Chance of the US in every coin", 0.5)
    both_offer: Literal["coin", "exchange"] = Field(
        "coin", description="What two offers in one round lead to"
    )
    exchange_weight: Quantity = share(
        "Weight k of the Chinese package where two sealed packages are mixed", 0.5, "weight"
    )
    offer_space: Literal["priority_first", "unrestricted"] = Field(
        "priority_first", description="What a side may table that does not know the other"
    )
    talk_clarity: Quantity = chance("Chance per talk round that talk is understood", 1.0)
    knowledge_needed: Quantity = number(
        "Probability of one profile from which a side knows", "probability", 0.9,
        exclusiveMinimum=0, maximum=1,
    )  # fmt: skip
    breakdown_probability_per_round: Quantity = chance(
        "Chance that talks break down in a round without a deal", 0.0
    )
    equilibrium_selection: Literal[
        "pareto", "risk_dominant", "symmetric_mixed", "favour_us", "favour_cn"
    ] = Field("pareto", description="Which equilibrium is played where there are several")


class Framework(Table):
    """What a summit may agree on first: a floor for both sides, and a truce."""

    tolerance: Quantity = share("Gap of claims that a framework bridges")
    floor_us: Quantity = share("Utility secured to the US")
    floor_cn: Quantity = share("Utility secured to China")
    truce_rounds: Count = number(
        "Length of the truce; 0: until a truce_end milestone", "rounds", 0,
        minimum=0, maximum=MAX_ROUNDS,
    )  # fmt: skip
    truce_tariff_state: Name | None = Field(
        None, description="Tariff state whose flow costs hold in the truce"
    )
    truce_flow_cost_per_round_us: Quantity | None = share("Of the US, in truce", None, PER_ROUND)
    truce_flow_cost_per_round_cn: Quantity | None = share("Of China, in truce", None, PER_ROUND)

    @model_validator(mode="after")
    def _is_consistent(self) -> Self:
        if self.floor_us.value + self.floor_cn.value > 1.0 + ROUNDING:
            raise refusal("floor_us + floor_cn is more than the pie", allowed="a sum up to 1")
        self.one_of("truce_tariff_state", "truce_flow_cost_per_round_us")
        return self.one_of("truce_tariff_state", "truce_flow_cost_per_round_cn")


class Prior(Table):
    """Joint prior of the two sides' priorities."""

    joint: tuple[tuple[Quantity, ...], ...] = chance(
        "Probability of US profile (row) and Chinese profile (column)"
    )


class MilestoneTable(Table):
    """One dated entry of the calendar."""

    kind: MilestoneName = Field(description="What happens")
    date: Day | None = Field(None, description="Calendar date, or give the round")
    round: Count | None = number(
        "Round, or give the date", "rounds", None, minimum=0, maximum=MAX_ROUNDS - 1
    )
    side: Literal["us", "cn", "both"] = Field("both", description="Whose entry it is")
    title: Text = Field("", description="Text for the transcript")
    public: Flag = Field(False, description="Whether a call is followed by statements")
    to_state: Name | None = Field(None, description="Tariff state an escalation leads to")
    conditional: Flag = Field(False, description="Whether it needs a failed summit before it")
    discretion: DiscretionName = Field("always", description="When it is carried out")
    probability: Quantity = chance("Chance that it is, under that discretion", 0.0)
    audience_cost: Quantity = number(
        "Cost of not carrying the threat out", "share of the pie", 0.0, minimum=0, maximum=1000
    )
    breakdown_probability: Quantity = chance("Chance that talks break down", 0.0)

    @model_validator(mode="after")
    def _fits_its_kind(self) -> Self:
        self.one_of("date", "round")
        if self.kind == "escalation":
            self._names_side_and_state()
        elif self.side != "both" and self.kind not in ("call", "readiness"):
            raise refusal(f"a {self.kind} concerns both sides", "side", "both")
        self._keeps_to("call", "public")
        self._keeps_to("escalation", "to_state", "conditional", "discretion", "probability")
        return self._keeps_to("escalation", "audience_cost")

    def _names_side_and_state(self) -> None:
        if self.side == "both":
            raise refusal("an escalation belongs to one side", "side", "us, cn")
        if self.to_state is None:
            raise refusal("an escalation needs a tariff state to lead to", "to_state")

    def _keeps_to(self, kind: str, *names: str) -> Self:
        for name in names:
            if self.kind != kind and name in self.model_fields_set:
                raise refusal(f"means nothing for a {self.kind}, only for a {kind}", name)
        return self
