"""What a web page's own style sheet hides: `<style>.note{display:none}</style>`.

In: a parsed page. Out: the page, its hidden elements marked as such, and how many words they hold.
Only sheets inside the page are looked at, and only what they say for the screen without conditions.
A sheet that hides most of the page waits for a script to show it, and hides nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

MOST = 0.5  # of a page's words that a style sheet may hide
MAX_RULES = 2000  # with display or visibility in one page
_HIDES = ("none", "hidden", "collapse")
_BRACE = re.compile("[{}]")
_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.S)
_ALWAYS = re.compile(r"@media\s+(?:only\s+)?(?:screen|all)\s*$", re.I)
_SHOWS = re.compile(
    r"(?:^|;)\s*(?P<what>display|visibility)\s*:\s*(?P<value>[a-z-]+)\s*(?P<important>!\s*important)?",
    re.I,
)
# set beside the page, or cut to nothing: for those who have a page read out to them
_UNSEEN = re.compile(
    r"(?:^|;)\s*(?:(?:left|right|top|text-indent)\s*:\s*-\d{3,}(?:px|em|rem)|clip\s*:\s*rect\(\s*[01](?:px)?[\s,]+[01](?:px)?|"
    r"font-size\s*:\s*0(?:px|pt|em|rem)?\s*(?:;|$|!)|clip-path\s*:\s*inset\(\s*(?:50|100)%)",
    re.I,
)
_PART = re.compile(
    r"(?P<sign>[.#]?)(?P<name>(?:[\w-]|\\.|[^\x00-\x7f])+)|(?P<any>\*)|"
    r"\[\s*(?P<attribute>[\w-]+)\s*(?:=\s*[\"']?(?P<value>[^\"'\]]*)[\"']?\s*)?\]"
)


@dataclass(frozen=True, slots=True)
class _Compound:
    """`p.note#x[lang=de]`: what one element has to be."""

    tag: str | None
    classes: frozenset[str]
    ids: frozenset[str]
    attributes: tuple[tuple[str, str | None], ...]
    child: bool  # the element before is its parent, and not any ancestor

    def fits(self, element: Any) -> bool:
        if self.tag is not None and element.tag != self.tag:
            return False
        if not self.ids <= {element.get("id")}:
            return False
        if self.classes and not self.classes <= set((element.get("class") or "").split()):
            return False
        return all(
            element.get(name) is not None and value in (None, element.get(name))
            for name, value in self.attributes
        )

    @property
    def name(self) -> str:
        """One name that an element has to have, to look it up by."""
        named = [f"#{one}" for one in self.ids] or [f".{one}" for one in sorted(self.classes)]
        return named[0] if named else self.tag or ""

    @property
    def weight(self) -> tuple[int, int, int]:
        """How specific it is, as style sheets count."""
        classes = len(self.classes) + len(self.attributes)
        return (len(self.ids), classes, int(self.tag is not None))


_Rank = tuple[bool, tuple[int, int, int], int]


@dataclass(frozen=True, slots=True)
class _Rule:
    """What a rule says of display, visibility or place for what its selector fits."""

    selector: tuple[_Compound, ...]
    what: str
    hides: bool
    important: bool
    place: int

    @property
    def rank(self) -> _Rank:
        """Which of two rules counts: the important, the more specific, the later one."""
        ids, classes, tags = zip(*(one.weight for one in self.selector), strict=True)
        return (self.important, (sum(ids), sum(classes), sum(tags)), self.place)


def mark_hidden(page: Any) -> int:
    """Give `hidden` to the elements that the page's style sheets hide; the number of their words."""
    sheets = [style for style in page.iter("style") if _is_for_screens(style.get("media") or "")]
    rules = list(_rules("\n".join(style.text or "" for style in sheets)))
    if not rules or len(rules) > MAX_RULES:
        return 0
    hidden = [one for one in _hidden(page, rules) if one.tag not in ("html", "head", "style")]
    inside = set(hidden)
    outermost = [one for one in hidden if not any(above in inside for above in one.iterancestors())]
    count = sum(_words(element) for element in outermost)
    if any(one.tag == "body" for one in outermost) or count > MOST * _words(page):
        return 0
    for element in outermost:
        element.set("hidden", "")
    return count


def _is_for_screens(media: str) -> bool:
    return media.strip().lower() in ("", "all", "screen")


