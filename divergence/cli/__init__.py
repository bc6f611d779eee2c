"""The command line: commands, options and exit codes; the work is done below.

Each command lives in a module of its own that is imported only when it is called, so that one
command does not pay for the libraries of another. This module itself imports next to nothing, so
that an interruption while libraries are loaded ends like any other.

Exit codes: 0 compared (or, for ``check``, clean); 1 findings that a check forbids; 2 wrong usage,
settings or input; 5 nothing to compare; 130 interrupted.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING

from divergence.errors import DivergenceError, MissingAccountError, NothingToCompareError

if TYPE_CHECKING:
    import click

COMMANDS = {
    "compare": "Compare the accounts of one event.",
    "claims": "List who said what, as a table.",
    "topics": "List the topics in force and their terms.",
    "init": "Write a commented divergence.toml.",
    "report": "Render a saved report again, in any format.",
    "explain": "Say how a finding's verdict came about.",
    "check": "Compare many events and hold them against a policy and a baseline.",
    "diff": "Say what changed between two saved reports.",
    "watch": "Compare events as their files arrive.",
}
USAGE, NOTHING, INTERRUPTED = 2, 5, 130

DEBUG = "DIVERGENCE_DEBUG"
"""The environment variable that, set to 1, shows where an internal error came from."""


def main() -> None:
    """Run the command line and end the process with its exit code."""
    try:
        code = _run()
    except KeyboardInterrupt:
        code = _fail("interrupted", INTERRUPTED)
    except Exception as error:
        if any(isinstance(cause, KeyboardInterrupt) for cause in _causes(error)):
            code = _fail("interrupted", INTERRUPTED)  # a library made another error of it
        else:
            code = _fail_by_defect(error)
    sys.exit(code)


def _run() -> int:
    """Run the command that the arguments name; its exit code."""
    import click

    from divergence.cli.group import divergence

    try:
        code = divergence(standalone_mode=False)
    except click.exceptions.Abort:
        return _fail("interrupted", INTERRUPTED)
    except click.ClickException as error:
        return _fail_by_usage(error)
    except DivergenceError as error:
        # That the named or found parties do not all speak is for the user to mend, like usage.
        nothing = isinstance(error, NothingToCompareError)
        wrong = not nothing or isinstance(error, MissingAccountError)
        return _fail(str(error), USAGE if wrong else NOTHING)
    except BrokenPipeError:
        # The reader of a pipe has gone; keep the interpreter from complaining about it too.
        if sys.stdout is not None:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return code if isinstance(code, int) else 0


def _fail_by_usage(error: click.ClickException) -> int:
    """Say on one line what is wrong with the arguments; the help where there are none."""
    import click

    if isinstance(error, getattr(click.exceptions, "NoArgsIsHelpError", ())):
        error.show()
        return USAGE
    context = getattr(error, "ctx", None)
    hint = f"; see {context.command_path} --help" if context is not None else ""
    return _fail(error.format_message().rstrip(".") + hint, USAGE)


def _fail_by_defect(error: Exception) -> int:
    """The last resort: a defect of ours, on one line; with its traceback where asked for."""
    if os.environ.get(DEBUG) == "1":
        import traceback

        traceback.print_exception(error)
    what = f"{type(error).__name__}: {error}"[:500]
    return _fail(f"internal error: {what}; please report it ({DEBUG}=1 shows where)", USAGE)


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The errors that led to an error, the nearest first."""
    seen: set[int] = set()
    cause = error.__cause__ or error.__context__
    while cause is not None and id(cause) not in seen:
        seen.add(id(cause))
        yield cause
        cause = cause.__cause__ or cause.__context__


def _fail(message: str, code: int) -> int:
    """Say a message on one line of standard error, with nothing that could steer a terminal."""
    words = " ".join(message.split())
    line = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in words)
    if sys.stderr is not None:
        with suppress(OSError, ValueError):  # nobody is there to read it
            print(f"divergence: {line}", file=sys.stderr)
    return code
