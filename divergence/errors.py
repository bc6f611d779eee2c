"""The exceptions that the package raises for input, settings and surroundings that it cannot use.

Each message is one line that names the file, the place, what was found and what to do, so that
a command can print it as it stands. Anything else that escapes is a defect.
"""

from __future__ import annotations


class DivergenceError(Exception):
    """Base of all errors that a user can mend."""


class InputError(DivergenceError, ValueError):
    """A text, page or folder cannot be read as an event."""


class SettingsError(DivergenceError, ValueError):
    """A settings file, option or party name is not usable."""


class OutputError(DivergenceError, OSError):
    """A result cannot be written."""


class MissingExtraError(DivergenceError, ImportError):
    """An optional dependency is needed; the message names the extra that brings it."""


class DataFileError(DivergenceError, RuntimeError):
    """A data file of the package (weights, lexicon, parties) is missing or damaged."""


class NothingToCompareError(DivergenceError, LookupError):
    """The texts hold fewer than two accounts."""


class MissingAccountError(NothingToCompareError):
    """Somebody speaks, but a party that was asked for does not, or nobody speaks against it."""
