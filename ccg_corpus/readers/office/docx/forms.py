"""Form fields of Word that show no text of their own: the field's beginning in, what it shows out."""

from __future__ import annotations

from typing import Any

from ccg_corpus.readers.office.docx.styles import is_on, qualified

_VALUE = qualified("val")
_TICKED, _EMPTY = "☒", "☐"


def chosen_in(beginning: Any) -> str:
    """The entry that is chosen in a list, or a box that is ticked or not; "" for other fields."""
    data = beginning.find(qualified("ffData"))
    if data is None:
        return ""
    choices, box = data.find(qualified("ddList")), data.find(qualified("checkBox"))
    if choices is not None:
        entries = [one.get(_VALUE, "") for one in choices.iterchildren(qualified("listEntry"))]
        stated = choices.find(qualified("result"))
        number = stated.get(_VALUE, "0") if stated is not None else "0"
        at = int(number) if number.isdecimal() and len(number) < 6 else 0
        return entries[at] if at < len(entries) else ""
    if box is not None:
        ticked = is_on(box, "checked")
        return _TICKED if (is_on(box, "default") if ticked is None else ticked) else _EMPTY
    return ""
