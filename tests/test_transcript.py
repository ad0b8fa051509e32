"""A transcript tells what the records hold, and the JSON document lets anybody check it."""

import json
from collections import Counter
from itertools import product
from math import fsum

import pytest

from negotiation.play import Play, cast, play
from negotiation.scenario import load_scenario, scenario_names
from negotiation.terms import NOBODY, Outcome
from negotiation.transcript import to_json, transcript

STRATEGIES = ("offer", "talk:3", "demand:4", "eve:1", "mirror", "hazard:0.3", "stubborn_talk")


def told(scenario: str, seed: int = 0, **choices: str) -> str:
    return transcript(play(cast(scenario, **choices), seed))


def flat(text: str) -> str:
    return " ".join(text.split())


# ------------------------------------------------------------------ the story


def test_the_flagship_tells_the_story() -> None:
    text = flat(told("buenos-aires-2018", 3))
    for clause in (
        "US demands in public that China table an offer first",
        "China would rather talk first",
        "Call (public)",
        "Readiness: China's ministries have named their expectations",
        "Summit: G20 in Buenos Aires",
        "The summit agrees on a framework",
        "Week of 29 Nov 2018 (round 4)",
        "USD 1,714 bn",
        "points of leverage against its best other stance",
        "a week",
        "leverage US",
        "not a forecast",
    ):
        assert clause in text


def test_a_failed_summit_escalates() -> None:
    choices = ["framework.tolerance=0.0", "milestones.summit.breakdown_probability=0.0"]
    scenario = load_scenario("buenos-aires-2018", choices)
    text = flat(transcript(play(cast(scenario), 0)))
    assert "The summit ends without a framework." in text
    assert "carries it out" in text or "lets it lapse" in text


def test_every_round_is_told_or_folded() -> None:
    for scenario in scenario_names():
        game = play(cast(scenario), 1)
        text = told(scenario, 1)
        last = game.run["round"]
        assert f"(round {last})" in text or f"round {last} (from" in text


def test_quiet_rounds_are_folded() -> None:
    text = told("two-issue", us="stubborn_talk", cn="stubborn_demand")
    assert "59 rounds like this; the last: round 58" in text
    assert text.count("would rather talk first") == 2  # the first round and the last
    assert "nobody put an offer on the table" in text
    assert "Time ran out without a deal" in text


def test_both_offers_are_told() -> None:
    by_coin = flat(told("two-issue", us="offer", cn="offer"))
    assert "has an offer ready too, but the coin opens the other's" in by_coin
    exchange = load_scenario("two-issue", ["game.both_offer=exchange"])
    sealed = flat(transcript(play(cast(exchange, us="offer", cn="offer"))))
    assert "Both packages are opened at once" in sealed


def test_talk_says_what_was_said() -> None:
    text = flat(told("two-issue", us="talk", cn="talk"))
    assert "talks: says its priorities are" in text
    assert "(true, understood)" in text
    assert "Both know enough now: offers come next." in text


def test_a_scenario_without_money_names_none() -> None:
    assert "USD" not in told("two-issue")


def test_strange_titles_do_no_harm() -> None:
    scenario = load_scenario("two-issue", ["title='a \\u001b[2J b'"])
    odd = scenario.model_copy(update={"title": "bell \x07 and \x1b[2J screen " + "x" * 200})
    text = transcript(play(cast(odd)))
    assert text.isascii()
    assert all(line.isprintable() and len(line) <= 80 for line in text.splitlines())


def test_long_labels_fit() -> None:
    scenario = load_scenario(
        "buenos-aires-2018", ["us.label=The United States of America and more"]
    )
    text = transcript(play(cast(scenario), 3))
    assert "The United States of America and more demands" not in text
    assert "To answer an offer of The United States of America and more" in flat(text)
    assert max(map(len, text.splitlines())) <= 80


