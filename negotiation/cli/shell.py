"""Between the shell and the commands: exit codes, error lines, signals, closed pipes."""

import os
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from types import FrameType
from typing import Any, NoReturn

from negotiation.cli.screen import talk
from negotiation.errors import ExitCode, InputError

DEBUG = "--debug"
END_OF_OPTIONS = "--"


class Terminated(BaseException):
    """The process was asked to end."""


def without_debug(arguments: Sequence[str]) -> tuple[list[str], bool]:
    """Take `--debug` out of a command line, wherever it stands before `--`.

    >>> without_debug(["run", "--debug", "two-issue"])
    (['run', 'two-issue'], True)
    """
    end = arguments.index(END_OF_OPTIONS) if END_OF_OPTIONS in arguments else len(arguments)
    options = [word for word in arguments[:end] if word != DEBUG]
    return [*options, *arguments[end:]], len(options) < end


def is_usage_error(error: BaseException) -> bool:
    """Whether the parser of the command line refused it."""
    return hasattr(error, "format_message")


def usage_message(error: Any) -> str:
    """Message of the parser, with the help that explains the command."""
    context = getattr(error, "ctx", None)
    path = context.command_path if context else "negotiation"
    return f"{error.format_message().rstrip('.')}; see '{path} --help'"


def verdict(error: Exception) -> tuple[ExitCode, str]:
    """Exit code and message of whatever stopped a command."""
    from negotiation.strategies import StrategyError

    if is_usage_error(error):
        return ExitCode.BAD_INPUT, usage_message(error)
    if isinstance(error, InputError):
        return ExitCode.BAD_INPUT, str(error)
    if isinstance(error, StrategyError | OSError):
        return ExitCode.FAILURE, str(error)
    return ExitCode.FAILURE, f"unexpected {type(error).__name__}: {error} ({DEBUG} shows where)"


def refuse(error: Exception, debug: bool) -> int:
    """Report an error on one line; the traceback before it where it is asked for."""
    if debug:
        import traceback

        traceback.print_exception(error)
    code, message = verdict(error)
    talk("error: " + " ".join(message.split()))
    flush_output()
    return code


def drop_output() -> None:
    """Forget what a closed pipe or a full disk did not take, so that nothing complains at exit."""
    with suppress(OSError, ValueError):
        sink = os.open(os.devnull, os.O_WRONLY)
        os.dup2(sink, sys.stdout.fileno())
        os.close(sink)


def flush_output() -> None:
    """Write out what standard output still holds, or forget it."""
    try:
        sys.stdout.flush()
    except OSError:
        drop_output()


def execute(arguments: Sequence[str]) -> int:
    """Let the parser choose a command and run it; return its exit code."""
    from negotiation.cli.app import Leave, command

    try:
        with command().make_context("negotiation", list(arguments)) as context:
            context.command.invoke(context)
    except Leave as leave:
        return int(leave.exit_code)
    return ExitCode.OK


def run(arguments: Sequence[str]) -> int:
    """Run one command line and return its exit code; errors are told on standard error."""
    words, debug = without_debug(arguments)
    try:
        code = execute(words)
        sys.stdout.flush()
    except BrokenPipeError:
        drop_output()
        return ExitCode.OK
    except KeyboardInterrupt:
        talk("interrupted")
        return ExitCode.INTERRUPTED
    except Terminated:
        return ExitCode.TERMINATED
    except Exception as error:
        return refuse(error, debug)
    return code


def terminate(number: int, frame: FrameType | None) -> NoReturn:
    """Turn the signal to end into an exception, so that open files are closed on the way out."""
    raise Terminated


def run_process() -> NoReturn:
    """Run the command line of this process."""
    signal.signal(signal.SIGTERM, terminate)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    sys.exit(run(sys.argv[1:]))
