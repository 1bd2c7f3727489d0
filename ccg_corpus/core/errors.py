"""What can go wrong that a user can act on: one line each, saying what, where and what to do.

Anything else that is raised is a bug and keeps its traceback.
"""

from __future__ import annotations

from pathlib import Path


class CcgError(Exception):
    """A problem the user can act on. `str(error)` is the one line to show."""

    def __init__(self, message: str, *, path: Path | str | None = None, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.path = path
        self.hint = hint

    def __str__(self) -> str:
        where = f"{self.path}: " if self.path is not None else ""
        hint = f" ({self.hint})" if self.hint else ""
        # File names may hold newlines; an error is one line all the same.
        return f"{where}{self.message}{hint}".replace("\r", "\\r").replace("\n", "\\n")


class SourceError(CcgError):
    """One file can't be taken in; the others can."""


class Unsupported(SourceError):
    """No reader knows this format."""


class Unreadable(SourceError):
    """The file can't be opened, or is damaged."""


class NoText(SourceError):
    """The file was read and holds no text."""


class Encrypted(SourceError):
    """The file asks for a password."""


class ProjectError(CcgError):
    """The project folder as a whole is not usable."""


class NotAProject(ProjectError):
    """There is no config.yaml here or above."""


class BadConfig(ProjectError):
    """config.yaml is wrong; the message names the line."""


class NotVerbatim(ProjectError):
    """A record does not equal its document's text; it is never stored."""


class Locked(ProjectError):
    """Another run holds the project."""


class QueryError(CcgError):
    """A query or an option can't be understood; `column` is 1-based, None where it has none.

    `text`: the query that the column is of, where it is known.
    """

    def __init__(self, message: str, *, column: int | None = None, hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.column = column
        self.text = ""
