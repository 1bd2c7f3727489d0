"""Quotations as stand-off annotation in TEI: the texts as they are, and spans that point into them.

Comes in: a corpus, a query. Goes out: a `teiCorpus` with a `TEI` a document. Its text is one `ab`; a
`span` of `standOff` points at its characters with `string-range()`, at the speaker with `corresp`, at
codes, roles and themes with `ana`. What XML can't hold is one replacement character, so that places stay.
Source: TEI P5 Guidelines, chapters 16 and 17.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from ccg_corpus.exchange import Exported, ExportWish
from ccg_corpus.exchange.annotations.texts import Annotated, annotated
from ccg_corpus.exchange.tables.gathered import about
from ccg_corpus.render.citation import full_citation, located_citation
from ccg_corpus.render.columns import attribution

if TYPE_CHECKING:
    from ccg_corpus.corpus import Corpus
    from ccg_corpus.query import Query

SPACE = "http://www.tei-c.org/ns/1.0"
_ID = "{http://www.w3.org/XML/1998/namespace}id"
_KEPT = "{http://www.w3.org/XML/1998/namespace}space"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_UNFIT = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]+)*")


def exported(corpus: Corpus, query: Query, wish: ExportWish) -> Exported:
    """The corpus file; nothing where nothing is found. Raises: QueryError."""
    from lxml import etree

    found = annotated(corpus, query)
    count = sum(len(one.records) for one in found)
    if not count:
        return Exported(b"", 0)
    told = about(corpus, query)
    root = etree.Element(f"{{{SPACE}}}teiCorpus", nsmap={None: SPACE})
    _header(
        root, wish.title, (), f"Made by {told['made_by']}: {told['asked']}", "Several documents"
    )
    for number, one in enumerate(found, 1):
        _document(root, one, f"d{number}")
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return Exported(data, count)


def _fit(value: object) -> str:
    return _UNFIT.sub("\N{REPLACEMENT CHARACTER}", str(value))


def _put(above: Any, name: str, text: object = None, **attributes: str) -> Any:
    from lxml import etree

    element = etree.SubElement(
        above, f"{{{SPACE}}}{name}", {key: _fit(value) for key, value in attributes.items()}
    )
    if text is not None:
        element.text = _fit(text)
    return element


def _header(above: Any, title: str, authors: Iterable[str], made: str, source: str) -> None:
    described = _put(_put(above, "teiHeader"), "fileDesc")
    titled = _put(described, "titleStmt")
    _put(titled, "title", title)
    for author in authors:
        _put(titled, "author", author)
    _put(_put(described, "publicationStmt"), "p", made)
    _put(_put(described, "sourceDesc"), "bibl", source)


def _document(above: Any, one: Annotated, own: str) -> None:
    tei = _put(above, "TEI")
    tei.set(_ID, own)
    facts = one.facts
    _header(
        tei,
        facts.get("title") or facts["id"],
        facts.get("authors") or (),
        f"Read from {facts['source']}; called {facts['id']}",
        full_citation(facts),
    )
    aside = _put(tei, "standOff")
    names = _Named(own)
    for record in one.records:
        names.note(record)
    names.put(aside)
    spans = _put(aside, "spanGrp", type="quotations")
    for record in one.records:
        _span(spans, record, own, names)
    text = _put(_put(tei, "text"), "body")
    language = facts.get("language")
    if language and _LANGUAGE.fullmatch(language):
        text.getparent().set(_LANG, language)
    words = _put(text, "ab", one.text)
    words.set(_ID, f"{own}-text")
    words.set(_KEPT, "preserve")


class _Named:
    """What spans of a document point at: people, and codes, roles, cases, themes as interpretations."""

    KINDS = ("role", "case", "theme", "code")

    def __init__(self, own: str) -> None:
        self._own = own
        self.people: dict[str, str] = {}
        self.others: dict[tuple[str, str], str] = {}

    def note(self, record: dict[str, Any]) -> None:
        person = record["participant_id"]
        if person and person not in self.people:
            self.people[person] = f"{self._own}-person{len(self.people) + 1}"
        for key in self.of(record):
            self.others.setdefault(key, f"{self._own}-{key[0]}{len(self.others) + 1}")

    def of(self, record: dict[str, Any]) -> list[tuple[str, str]]:
        """Kinds and values that a record has."""
        found = [(kind, record[kind]) for kind in self.KINDS[:3] if record[kind]]
        given = (one["code"] for one in record["codings"] if not one["proposed"])
        return [*found, *(("code", code) for code in dict.fromkeys(given))]

    def put(self, aside: Any) -> None:
        if self.people:
            people = _put(aside, "listPerson")
            for id, own in self.people.items():
                person = _put(people, "person")
                person.set(_ID, own)
                _put(person, "persName", id)
        for kind in self.KINDS:
            of_kind = [(value, own) for (one, value), own in self.others.items() if one == kind]
            if of_kind:
                group = _put(aside, "interpGrp", type=kind)
                for value, own in of_kind:
                    _put(group, "interp", value).set(_ID, own)


def _span(spans: Any, record: dict[str, Any], own: str, names: _Named) -> None:
    """A quotation: where it stands, whose it is; in it the source, for a reader, and notes."""
    length = record["end"] - record["start"]
    place = f"#string-range({own}-text,{record['start']},{length})"
    told = " · ".join(
        part for part in (attribution(record), located_citation(record)) if part
    )  # fmt: skip
    span = _put(spans, "span", told, target=place, type=record["kind"], n=record["id"])
    if ana := " ".join(f"#{names.others[key]}" for key in names.of(record)):
        span.set("ana", ana)
    if person := record["participant_id"]:
        span.set("corresp", f"#{names.people[person]}")
    for memo in record["memos"]:
        _put(span, "note", memo["text"], type="memo", n=memo["by"])
