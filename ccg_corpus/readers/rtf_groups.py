r"""What of an RTF file is printed where: its source in, the same without what is not, notes behind their paragraph.

Left out are pictures, deleted and hidden words; a footnote follows the paragraph that it stands in, since
it must not cut a sentence in two; the cells of a table are paragraphs. Fonts, lists and characters are
the business of striprtf, which reads what comes out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

_TOKEN = re.compile(
    r"\\'[0-9A-Fa-f]{2}|\\(?P<word>[A-Za-z]+)(?P<number>-?\d+)? ?|\\.|[{}]|[^\\{}]+|\\", re.DOTALL
)
_HIDING = {"deleted": "deleted", "v": "hidden"}
_CELL_ENDS = frozenset(("cell", "nestcell"))


@dataclass(frozen=True, slots=True)
class _Group:
    """What holds for the words of a group, up to its end."""

    dropped: bool = False
    hidden: bool = False
    deleted: bool = False
    in_note: bool = False


class _Filter:
    """One pass over the tokens."""

    def __init__(self) -> None:
        self.out: list[str] = []
        self.notes: list[str] = []
        self.here = _Group()
        self._around: list[_Group] = []

    def token(self, token: str, word: str | None, number: str | None) -> None:
        if token == "{":
            self._around.append(self.here)
            self._say(token)
        elif token == "}":
            self._say(token)
            self.here = self._around.pop() if self._around else self.here
        elif word is None or word == "u":
            if not (self.here.hidden or self.here.deleted):
                self._say(token)
        else:
            self._word(token, word, number)

    def _word(self, token: str, word: str, number: str | None) -> None:
        if word in _HIDING:
            self.here = replace(self.here, **{_HIDING[word]: number != "0"})
        elif word == "plain":
            self.here = replace(self.here, hidden=False, deleted=False)
            self._say(token)
        elif word == "pict":
            self.here = replace(self.here, dropped=True)
        elif word == "footnote" and self._around and not self.here.in_note:
            self.out.append("}")  # its group was opened in the text, and is opened again below it
            self.notes.append("\\par {" if self.notes else "{")
            self.here = replace(self.here, in_note=True)
        elif word in ("par", *_CELL_ENDS):
            self._say("\\par ")
            self._say_notes()
        else:
            self._say(token)

    def _say(self, token: str) -> None:
        if not self.here.dropped or token in "{}":
            (self.notes if self.here.in_note else self.out).append(token)

    def _say_notes(self) -> None:
        if self.notes and not self.here.in_note:
            self.out += [*self.notes, "\\par "]
            self.notes.clear()

    def end(self) -> str:
        """All of it; notes of the last paragraph at the end."""
        if self.notes:
            at = len(self.out) - 1 if self.out and self.out[-1] == "}" else len(self.out)
            self.out[at:at] = ["\\par ", *self.notes]
        return "".join(self.out)


def printed_source(source: str) -> str:
    """The source without what is not printed, its notes behind their paragraphs."""
    filtered, place = _Filter(), 0
    while found := _TOKEN.match(source, place):
        place = found.end()
        word, number = found["word"], found["number"]
        if word == "bin":
            # Bytes of a picture, whatever they look like; a number of a hundred digits is none.
            place += int(number) if number and number.isdecimal() and len(number) < 10 else 0
        else:
            filtered.token(found.group(), word, number)
    return filtered.end()
