"""The commands for experiments and their options; `negotiation.cli.app` takes them up."""

from typing import Annotated

import typer

File = Annotated[str, typer.Argument(metavar="FILE", help="Experiment, a TOML file.")]
Folder = Annotated[str, typer.Argument(metavar="DIR", help="Folder of an experiment.")]
Workers = Annotated[
    str | None,
    typer.Option("--workers", metavar="N", help="Chunks that run at once; else one a processor."),
]
EngineName = Annotated[
    str, typer.Option("--engine", metavar="local|dask", help="Where the runs are played.")
]
Scheduler = Annotated[
    str | None,
    typer.Option("--scheduler", metavar="ADDRESS", help="Dask scheduler; else workers here."),
]


def sweep(
    file: File,
    out: Annotated[
        str | None, typer.Option("--out", metavar="DIR", help="New folder for the results.")
    ] = None,
    workers: Workers = None,
    engine: EngineName = "local",
    scheduler: Scheduler = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what it would take, and run a sample only.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask before a large one.")] = False,
    changes: Annotated[
        list[str] | None,
        typer.Option(
            "--set", metavar="KEY=VALUE", help="Change a fixed value of the scenario; repeatable."
        ),
    ] = None,
) -> None:
    """Run an experiment: many runs over a design, kept in a folder."""
    from negotiation.cli.sweeping import Sweep, sweep

    sweep(Sweep(file, out, workers, engine, scheduler, dry_run, yes, tuple(changes or ())))


def resume(
    folder: Folder,
    workers: Workers = None,
    engine: EngineName = "local",
    scheduler: Scheduler = None,
) -> None:
    """Go on with an interrupted experiment."""
    from negotiation.cli.sweeping import resume

    resume(folder, workers, engine, scheduler)


def status(folder: Folder) -> None:
    """Say how far an experiment has come."""
    from negotiation.cli.folders import status

    status(folder)


def verify(
    folder: Folder,
    repair: Annotated[
        bool, typer.Option("--repair", help="Mend damage: run damaged chunks again.")
    ] = False,
) -> None:
    """Check every file of an experiment, and mend what is damaged."""
    from negotiation.cli.folders import verify

    verify(folder, repair)


def export(
    folder: Folder,
    format: Annotated[
        str, typer.Option("--format", metavar="csv|parquet|netcdf", help="Format of the file.")
    ],
    table: Annotated[
        str,
        typer.Option("--table", metavar="runs|rounds|design|failures", help="Which table."),
    ] = "runs",
    out: Annotated[
        str | None,
        typer.Option("--out", metavar="FILE", help="File; CSV may go to standard output."),
    ] = None,
) -> None:
    """Write a table of an experiment as one file for other software."""
    from negotiation.cli.folders import export

    export(folder, format, table, out)


def sensitivity(
    folder: Folder,
    outcome: Annotated[
        str | None,
        typer.Option("--outcome", metavar="NAME", help="Number or rate of the runs to explain."),
    ] = None,
    out: Annotated[
        str | None, typer.Option("--out", metavar="FOLDER", help="Draw the figures into it.")
    ] = None,
) -> None:
    """Say which parameters make an outcome vary: Sobol indices or elementary effects."""
    from negotiation.cli.sensitivity import analyse

    analyse(folder, outcome, out)


def plot(
    folder: Folder,
    out: Annotated[str, typer.Option("--out", metavar="FOLDER", help="Folder for the figures.")],
    kinds: Annotated[
        list[str] | None,
        typer.Option("--kind", metavar="KIND", help="Kind of figure; repeatable."),
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="All kinds that the data can feed.")] = False,
    formats: Annotated[
        list[str] | None,
        typer.Option(
            "--format", metavar="svg|png|pdf", help="Format; repeatable. Without it, all three."
        ),
    ] = None,
) -> None:
    """Draw the figures of an experiment."""
    from negotiation.cli.plotting import Request, plot

    plot(Request(folder, out, tuple(kinds or ()), every, tuple(formats or ())))


def report(
    folder: Folder,
    out: Annotated[
        str | None,
        typer.Option("--out", metavar="FILE", help="Page to write; else report.html in DIR."),
    ] = None,
) -> None:
    """Write one page on an experiment: design, results, figures, provenance."""
    from negotiation.cli.reporting import report

    report(folder, out)


COMMANDS = (sweep, resume, status, verify, export, sensitivity, plot, report)
