"""A LaTeX manuscript → a draft of blocks: paragraphs, displayed quotations, headings, notes, cells.

In: the text of a .tex file. Out: `Draft`. Only what authors write is understood: marks (``…'', \\enquote),
displays (quote, quotation, displayquote, \\blockquote), citations by key, notes, tables, lists. Nothing is
run or included; a command nobody knows loses its name and keeps its words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from ccg_corpus.core.model import Draft, DraftBlock
from ccg_corpus.manuscript.wording.function_words import words_of

_COMMENT = re.compile(r"(?<!\\)%.*?(?=\n|$)\n?[ \t]*")
_BODY = re.compile(r"\\begin\{document\}(.*?)(?:\\end\{document\}|$)", re.S)
_GONE = re.compile(
    r"\\begin\{(equation|align|tikzpicture|lstlisting|verbatim|comment|filecontents)\*?\}.*?\\end\{\1\*?\}",
    re.S,
)
_DISPLAYS = words_of(
    "quote quotation displayquote displaycquote quoting verse displayquotation blockquote"
)
_ENVIRONMENT = re.compile(r"\\(begin|end)\{([a-zA-Z]+)\*?\}")
_HEADING = re.compile(r"\\(?:part|chapter|section|subsection|subsubsection|paragraph)\*?(?=[\[{])")
_LEVELS = {
    "part": 1,
    "chapter": 1,
    "section": 1,
    "subsection": 2,
    "subsubsection": 3,
    "paragraph": 4,
}
_ACCENTS = {
    "'": "\u0301", "`": "\u0300", "^": "\u0302", '"': "\u0308", "~": "\u0303", "=": "\u0304",
    "c": "\u0327", "v": "\u030c", "r": "\u030a", "u": "\u0306", "H": "\u030b", ".": "\u0307",
}  # fmt: skip
_SIGNS = {
    "ldots": "…", "dots": "…", "textellipsis": "…", "textquoteleft": "‘", "textquoteright": "’",
    "textquotedblleft": "“", "textquotedblright": "”", "guillemotleft": "«", "guillemotright": "»",
    "textendash": "–", "textemdash": "—", "ss": "ß", "ae": "æ", "AE": "Æ", "oe": "œ", "o": "ø", "O": "Ø",
    "aa": "å", "AA": "Å", "l": "ł", "L": "Ł", "i": "i", "j": "j", "slash": "/", "textbackslash": "\\",
    "quad": " ", "qquad": " ", "space": " ", "lq": "‘", "rq": "’", "lbrack": "[", "rbrack": "]",
    "textdots": "…", "pounds": "£", "textsterling": "£", "S": "§", "dag": "†", "newline": " ",
    "flqq": "«", "frqq": "»", "glqq": "„", "grqq": "“", "linebreak": " ", "textasciitilde": "~",
}  # fmt: skip
_SILENT = words_of(
    "label index vspace hspace vskip usepackage documentclass bibliographystyle bibliography input include "
    "includegraphics pagestyle thispagestyle setlength nocite addbibresource hypertarget phantomsection "
    "author date thanks affil email setcounter addcontentsline newcommand renewcommand def ref pageref "
    "cref Cref autoref hypersetup todo marginpar"
)
_CITES = re.compile(
    r"(?:paren|text|auto|foot|full|smart|super|no)?[cC]ite(?:p|t|alp|alt|author|year|yearpar|s)?\*?"
)
_KEYED = re.compile(r"([A-Za-zÀ-ÿ'-]+?)[\W_]*((?:19|20)\d\d)([a-z]?)")
_BLANK = re.compile(r"\n\s*\n|\\par\b")


def read_latex(text: str) -> Draft:
    """The draft of a .tex file."""
    return Draft("latex", blocks=tuple(_Latex(text).blocks()))


class _Latex:
    def __init__(self, text: str) -> None:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        text = _COMMENT.sub(
            lambda match: "\n" if match.group().startswith("%") and False else "", text
        )
        self._title = _argument_of(text, "title")
        body = _BODY.search(text)
        self._text = _GONE.sub(" ", body[1] if body else text)
        self._notes: list[str] = []
        self._group = 0
        self._table = 0

    def blocks(self) -> Iterator[DraftBlock]:
        if self._title:
            yield DraftBlock("title", _folded(self._plain(self._title)))
        stack: list[str] = []
        at = 0
        for match in _ENVIRONMENT.finditer(self._text):
            piece = self._text[at : match.start()]
            yield from self._piece(piece, stack)
            at = match.end()
            name = match[2].lower()
            if match[1] == "begin":
                stack.append(name)
                self._group += name in _DISPLAYS
                at = self._after_options(at, name)
            elif name in stack:
                while stack and stack.pop() != name:
                    pass
        yield from self._piece(self._text[at:], stack)

    def _after_options(self, at: int, name: str) -> int:
        """Behind the options of an environment: of a display they say whose it is."""
        while (match := re.compile(r"\s*(\[[^\]]*\]|\{[^{}]*\})").match(self._text, at)) and (
            name in _DISPLAYS or name.startswith("tab") or name in ("longtable", "thebibliography")
        ):
            if name in _DISPLAYS:
                self._pending = match[1]
                inner = match[1][1:-1]
                self._source = self._cited([inner], "") if match[1][0] == "{" else inner
            at = match.end()
            if name in _DISPLAYS and match[1][0] == "{":
                break
        return at

    _source: str = ""
    _pending: str = ""

    def _piece(self, text: str, stack: list[str]) -> Iterator[DraftBlock]:
        inside = set(stack)
        if inside & {"tabular", "tabularx", "longtable", "tabulary", "tabu"}:
            yield from self._cells(text)
            return
        if "thebibliography" in inside:
            for entry in re.split(r"\\bibitem(?:\[[^\]]*\])?\{[^}]*\}", text)[1:]:
                yield DraftBlock("reference", _folded(self._plain(entry)))
            return
        for paragraph in _BLANK.split(text):
            yield from self._paragraph(paragraph, inside)
        if inside & _DISPLAYS and self._source:
            yield DraftBlock("attribution", _folded(self._plain(self._source)), group=self._group)
            self._source = ""

    def _paragraph(self, text: str, inside: set[str]) -> Iterator[DraftBlock]:
        at = 0
        for match in _HEADING.finditer(text):
            yield from self._items(text[at : match.start()], inside)
            words, at = _braced(text, _past_option(text, match.end()))
            kind = match.group().strip("\\*")
            yield DraftBlock("heading", _folded(self._plain(words)), _LEVELS[kind])
        yield from self._items(text[at:], inside)

    def _items(self, text: str, inside: set[str]) -> Iterator[DraftBlock]:
        if "\\item" in text:
            for entry in re.split(r"\\item(?![a-z])", text):
                if words := _folded(self._plain(entry)):
                    yield DraftBlock("list_item", words)
            yield from self._said_notes()
            return
        pieces = re.split(r"(\\(?:block|block[ct]|blockc)quotes?\*?(?=[\[{]))", text)
        yield from self._block(pieces[0], inside)
        for command, rest in zip(pieces[1::2], pieces[2::2], strict=True):
            yield from self._blockquote(command, rest, inside)

    def _blockquote(self, command: str, rest: str, inside: set[str]) -> Iterator[DraftBlock]:
        options, at = [], 0
        while match := re.compile(r"\s*\[([^\]]*)\]").match(rest, at):
            options.append(match[1])
            at = match.end()
        source = options[0] if options else ""
        if "c" in command.removeprefix("\\block").removesuffix("quote"):
            key, at = _braced(rest, at)
            source = self._cited([key], options[0] if options else "")
        words, at = _braced(rest, at)
        self._group += 1
        yield DraftBlock("quote", _folded(self._plain(words)), group=self._group)
        if source:
            yield DraftBlock("attribution", _folded(self._plain(source)), group=self._group)
        yield from self._block(rest[at:], inside)

    def _block(self, text: str, inside: set[str]) -> Iterator[DraftBlock]:
        words = _folded(self._plain(text))
        if words:
            displayed = bool(inside & _DISPLAYS)
            kind = "quote" if displayed else "paragraph"
            if (
                displayed
                and re.match(r"(?:—|–|--)\s*\S|\([^()]*\)\.?$", words)
                and len(words) < 160
            ):
                kind = "attribution"
            yield DraftBlock(kind, words, group=self._group if displayed else None)
        yield from self._said_notes()

    def _said_notes(self) -> Iterator[DraftBlock]:
        notes, self._notes = self._notes, []
        for note in notes:
            if words := _folded(self._plain(note)):
                yield DraftBlock("note", words)

    def _cells(self, text: str) -> Iterator[DraftBlock]:
        self._table += 1
        text = re.sub(
            r"\\(?:hline|toprule|midrule|bottomrule|centering|cline\{[^}]*\}|endhead|endfoot)",
            " ",
            text,
        )
        heads: list[str] = []
        for row, line in enumerate(re.split(r"\\\\(?:\[[^\]]*\])?|\\tabularnewline", text)):
            cells = [_folded(self._plain(cell)) for cell in re.split(r"(?<!\\)&", line)]
            if not any(cells):
                continue
            heads = heads or cells
            for column, words in enumerate(cells):
                header = heads[column] if column < len(heads) else None
                if words:
                    yield DraftBlock(
                        "cell", words, table=self._table, row=row, column=column, header=header
                    )

    # Words

    def _plain(self, text: str) -> str:
        """The words that print."""
        out: list[str] = []
        at = 0
        while at < len(text):
            sign = text[at]
            if sign == "\\":
                at = self._command(text, at, out)
            elif text.startswith("``", at):
                out.append("“")
                at += 2
            elif text.startswith("''", at):
                out.append("”")
                at += 2
            elif sign == "`":
                out.append("‘")
                at += 1
            elif sign == "'":
                out.append("’")
                at += 1
            elif text.startswith("---", at):
                out.append("—")
                at += 3
            elif text.startswith("--", at):
                out.append("–")
                at += 2
            else:
                out.append(" " if sign == "~" else "" if sign in "{}" else sign)
                at += 1
        return "".join(out)

    def _command(self, text: str, at: int, out: list[str]) -> int:
        match = re.compile(r"\\([a-zA-Z]+\*?|.)", re.S).match(text, at)
        if match is None:
            return at + 1
        name, end = match[1], match.end()
        if name in _SIGNS:
            out.append(_SIGNS[name])
            return _past_space(text, end)
        if (name in _ACCENTS and not name.isalpha()) or (
            name in _ACCENTS and text[end : end + 1] == "{"
        ):
            return self._accent(text, name, end, out)
        if not name[0].isalpha():
            out.append(
                {
                    "\\": " ",
                    ",": " ",
                    ";": " ",
                    ":": " ",
                    "!": "",
                    "/": "",
                    "-": "",
                    "@": "",
                    "\n": " ",
                }.get(name, name)
            )
            return end
        if name.rstrip("*") in ("footnote", "endnote", "footnotetext"):
            words, end = _braced(text, _past_option(text, end))
            self._notes.append(words)
            return end
        if _CITES.fullmatch(name):
            return self._cite(text, end, out)
        if name.rstrip("*") in (
            "enquote",
            "textquote",
            "textcquote",
            "foreignquote",
            "hyphenquote",
            "textelp",
            "textins",
        ):
            return self._quote(text, name, end, out)
        if name.rstrip("*") in _SILENT:
            end = _past_option(text, end)
            while text[end : end + 1] == "{":
                _, end = _braced(text, end)
            return end
        if name == "href":
            _, end = _braced(text, end)
            return end
        end = (
            _past_option(text, end) if text[end : end + 1] == "[" and name not in ("item",) else end
        )
        return _past_space(text, end) if text[end : end + 1] != "{" else end

    def _accent(self, text: str, name: str, at: int, out: list[str]) -> int:
        words, end = _braced(text, at) if text[at : at + 1] == "{" else (text[at : at + 1], at + 1)
        if words.startswith("\\"):
            words = words[1:2]
        out.append(unicodedata.normalize("NFC", words[:1] + _ACCENTS[name]) + words[1:])
        return end

    def _quote(self, text: str, name: str, at: int, out: list[str]) -> int:
        options = []
        while match := re.compile(r"\s*\[([^\]]*)\]").match(text, at):
            options.append(match[1])
            at = match.end()
        source = options[0] if options else ""
        if name.startswith(("textcquote", "foreign", "hyphen")):
            key, at = _braced(text, at)
            source = self._cited([key], source) if name.startswith("textc") else ""
        words, at = _braced(text, at)
        if name == "textelp":
            out.append("[…]" if not words else f"[…] [{words}]")
        elif name == "textins":
            out.append(f"[{words}]")
        else:
            left, right = "‘’" if name.endswith("*") else "“”"
            out.append(f"{left}{self._plain(words)}{right}")
            if source:
                out.append(f" ({self._plain(source)})")
        return at

    def _cite(self, text: str, at: int, out: list[str]) -> int:
        options = []
        while match := re.compile(r"\s*\[([^\]]*)\]").match(text, at):
            options.append(match[1])
            at = match.end()
        keys, at = _braced(text, at)
        post = options[-1] if options else ""
        pre = options[0] if len(options) > 1 else ""
        shown = self._cited(keys.split(","), post)
        before = "".join(out).rstrip()[-1:]
        inner = ", ".join(part for part in (self._plain(pre).strip(), shown) if part)
        out.append(inner if before in "([" else f" ({inner})")
        return at

    def _cited(self, keys: list[str], post: str) -> str:
        """Keys as authors and years: "harrowgate2021seat" is "Harrowgate 2021"."""
        shown = []
        for key in keys:
            match = _KEYED.match(key.strip())
            shown.append(f"{match[1].capitalize()} {match[2]}" if match else key.strip())
        page = self._plain(post).strip()
        if re.fullmatch(r"[eE]?\d+(?:\s?[–-]+\s?\d+)?", page):
            page = f"p. {page}"
        return "; ".join(shown) + (f", {page}" if page else "")


def _braced(text: str, at: int) -> tuple[str, int]:
    """What stands in the braces at an offset, and where they end."""
    while at < len(text) and text[at].isspace():
        at += 1
    if text[at : at + 1] != "{":
        return "", at
    depth, start = 0, at + 1
    while at < len(text):
        if text[at] == "\\":
            at += 2
            continue
        depth += (text[at] == "{") - (text[at] == "}")
        at += 1
        if not depth:
            return text[start : at - 1], at
    return text[start:], len(text)


def _past_option(text: str, at: int) -> int:
    match = re.compile(r"\[[^\]]*\]").match(text, at)
    return match.end() if match else at


def _past_space(text: str, at: int) -> int:
    """A command eats the space behind it; an empty group keeps it."""
    if text.startswith("{}", at):
        return at + 2
    while at < len(text) and text[at] in " \t\n":
        at += 1
    return at


def _argument_of(text: str, command: str) -> str:
    at = text.find(f"\\{command}{{")
    return _braced(text, at + len(command) + 1)[0] if at >= 0 else ""


def _folded(text: str) -> str:
    return " ".join(text.split())
