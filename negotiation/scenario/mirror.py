"""The same negotiation with the sides swapped: what was American is Chinese and the reverse.

Own shares stay own shares: a package is the mirror image of the same package.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from negotiation.terms import BOTH, NOBODY, Milestone, Side, Terms

if TYPE_CHECKING:
    from negotiation.scenario.document import Scenario

SWAPPED: Final = {"us": "cn", "cn": "us"}
PAIRS: Final = (
    ("issues", ("us_position", "cn_position")),
    ("tariff_states", ("flow_cost_usd_bn_per_week_us", "flow_cost_usd_bn_per_week_cn")),
    ("tariff_states", ("flow_cost_per_round_us", "flow_cost_per_round_cn")),
    ("framework", ("floor_us", "floor_cn")),
    ("framework", ("truce_flow_cost_per_round_us", "truce_flow_cost_per_round_cn")),
)
"""Keys of shared tables that speak of one side each."""


def mirrored_scenario(scenario: Scenario) -> Scenario:
    """Return the scenario with the sides swapped; its terms are the mirrored terms, exactly.

    Examples
    --------
    >>> from negotiation.scenario import load_scenario
    >>> scenario = load_scenario("split-the-pie")
    >>> mirrored_scenario(scenario).terms() == mirrored_terms(scenario.terms())
    True
    """
    from negotiation.scenario.loading import scenario_from_dict

    raw = scenario.to_dict()
    strategies = (scenario.us.timing.strategy, scenario.cn.timing.strategy)
    swap(raw, "us", "cn")
    for table, (one, another) in PAIRS:
        for entry in entries_of(raw.get(table)):
            swap(entry, one, another)
    mirror_game(raw["game"])
    for entry in raw.get("milestones", []):
        mirror_name(entry, "side")
    if raw.get("prior"):
        joint = raw["prior"]["joint"]
        raw["prior"]["joint"] = [list(column) for column in zip(*joint, strict=True)]
    return scenario_from_dict(raw, f"{scenario.name} mirrored", strategies)


def entries_of(found: Any) -> list[dict[str, Any]]:
    """Tables under a key: none, one, or a list of them.

    Examples
    --------
    >>> entries_of(None), entries_of({"a": 1}), entries_of([{"a": 1}])
    ([], [{'a': 1}], [{'a': 1}])
    """
    if found is None:
        return []
    return found if isinstance(found, list) else [found]


def swap(table: dict[str, Any], one: str, another: str) -> None:
    """Exchange what stands under two keys; what was absent becomes absent.

    Examples
    --------
    >>> table = {"a": 1}
    >>> swap(table, "a", "b")
    >>> table
    {'b': 1}
    """
    held = {another: table.pop(one)} if one in table else {}
    if another in table:
        held[one] = table.pop(another)
    table.update(held)


def mirror_name(table: dict[str, Any], key: str) -> None:
    """Turn "us" into "cn" and the reverse; leave other values."""
    if table.get(key) in SWAPPED:
        table[key] = SWAPPED[table[key]]


def mirror_game(game: dict[str, Any]) -> None:
    """Swap what the rules of the game give to one side."""
    mirror_name(game, "first_proposer")
    for key in ("proposer_probability_us", "exchange_weight"):
        if key in game:
            game[key] = complement(game[key])


def complement(given: Any) -> Any:
    """One less a number, with its range turned round.

    Examples
    --------
    >>> complement(0.25), complement({"value": 0.25, "low": 0.0, "note": "n"})
    (0.75, {'value': 0.75, 'note': 'n', 'high': 1.0})
    """
    if not isinstance(given, dict):
        return 1.0 - given
    turned = {key: item for key, item in given.items() if key not in ("low", "high")}
    turned["value"] = 1.0 - given["value"]
    for key, other in (("low", "high"), ("high", "low")):
        if key in given:
            turned[other] = 1.0 - given[key]
    return turned


def mirrored_terms(terms: Terms) -> Terms:
    """Return the terms with the sides swapped.

    Examples
    --------
    >>> from negotiation.scenario import load_scenario
    >>> terms = load_scenario("split-the-pie").terms()
    >>> mirrored_terms(terms).us is terms.cn, mirrored_terms(mirrored_terms(terms)) == terms
    (True, True)
    """
    return terms._replace(
        us=terms.cn,
        cn=terms.us,
        profile_prior=tuple(zip(*terms.profile_prior, strict=True)),
        first_proposer=mirrored_side(terms.first_proposer),
        milestones=tuple(mirrored_milestone(entry) for entry in terms.milestones),
    )


def mirrored_side(side: int) -> int:
    """Return the other side; nobody and both stay.

    Examples
    --------
    >>> mirrored_side(Side.US) == Side.CN, mirrored_side(NOBODY) == NOBODY
    (True, True)
    """
    return side if side in (NOBODY, BOTH) else Side(1 - side)


def mirrored_milestone(entry: Milestone) -> Milestone:
    """Return the entry as the other side's."""
    return entry._replace(side=mirrored_side(entry.side))