def test_a_walk_out_is_told() -> None:
    scenario = load_scenario("deadline", ["cn.endings.outside_option=0.9"])
    text = flat(transcript(play(cast(scenario), 1)))
    assert "China walks out" in text
    assert "China walked out: " in text


@pytest.mark.parametrize("width", [60, 72, 100, 132])
def test_any_width_holds(width: int) -> None:
    for name in scenario_names():
        text = transcript(play(cast(name), 2), width=width)
        assert max(map(len, text.splitlines())) <= width


@pytest.mark.parametrize(("us", "cn"), list(product(STRATEGIES, STRATEGIES)))
def test_every_pair_of_strategies_can_be_told(us: str, cn: str) -> None:
    game = play(cast("buenos-aires-2018", us=us, cn=cn), 11)
    text = transcript(game)
    assert max(map(len, text.splitlines())) <= 80
    assert "{" not in text
    assert "None" not in text
    json.loads(to_json(game))


# ------------------------------------------------------------------ the document


def deals(seeds: range) -> list[Play]:
    games = [
        play(cast(name), seed) for name in ("buenos-aires-2018", "two-issue") for seed in seeds
    ]
    return [game for game in games if game.run["outcome"] == Outcome.DEAL]


def test_a_deal_checks_out_by_hand() -> None:
    found = deals(range(12))
    assert found
    for game in found:
        document = json.loads(to_json(game))
        shares = [document["deal"][key] for key in document["issues"]]
        us, cn = document["weights"]["us"], document["weights"]["cn"]
        own = fsum(w * s for w, s in zip(us, shares, strict=True))
        other = fsum(w * (1.0 - s) for w, s in zip(cn, shares, strict=True))
        assert abs(own - document["run"]["deal_utility_us"]) < 1e-12
        assert abs(other - document["run"]["deal_utility_cn"]) < 1e-12
        if document["pie_usd_bn"] is not None:
            expected = document["run"]["payoff_us"] * document["pie_usd_bn"]
            assert document["usd_bn"]["payoff_us"] == expected


def test_the_document_keeps_the_records() -> None:
    game = play(cast("buenos-aires-2018"), 4)
    document = json.loads(to_json(game))
    assert document["schema_version"] == 1
    assert document["run"]["outcome"] == Outcome(game.run["outcome"]).name.lower()
    assert document["run"]["payoff_cn"] == game.run["payoff_cn"]
    assert len(document["rounds"]) == len(game.rounds)
    assert list(document["rounds"][0])[1:] == list(game.rounds[0])
    assert document["rounds"][0]["date"] == "2018-11-01"
    assert document["scenario"]["name"] == "buenos-aires-2018"


def test_codes_have_names() -> None:
    seen: Counter[str] = Counter()
    for seed in range(6):
        document = json.loads(to_json(play(cast("buenos-aires-2018"), seed)))
        assert document["run"]["first_tabler"] in ("us", "cn", "both", "nobody")
        seen.update(row["opened"] for row in document["rounds"])
    assert seen["nobody"] > 0
    assert set(seen) <= {"us", "cn", "both", "nobody"}


def test_the_document_replays() -> None:
    from negotiation.scenario import scenario_from_dict

    game = play(cast("buenos-aires-2018", us="talk:2"), 9)
    document = json.loads(to_json(game))
    again = play(cast(scenario_from_dict(document["scenario"])), document["seed"])
    assert again.run == game.run


def test_the_same_play_gives_the_same_text() -> None:
    game = play(cast("deadline"), 5)
    assert to_json(game) == to_json(play(cast("deadline"), 5))
    assert transcript(game) == transcript(play(cast("deadline"), 5))


def test_telling_changes_nothing() -> None:
    game = play(cast("buenos-aires-2018"), 2)
    run, rounds = dict(game.run), [dict(row) for row in game.rounds]
    transcript(game)
    to_json(game)
    assert (game.run, game.rounds) == (run, rounds)
    assert game.run["first_tabler"] != NOBODY
