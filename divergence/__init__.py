"""Compare what two or more parties say about one event.

Agreements, omissions, conflicts and framing differences, each with the characters of the source
that show it.
"""

__version__ = "0.1.0"
