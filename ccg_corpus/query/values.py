"""Values of fields in the strict form: how one is written, and the two that stand for none and any."""

from __future__ import annotations

# In place of a name: quotations that state none of the field, and those that state any.
NONE, ANY = "none", "*"
LONGEST = 2000  # a question; what is longer is a text


def quoted(value: str) -> str:
    """A field's value as the strict form writes it: in quotes where it would not hold together."""
    if value == ANY:
        return value
    plain = all(character.isalnum() or character in "-_:/’'" for character in value)
    if value and plain and value[0] != "'":
        return value
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
