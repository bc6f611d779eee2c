"""Compare what two or more parties say about one event.

Agreements, omissions, conflicts and framing differences, each with the characters of the source
that show it.

    >>> import divergence
    >>> report = divergence.compare("article.txt")
    >>> report.topics  # a pandas frame
    >>> print(report.to_markdown())
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from divergence.api import compare
    from divergence.report import Report

__version__ = "0.1.0"
__all__ = ["Report", "__version__", "compare"]


def __getattr__(name: str) -> Any:
    """Import the library on first use, so that the command line loads only what it runs."""
    if name == "compare":
        from divergence.api import compare

        return compare
    if name == "Report":
        from divergence.report import Report

        return Report
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
