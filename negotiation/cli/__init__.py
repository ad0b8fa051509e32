"""The command line: `negotiation run | solve | list | show | validate`.

Data go to standard output, everything else to standard error. Nothing heavy is imported before a
command needs it, so that help is quick.
"""


def main() -> None:
    """Run the command line of this process and leave with its exit code."""
    from negotiation.cli.shell import run_process

    run_process()
