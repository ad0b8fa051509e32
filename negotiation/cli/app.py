"""The commands and their options; what they do is imported when one of them runs."""

from typing import Annotated, Any

import typer
from typer.core import TyperGroup
from typer.main import get_command

from negotiation.cli.experiments import COMMANDS
from negotiation.errors import InputError

Leave = typer.Exit
"""Raised by the parser when all is said, as after help."""


class Commands(TyperGroup):
    """The group of commands; an unknown one is answered with the nearest."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Return the command that the first word names."""
        if args and not args[0].startswith("-") and self.get_command(ctx, args[0]) is None:
            from negotiation.cli.choices import nearest

            names = self.list_commands(ctx)
            raise InputError(
                "negotiation", "", f"unknown command {args[0]!r}", ", ".join(names),
                nearest(args[0], names),
            )  # fmt: skip
        return super().resolve_command(ctx, args)


app = typer.Typer(
    cls=Commands,
    add_completion=False,
    rich_markup_mode=None,
    help="Who puts the first concrete offer on the table, and when?\n\n"
    "Simulated negotiations under a scenario's assumptions, not forecasts.",
)


def tell_version(asked: bool) -> None:
    """Print the version and leave."""
    if asked:
        from importlib.metadata import PackageNotFoundError, version

        try:
            number = version("negotiation")
        except PackageNotFoundError:
            number = "(not installed)"
        typer.echo(f"negotiation {number}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool,
        typer.Option("--version", is_eager=True, callback=tell_version, help="Print the version."),
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show where an error came from.")] = False,
) -> None:
    """Options of all commands."""


Scenario = Annotated[
    str, typer.Argument(metavar="SCENARIO", help="Name of a shipped scenario, or a TOML file.")
]
Changes = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="KEY=VALUE", help="Change a number of the scenario; repeatable."),
]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON document instead of text.")]


@app.command()
def run(
    scenario: Scenario,
    us: Annotated[
        str | None, typer.Option("--us", metavar="STRATEGY[:N]", help="Timing strategy of the US.")
    ] = None,
    cn: Annotated[
        str | None, typer.Option("--cn", metavar="STRATEGY[:N]", help="Timing strategy of China.")
    ] = None,
    us_tactic: Annotated[
        str | None, typer.Option("--us-tactic", metavar="TACTIC", help="Tactic of the US.")
    ] = None,
    cn_tactic: Annotated[
        str | None, typer.Option("--cn-tactic", metavar="TACTIC", help="Tactic of China.")
    ] = None,
    changes: Changes = None,
    seed: Annotated[
        str, typer.Option("--seed", metavar="N", help="Seed of the random numbers.")
    ] = "0",
    stream: Annotated[
        str, typer.Option("--stream", metavar="N", help="Number of the run under that seed.")
    ] = "0",
    as_json: AsJson = False,
    plot: Annotated[
        str | None,
        typer.Option("--plot", metavar="FILE", help="Draw the timeline: .png, .svg or .pdf."),
    ] = None,
) -> None:
    """Play one negotiation and tell it round by round."""
    from negotiation.cli.running import Request, run_scenario

    request = Request(
        scenario, us, cn, us_tactic, cn_tactic, tuple(changes or ()), seed, stream, as_json, plot
    )
    run_scenario(request)


@app.command()
def metagame(
    scenario: Scenario,
    runs: Annotated[
        str, typer.Option("--runs", metavar="N", help="Runs of each pair of strategies.")
    ] = "100",
    strategies: Annotated[
        str | None,
        typer.Option("--strategies", metavar="A,B,...", help="Strategies; without it, all."),
    ] = None,
    tactic: Annotated[
        str | None, typer.Option("--tactic", metavar="TACTIC", help="Tactic of both sides.")
    ] = None,
    changes: Changes = None,
    seed: Annotated[
        str, typer.Option("--seed", metavar="N", help="Seed of the random numbers.")
    ] = "0",
    as_json: AsJson = False,
) -> None:
    """Play timing strategies against one another and solve the game that this makes."""
    from negotiation.cli.metagame import MetaRequest, run_metagame

    request = MetaRequest(scenario, runs, strategies, tactic, tuple(changes or ()), seed, as_json)
    run_metagame(request)


@app.command()
def solve(
    scenario: Scenario,
    changes: Changes = None,
    select: Annotated[
        str | None,
        typer.Option("--select", metavar="RULE", help="Which of several equilibria is played."),
    ] = None,
    as_json: AsJson = False,
    nfg: Annotated[
        str | None,
        typer.Option("--nfg", metavar="FILE", help="Write today's stage game for Gambit."),
    ] = None,
    efg: Annotated[
        str | None,
        typer.Option("--efg", metavar="FILE", help="Write a short offer game for Gambit."),
    ] = None,
) -> None:
    """Solve a scenario: who tables first and why, at what price, on which assumptions."""
    from negotiation.cli.solving import Problem, solve

    solve(Problem(scenario, select, tuple(changes or ()), as_json, nfg, efg))


@app.command("list")
def list_names(
    what: Annotated[str, typer.Argument(metavar="scenarios|strategies|tactics")],
) -> None:
    """List what there is, with a line on each and its source."""
    from negotiation.cli.catalogue import list_catalogue

    list_catalogue(what)


@app.command("show")
def show_numbers(scenario: Scenario, changes: Changes = None, as_json: AsJson = False) -> None:
    """Show every number of a scenario with its unit, range, source and confidence."""
    from negotiation.cli.numbers import show_scenario

    show_scenario(scenario, tuple(changes or ()), as_json)


@app.command()
def validate(file: Annotated[str, typer.Argument(metavar="FILE", help="A TOML file.")]) -> None:
    """Check a scenario file: say ok, or what is wrong and where."""
    from negotiation.cli.running import validate_scenario

    validate_scenario(file)


for each in COMMANDS:
    app.command()(each)


def command() -> Any:
    """Parser of the command line."""
    return get_command(app)
