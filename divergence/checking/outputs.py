"""Where the result of a check goes: any number of formats, each to a file or standard output.

Comes in: ``--output`` values (``sarif=a.sarif``, ``github``). Goes out: the files, each written
whole, and lines on standard output.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from divergence.checking import github, json, junit, sarif, text
from divergence.checking.outcome import CheckResult
from divergence.checking.writing import write_whole
from divergence.errors import OutputError, SettingsError
from divergence.reporting.writing import write_output

FORMATS = ("text", "github", "summary", "sarif", "junit", "json")
LINE_FORMATS = ("text", "github")
"""Those that may share standard output."""


@dataclass(frozen=True, slots=True)
class Output:
    """A format and the file that it goes to, or None for standard output."""

    format: str
    path: Path | None


@dataclass(frozen=True, slots=True)
class Presentation:
    """How a result is shown: known and accepted issues too, stale entries as failures."""

    show_all: bool = False
    strict: bool = False


def parse_outputs(values: Sequence[str], *, quiet: bool = False) -> list[Output]:
    """The outputs that ``--output`` values name; text to standard output where none goes there.

    Raises SettingsError for an unknown format, a file named twice or a mixed standard output.
    """
    outputs = []
    for value in values:
        name, _, path = value.partition("=")
        if name not in FORMATS:
            raise SettingsError(
                f"--output {value}: unknown format {name!r}; choose one of {', '.join(FORMATS)}"
            )
        outputs.append(Output(name, Path(path) if path not in ("", "-") else None))
    files = [output.path for output in outputs if output.path is not None]
    if twice := next((path for path in files if files.count(path) > 1), None):
        raise SettingsError(f"--output: {twice} is named twice; give each format its own file")
    streamed = [output.format for output in outputs if output.path is None]
    if len(streamed) > 1 and any(name not in LINE_FORMATS for name in streamed):
        raise SettingsError(
            f"--output: {' and '.join(streamed)} cannot share standard output; give one a file, "
            f"as in --output {streamed[0]}=FILE"
        )
    if not streamed and not quiet:
        outputs.append(Output("text", None))
    return outputs


def write_outputs(
    result: CheckResult,
    outputs: Sequence[Output],
    presentation: Presentation,
    *,
    summary_file: Path | None = None,
) -> None:
    """Write each output. ``github`` also adds its summary to ``summary_file``, where given."""
    for output in outputs:
        pieces = _pieces(result, output.format, presentation)
        if output.path is not None:
            write_whole(output.path, pieces)
        else:
            for piece in pieces:
                write_output(None, piece)
        if output.format == "github" and summary_file is not None:
            _append_summary(result, summary_file)


def _pieces(result: CheckResult, name: str, presentation: Presentation) -> Iterator[str]:
    if name == "github":
        return github.commands(result, strict=presentation.strict)
    if name == "summary":
        return github.summary(result)
    if name == "sarif":
        return sarif.render(result)
    if name == "junit":
        return junit.render(result, strict=presentation.strict)
    if name == "json":
        return json.render(result, exit_code=result.exit_code(strict=presentation.strict))
    return text.render(result, show_all=presentation.show_all)


def _append_summary(result: CheckResult, path: Path) -> None:
    """Add to the summary file, which earlier steps' lines may be in, within the room left."""
    try:
        used = path.stat().st_size if path.exists() else 0
        with path.open("a", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
            file.writelines(github.summary(result, room=github.SUMMARY_BYTES - used))
    except OSError as error:
        raise OutputError(f"{path}: the summary cannot be written ({error.strerror})") from error
