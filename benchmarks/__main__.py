"""Run the benchmarks: `python -m benchmarks [--quick] [--only NAME] [--json FILE] [--readme]`."""

import argparse
import importlib
import sys
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Final

from benchmarks.measuring import Settings, machine
from benchmarks.report import Section, as_text, write_json, write_readme

NAMES: Final = (
    "speed", "operations", "scaling", "startup", "endtoend", "plots", "against_negmas",
    "profile_kernel",
)  # fmt: skip
README: Final = Path(__file__).with_name("README.md")


def parser() -> argparse.ArgumentParser:
    """Return the command line."""
    line = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    line.add_argument("--quick", action="store_true", help="fewer runs and repeats")
    line.add_argument("--only", action="append", choices=NAMES, help="this part alone; repeatable")
    line.add_argument("--json", type=Path, metavar="FILE", help="write the results there too")
    line.add_argument("--readme", action="store_true", help="rewrite the table of the README")
    negmas = line.add_mutually_exclusive_group()
    negmas.add_argument("--negmas", metavar="PYTHON", help="interpreter that has NegMAS")
    negmas.add_argument(
        "--install-negmas", action="store_true", help="install it into a temporary environment"
    )
    return line


def measured(names: Sequence[str], settings: Settings) -> list[Section]:
    """Run the benchmarks one after the other, and show each as it is done."""
    sections = []
    for name in names:
        print(f"... {name}", file=sys.stderr, flush=True)
        for section in importlib.import_module(f"benchmarks.{name}").measure(settings):
            print(as_text(section), flush=True)
            sections.append(section)
    return sections


def main(arguments: Sequence[str] | None = None) -> None:
    """Run what the command line asks for."""
    asked = parser().parse_args(arguments)
    if asked.readme and (asked.only or asked.quick):
        parser().error("--readme takes all benchmarks in full: leave --only and --quick out")
    from benchmarks.against_negmas import installed

    settings = Settings(quick=asked.quick, negmas=asked.negmas)
    about = machine()
    print("; ".join(f"{name} {value}" for name, value in about.items()) + "\n")
    with installed() if asked.install_negmas else nullcontext(asked.negmas) as interpreter:
        sections = measured(asked.only or NAMES, replace(settings, negmas=interpreter))
    if asked.json:
        write_json(asked.json, about, sections)
    if asked.readme:
        write_readme(README, about, sections)


if __name__ == "__main__":
    main()