def _words(element: Any) -> int:
    texts = element.itertext()
    skipped = sum(len((one.text or "").split()) for one in element.iter("style", "script"))
    return sum(len(text.split()) for text in texts) - skipped


def _hidden(page: Any, rules: Sequence[_Rule]) -> Iterator[Any]:
    by_name: dict[str, list[_Rule]] = {}
    for rule in rules:
        by_name.setdefault(rule.selector[-1].name, []).append(rule)
    for element in page.iter():
        if not isinstance(element.tag, str):
            continue
        best: dict[str, tuple[_Rank, bool]] = {}
        for rule in _that_may_fit(element, by_name):
            if not (rule.selector[-1].fits(element) and _is_below(element, rule.selector)):
                continue
            if rule.what not in best or best[rule.what][0] < rule.rank:
                best[rule.what] = (rule.rank, rule.hides)
        own = {m["what"].lower() for m in _SHOWS.finditer(element.get("style") or "")}
        if any(hides and (what not in own or rank[0]) for what, (rank, hides) in best.items()):
            yield element


def _that_may_fit(element: Any, by_name: Mapping[str, list[_Rule]]) -> Iterator[_Rule]:
    """The rules whose last compound has a name of the element's: one look a name."""
    names = {f".{one}" for one in (element.get("class") or "").split()}
    for name in ("", element.tag, f"#{element.get('id') or ''}", *names):
        yield from by_name.get(name, ())


def _is_below(element: Any, compounds: Sequence[_Compound]) -> bool:
    """Whether the elements above fit the rest of a selector."""
    here, at = element, len(compounds) - 1
    while at:
        wanted, near = compounds[at - 1], compounds[at].child
        here = here.getparent()
        while here is not None and not wanted.fits(here) and not near:
            here = here.getparent()
        if here is None or not wanted.fits(here):
            return False
        at -= 1
    return True


# A style sheet, as far as it shows and hides


def _rules(sheet: str) -> Iterator[_Rule]:
    for place, (selectors, body) in enumerate(_blocks(_COMMENT.sub(" ", sheet))):
        said = [
            (m["what"].lower(), m["value"].lower() in _HIDES, bool(m["important"]))
            for m in _SHOWS.finditer(body)
        ]
        if _UNSEEN.search(body):
            said.append(("place", True, False))
        for words in selectors.split(",") if said else ():
            selector = tuple(_selector(words.strip()))
            for what, hides, important in said if selector else ():
                yield _Rule(selector, what, hides, important, place)


def _blocks(sheet: str) -> Iterator[tuple[str, str]]:
    """The rules of a sheet: selectors and declarations; conditional ones are left out."""
    at = 0
    while (opening := sheet.find("{", at)) >= 0:
        head = re.sub(r"^(?:\s*@[^;{]*;)*", "", sheet[at:opening]).strip()
        closing = _closing(sheet, opening)
        body = sheet[opening + 1 : closing]
        if not head.startswith("@"):
            yield head, body
        elif _ALWAYS.match(head):
            yield from _blocks(body)
        at = closing + 1


def _closing(sheet: str, opening: int) -> int:
    depth = 0
    for match in _BRACE.finditer(sheet, opening):
        depth += 1 if match.group() == "{" else -1
        if not depth:
            return match.start()
    return len(sheet)


def _selector(words: str) -> list[_Compound]:
    """A selector's compounds, in order; empty where it has what is not understood here (":hover")."""
    if not words or re.search(r"[:+~|^$]|\*=", words):
        return []
    pieces = re.split(r"\s*(>)\s*|\s+", words)
    compounds: list[_Compound] = []
    child = False
    for piece in pieces:
        if not piece:
            continue
        if piece == ">":
            child = True
            continue
        compound = _compound(piece, child)
        if compound is None:
            return []
        compounds.append(compound)
        child = False
    return compounds


def _compound(piece: str, child: bool) -> _Compound | None:
    tag, classes, ids, attributes, at = None, set(), set(), [], 0
    while at < len(piece):
        match = _PART.match(piece, at)
        if match is None:
            return None
        name = re.sub(r"\\(.)", r"\1", match["name"] or "")
        if match["sign"] == ".":
            classes.add(name)
        elif match["sign"] == "#":
            ids.add(name)
        elif match["attribute"]:
            attributes.append((match["attribute"].lower(), match["value"]))
        elif name:
            tag = name.lower()
        at = match.end()
    return _Compound(tag, frozenset(classes), frozenset(ids), tuple(attributes), child)
