"""Mesa agents: countries are the state that the rules write; ministries ask the rules."""

import mesa

from negotiation.rules.packages import at_least, utility
from negotiation.state import allocate_side
from negotiation.terms import Side, SideState, Terms


class Country(mesa.Agent, SideState):
    """One negotiating side: a Mesa agent whose attributes are the fields of `SideState`."""

    def __init__(self, model: mesa.Model, side: Side, terms: Terms) -> None:
        super().__init__(model)
        allocate_side(self, terms)
        self.side = side
        self.terms = terms.us if side == Side.US else terms.cn

    @property
    def name(self) -> str:
        """`US` or `CN`."""
        return Side(self.side).name


class Ministry(mesa.Agent):
    """A ministry of one side: weights, a floor and votes on any accepted package."""

    def __init__(self, model: mesa.Model, country: Country, number: int, name: str) -> None:
        super().__init__(model)
        self.country = country
        self.number = number
        self.name = name

    @property
    def votes(self) -> float:
        """Votes of the ministry, in the unit of the scenario."""
        return self.country.terms.ministry_votes[self.number]

    @property
    def floor(self) -> float:
        """Least utility, under the ministry's own weights, that it ratifies."""
        return self.country.ministry_floor[self.number]

    def gain(self, shares: list[float]) -> float:
        """Utility of the country's shares under the ministry's own weights."""
        weights = self.country.terms.ministry_weights[self.number]
        return utility(weights, shares, len(weights))

    def ratifies(self, shares: list[float]) -> bool:
        """Whether the ministry would vote for a package that gives its country these shares."""
        return at_least(self.gain(shares), self.floor)
