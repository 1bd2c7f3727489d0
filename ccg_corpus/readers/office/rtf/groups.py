r"""What of an RTF file is printed where: its source in, the same without what is not, notes behind their paragraph.

Left out are pictures, deleted and hidden words, the instructions of fields; a footnote or a text box
follows the paragraph that it stands in, since it must not cut a sentence in two; the cells of a table
are paragraphs. Signs of symbol fonts and what is raised come out as characters. The rest of fonts and
characters is the business of striprtf, which reads what comes out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ccg_corpus.readers.office.numerals import printed_label_belongs
from ccg_corpus.readers.office.rtf.fonts import field_sign, symbol_fonts
from ccg_corpus.readers.office.symbols import UNREADABLE, is_symbol_font, sign_of
from ccg_corpus.readers.raised import is_call, with_power

_TOKEN = re.compile(
    r"\\'[0-9A-Fa-f]{2}|\\(?P<word>[A-Za-z]+)(?P<number>-?\d+)? ?|\\.|[{}]|[^\\{}]+|\\", re.DOTALL
)
_CELL_ENDS = frozenset(("cell", "nestcell"))
_APART = frozenset(("footnote", "shptxt"))  # notes and text boxes
_COLLECTED = frozenset(("fonttbl", "fldinst", "listtext", "pntext"))
_NEAR = 40  # characters that are looked back at
_PRIVATE = range(0xE000, 0xF900)


@dataclass(frozen=True, slots=True)
class _Group:
    """What holds for the words of a group, up to its end."""

    dropped: bool = False
    hidden: bool = False
    deleted: bool = False
    in_note: bool = False
    collecting: str = ""  # the destination whose source is put aside
    font: str = ""
    raised: bool = False
    fallbacks: int = 1  # signs behind a character that old programs show instead
    instead: bool = False  # the field's sign is said already


class _Filter:
    """One pass over the tokens."""

    def __init__(self) -> None:
        self.out: list[str] = []
        self.notes: list[str] = []
        self.here = _Group()
        self._around: list[_Group] = []
        self._aside: list[str] = []
        self._fonts: dict[str, str] = {}
        self._default = ""
        self._skip = 0  # fallbacks still to come
        self._opens = False  # a group has just begun
        self._near = ""  # the words said last

    def token(self, token: str, word: str | None, number: str | None) -> None:
        self._token(token, word, number)
        self._opens = token == "{"

    def _token(self, token: str, word: str | None, number: str | None) -> None:
        if token == "{":
            self._skip = 0
            self._around.append(self.here)
            self._say(token)
        elif token == "}":
            self._skip = 0
            self._close()
        elif self.here.collecting:
            self._aside.append(token)
        elif token == "\\*" and not self._opens:
            pass  # it says of a destination that it may be skipped, where the group begins with it
        elif word is None or word == "u":
            if not (self.here.hidden or self.here.deleted):
                self._words(token, number if word == "u" else None)
        else:
            self._word(token, word, number)

    def _close(self) -> None:
        inner, self.here = self.here, self._around.pop() if self._around else self.here
        (
            self.notes if inner.in_note else self.out if not self.here.collecting else self._aside
        ).append("}")
        if inner.collecting and not self.here.collecting:
            source = "".join(self._aside)
            self._aside.clear()
            self._collected(inner.collecting, source)

    def _collected(self, what: str, source: str) -> None:
        """The end of a destination that was put aside."""
        if what == "fonttbl":
            self._fonts = symbol_fonts(source)
            self._emit("{\\fonttbl" + source + "}")  # character sets are striprtf's
        elif what == "fldinst":
            sign = field_sign(_plain(source))
            if sign is not None:
                self._emit_text(sign)
                self.here = replace(self.here, instead=True)
        else:
            label = " ".join(_plain(source).split())
            if printed_label_belongs(label):
                self._emit_text(f"{label} ")

    def _word(self, token: str, word: str, number: str | None) -> None:
        self._skip = 0
        if word == "deleted":
            self.here = replace(self.here, deleted=number != "0")
        elif word == "v":
            self.here = replace(self.here, hidden=number != "0")
        elif word in _COLLECTED:
            self.here = replace(self.here, collecting=word)
        elif word == "fldrslt" and self.here.instead:
            self.here = replace(self.here, dropped=True)
        elif word == "plain":
            self.here = replace(
                self.here, hidden=False, deleted=False, raised=False, font=self._default
            )
            self._say(token)
        elif word == "pict":
            self.here = replace(self.here, dropped=True)
        elif word in _APART and self._around and not self.here.in_note:
            self.out.append("}")  # its group was opened in the text, and is opened again below it
            self.notes.append("\\par {" if self.notes else "{")
            self.here = replace(self.here, in_note=True)
        elif word in ("par", *_CELL_ENDS):
            self._near = ""
            self._say("\\par ")
            self._say_notes()
        else:
            self._set(word, number)
            self._say(token)

    def _set(self, word: str, number: str | None) -> None:
        """What a control word says of the words behind it."""
        if word == "f":
            self.here = replace(self.here, font=number or "")
        elif word == "deff":
            self._default = number or ""
            self.here = replace(self.here, font=self._default)
        elif word in ("super", "nosupersub", "sub"):
            self.here = replace(self.here, raised=word == "super" and number != "0")
        elif word == "uc" and number and number.isdecimal():
            self.here = replace(self.here, fallbacks=min(int(number), 9))

    # Words

    def _words(self, token: str, unicode: str | None) -> None:
        """Words, a character by its number, or an escaped one."""
        if self._skip and unicode is None:
            token = self._without_fallbacks(token)
        if not token:
            return
        font = self._fonts.get(self.here.font)
        code = int(unicode) % 0x10000 if unicode and len(unicode) < 7 else None
        if code is not None and (font is not None or code in _PRIVATE):
            self._skip = self.here.fallbacks
            self._emit_text(_sign(font, code))
        elif font is not None and code is None:
            self._emit_text("".join(_sign(font, ord(sign)) for sign in _shown(token)))
        elif self.here.raised and code is None:
            words = _shown(token)
            if not is_call(self._near, words, is_link=False):
                self._emit_text(with_power(self._near, words))
        else:
            self._near = (self._near + (chr(code) if code else _shown(token)))[-_NEAR:]
            self._say(token)

    def _without_fallbacks(self, token: str) -> str:
        """Behind a character whose sign is known, what stands for it in old programs."""
        while self._skip and token:
            if token.startswith("\\"):
                token, self._skip = "", self._skip - 1
            elif token[0] in "\r\n":
                token = token[1:]
            else:
                token, self._skip = token[1:], self._skip - 1
        return token

    def _emit_text(self, words: str) -> None:
        """Characters as the format writes them."""
        self._near = (self._near + words)[-_NEAR:]
        for sign in words:
            if sign.isascii():
                self._emit("\\" + sign if sign in "\\{}" else sign)
                continue
            pairs = sign.encode("utf-16-le")
            for at in range(0, len(pairs), 2):
                self._emit(f"{{\\uc1\\u{int.from_bytes(pairs[at : at + 2], 'little')}?}}")

    def _emit(self, source: str) -> None:
        if not self.here.dropped:
            (self.notes if self.here.in_note else self.out).append(source)

    def _say(self, token: str) -> None:
        if self.here.collecting:
            self._aside.append(token)
        elif not self.here.dropped or token in "{}":
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


def _sign(font: str | None, code: int) -> str:
    """A sign of a font that holds signs; of one that no table knows, the sign for what can't be read."""
    if code in (0x0A, 0x0D):
        return ""
    if font is not None and not is_symbol_font(font) and code > 0x20:
        return UNREADABLE
    return sign_of(font, code)


def _shown(token: str) -> str:
    """The characters of a token: words, or one by its code."""
    if token.startswith("\\'"):
        return bytes.fromhex(token[2:4]).decode("cp1252", errors="replace")
    if token.startswith("\\"):
        return {"~": "\u00a0", "_": "\u2011", "-": "\u00ad"}.get(token[1:], token[1:])
    return token


def _plain(source: str) -> str:
    """The words of a destination, its control words left out."""
    out = ""
    for found in _TOKEN.finditer(source):
        token, word = found.group(), found["word"]
        if word == "u" and found["number"]:
            out += chr(int(found["number"][:6]) % 0x10000)
        elif word == "tab":
            out += " "
        elif word is None and token not in ("{", "}", "\\*"):
            out += token if token[:1] != "\\" or token == "\\\\" else _shown(token)
    return out


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
