"""The report as one self-contained page, and as a fragment for notebooks.

Comes in: a ``Comparison``. Goes out: HTML with its style and script inside, which asks nothing of
any network: its Content-Security-Policy allows exactly this style and this script. All text goes
through Jinja2's autoescape, and characters that cannot be seen are shown.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined, Template
from markupsafe import Markup, escape

from divergence.model import VERDICTS, Comparison
from divergence.reporting import RenderOptions
from divergence.reporting.escaping import html_defused, visible
from divergence.reporting.markdown_parts import anchor
from divergence.reporting.marking import Part, marked_text
from divergence.reporting.view import View, view_of
from divergence.reporting.wording import clipped, counted


def render(comparison: Comparison, options: RenderOptions | None = None) -> str:
    """The whole page; it holds everything, whatever ``options.detail`` says."""
    del options
    view = view_of(comparison)
    css, script = _resource("report.css"), _resource("report.js")
    page = _Anchors(comparison)
    return _template("report.html.j2").render(
        view,
        css=Markup(css),
        script=Markup(script),
        policy=_policy(css, script),
        cells=_cells(view),
        ranks={verdict: rank for rank, verdict in enumerate(VERDICTS)},
        measures=view["profile_measures"],
        greatest=max(
            (part["share"] for p in view["profiles"] for part in p["emphasis"]), default=1.0
        )
        or 1.0,
        finding_count=f"All {counted(len(comparison.findings), 'finding')}.",
        parts={
            document.name: [page.part(part) for part in marked_text(comparison, document)]
            for document in comparison.documents
        },
        claim_anchor=page.claim,
        finding_anchor=page.finding,
        claim_numbers=page.claims_of,
        numbers=page.party_numbers,
    )


def render_fragment(comparison: Comparison) -> str:
    """A short view without style or script, for the output of a notebook's cell."""
    return _template("notebook.html.j2").render(view_of(comparison))


class _Anchors:
    """Short names within the page: ``c-12`` for a claim, ``f-...`` for a finding."""

    def __init__(self, comparison: Comparison) -> None:
        self._claims = {claim.id: at for at, claim in enumerate(comparison.claims)}
        self._parties = {party.id: at for at, party in enumerate(comparison.parties)}
        self._findings = {f.id: anchor("f", f.id) for f in comparison.findings}

    def claim(self, claim: str) -> str:
        return f"c-{self._claims[claim]}"

    def finding(self, finding: str) -> str:
        return self._findings[finding]

    def party_numbers(self, parties: Iterable[str]) -> str:
        return " ".join(str(self._parties[party]) for party in parties if party in self._parties)

    def claims_of(self, finding: View) -> str:
        return " ".join(
            str(self._claims[claim["id"]]) for said in finding["said"] for claim in said["claims"]
        )

    def part(self, part: Part) -> dict[str, Any]:
        """A part of a source text as the template shows it."""
        starting = [self.claim(claim) for claim in part.starting]
        return {
            "text": part.text,
            "kind": part.kind,
            "reason": part.reason,
            "link": self._findings[part.findings[0]] if part.findings else "",
            "anchor": starting[0] if starting else "",
            "more": starting[1:],
            "claims": " ".join(str(self._claims[claim]) for claim in part.claims),
            "findings": " ".join(self._findings[finding] for finding in part.findings),
        }


def _cells(view: View) -> dict[tuple[str, str], dict[str, Any]]:
    """For each topic and party: how many claims, and the first."""
    cells: dict[tuple[str, str], dict[str, Any]] = {}
    for topic in view["topics"]:
        for party in view["parties"]:
            said = dict.fromkeys(
                claim["id"]
                for finding in topic["findings"]
                for side in finding["said"]
                if side["party"] == party["id"]
                for claim in side["claims"]
            )
            cells[topic["id"], party["id"]] = {"count": len(said), "claim": next(iter(said), None)}
    return cells


def _policy(css: str, script: str) -> str:
    """Nothing may be loaded, sent or framed; only this style and this script may run."""
    return (
        f"default-src 'none'; style-src '{_digest(css)}'; script-src '{_digest(script)}'; "
        "img-src 'none'; connect-src 'none'; base-uri 'none'; form-action 'none'; "
        "require-trusted-types-for 'script'"
    )


def _digest(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _shown(value: Any) -> Any:
    """Invisible characters made visible in plain strings; markup of our own passes.

    A line of the page must not begin with an article's workflow command either: a CI log may
    print the file.
    """
    if type(value) is not str:
        return value
    text = visible(value.replace("\r\n", "\n").replace("\r", "\n"))
    return Markup(html_defused(str(escape(text)))) if "::" in text or "##" in text else text


@cache
def _resource(name: str) -> str:
    return files("divergence.reporting").joinpath("templates", name).read_text("utf-8")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FunctionLoader(_resource),
        autoescape=True,
        finalize=_shown,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals["clipped"] = clipped
    return environment


def _template(name: str) -> Template:
    return _environment().get_template(name)
