"""The report laid out by a user's own Jinja2 template.

Comes in: a ``Comparison`` and the template's file. Goes out: text. The template runs in Jinja2's
sandbox and sees only plain values (``view.view_of``, and ``report``, the JSON report). What it
prints is escaped for the kind of file that its name promises, so that article text stays text.
"""

from __future__ import annotations

import html
from collections.abc import Callable
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined, TemplateError, TemplateSyntaxError
from jinja2.exceptions import TemplateNotFound
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from divergence.errors import SettingsError
from divergence.model import Comparison
from divergence.reporting import RenderOptions
from divergence.reporting.escaping import cell, defused, json_text, markdown, one_line, visible
from divergence.reporting.json import to_plain
from divergence.reporting.view import view_of

TEMPLATE_ENDINGS = {".j2", ".jinja", ".jinja2"}
HELP = "docs/report.md lists what a template can use"


def render(comparison: Comparison, options: RenderOptions | None = None) -> str:
    """The template ``options.template`` filled in.

    Raises SettingsError, with file and line, for a template that is missing, is not Jinja2, uses
    an unknown variable or does what the sandbox forbids.
    """
    path = options.template if options else None
    if path is None:
        raise SettingsError("format template: give the template's file with --template FILE")
    try:
        template = _environment(path).get_template(path.name)
        return template.render(view_of(comparison), report=to_plain(comparison))
    except TemplateNotFound as error:
        missing = path.parent / str(error.name)
        raise SettingsError(f"{missing}: template not found; check its path") from error
    except TemplateSyntaxError as error:
        where = f"{path.parent / (error.name or path.name)}:{error.lineno}"
        raise SettingsError(
            f"{where}: {one_line(error.message or 'not Jinja2')}; {HELP}"
        ) from error
    except TemplateError as error:
        where = f"{path}:{_line_of(error, path)}"
        raise SettingsError(
            f"{where}: {one_line(error.message or 'not usable')}; {HELP}"
        ) from error
    except OSError as error:
        raise SettingsError(f"{path}: cannot be read; check its path and permissions") from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"{path}: is not UTF-8 text; save it as UTF-8") from error
    except Exception as error:  # whatever a template's expression raises is the template's fault
        said = f"{type(error).__name__}: {one_line(str(error))}"
        raise SettingsError(f"{path}:{_line_of(error, path)}: {said}; {HELP}") from error


def escaper_for(name: str) -> Callable[[str], str]:
    """How to escape what a template of this file name prints: ``page.html.j2`` is HTML."""
    path = Path(name)
    suffix = Path(path.stem).suffix if path.suffix in TEMPLATE_ENDINGS else path.suffix
    return ESCAPERS.get(suffix.lower(), _plain)


def _environment(path: Path) -> ImmutableSandboxedEnvironment:
    escape = escaper_for(path.name)

    def finalize(value: Any) -> Any:
        if value is None:
            return ""
        if isinstance(value, (Markup, int, float)):
            return value
        return Markup(escape(str(value)))

    environment = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(path.parent),
        autoescape=True,  # makes Markup, from `safe`, macros and blocks, pass as it is
        finalize=finalize,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {
        "markdown": lambda text: Markup(markdown(str(text))),
        "html": lambda text: Markup(_html(str(text))),
        "csv": lambda text: Markup(cell(str(text))),
        "plain": lambda text: Markup(_plain(str(text))),
    }
    return environment


def _html(text: str) -> str:
    return html.escape(visible(text))


def _plain(text: str) -> str:
    return defused(visible(text))


def _json(text: str) -> str:
    """The inside of a JSON string."""
    import msgspec

    inside = json_text(msgspec.json.encode(text).decode())[1:-1]
    return f"\\u003a{inside[1:]}" if inside.startswith("::") else inside


ESCAPERS: dict[str, Callable[[str], str]] = {
    ".html": _html,
    ".htm": _html,
    ".xhtml": _html,
    ".xml": _html,
    ".svg": _html,
    ".md": markdown,
    ".markdown": markdown,
    ".csv": cell,
    ".json": _json,
}


def _line_of(error: BaseException, path: Path) -> int:
    """The template's line on which ``error`` was raised, or 1."""
    line = 1
    trace = error.__traceback__
    while trace is not None:
        if Path(trace.tb_frame.f_code.co_filename) == path:
            line = trace.tb_lineno
        trace = trace.tb_next
    return line
