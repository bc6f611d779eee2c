"""The command line: commands, options and exit codes; the work is done below.

Each command lives in a module of its own that is imported only when it is called, so that one
command does not pay for the libraries of another.

Exit codes: 0 compared (or, for ``check``, clean); 1 findings that a check forbids; 2 wrong usage,
settings or input; 5 nothing to compare; 130 interrupted.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module

import click

from divergence import __version__
from divergence.errors import DivergenceError, MissingAccountError, NothingToCompareError

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


class LazyCommands(click.Group):
    """A group whose commands are imported when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands, in the order in which the help shows them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, from its module."""
        if cmd_name not in COMMANDS:
            return None
        found = import_module(f"divergence.cli.{cmd_name}").command
        return found if isinstance(found, click.Command) else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands in the help, without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=LazyCommands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="divergence")
def divergence() -> None:
    """Compare what two or more parties say about one event.

    Agreements, omissions, conflicts and framing, each with the words that show it.
    """


def main() -> None:
    """Run the command line and end the process with its exit code."""
    try:
        code = divergence(standalone_mode=False)
    except click.exceptions.Abort:
        code = _fail("interrupted", INTERRUPTED)
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except DivergenceError as error:
        # That the named or found parties do not all speak is for the user to mend, like usage.
        nothing = isinstance(error, NothingToCompareError)
        wrong = not nothing or isinstance(error, MissingAccountError)
        code = _fail(str(error), USAGE if wrong else NOTHING)
    except KeyboardInterrupt:
        code = _fail("interrupted", INTERRUPTED)
    except BrokenPipeError:
        # The reader of a pipe has gone; keep the interpreter from complaining about it too.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    sys.exit(code if isinstance(code, int) else 0)


def _fail(message: str, code: int) -> int:
    """Say a message on one line of standard error, with nothing that could steer a terminal."""
    line = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in message)
    click.echo(f"divergence: {line}", err=True)
    return code
