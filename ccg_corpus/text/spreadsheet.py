"""What a spreadsheet must not run: a cell of a CSV file that begins like a formula.

Comes in: a cell's text. Goes out: the same, with an apostrophe before it where Excel, LibreOffice or
Google Sheets would calculate it. A paper may say "=SUM" or begin a turn with a dash.
Source: OWASP, CSV Injection.
"""

from __future__ import annotations

import re

_FORMULA = re.compile(r"[=+\-@＝＋－＠\t\r]")
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")


def as_text(cell: str) -> str:
    """The cell as a spreadsheet shows it and does not calculate it."""
    if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell):
        return f"'{cell}"
    return cell
