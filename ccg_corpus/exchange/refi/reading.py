"""A project or codebook of a QDA program → plain values, whatever version of the standard it names.

Comes in: a file. Goes out: a `ProjectThere`. What can't be read is a line in it and never stops the rest; what
is missing is left empty.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from ccg_corpus.core.errors import CcgError
from ccg_corpus.exchange.refi.counting import counted
from ccg_corpus.exchange.refi.incoming import (
    BookCode,
    CaseThere,
    GivenThere,
    NoteThere,
    ProjectThere,
    SourceThere,
    StretchThere,
)
from ccg_corpus.exchange.refi.opening import QdaFile
from ccg_corpus.exchange.refi.structure import faults

MOST_FAULTS = 5
MOST_DEPTH = 60
_SPACES = ("urn:QDA-XML:project:", "urn:QDA-XML:codebook:")
_UNREAD = {
    "PictureSource": "pictures", "AudioSource": "sound recordings", "VideoSource": "videos",
    "Graph": "graphs",
}  # fmt: skip


def read_project(path: Path) -> ProjectThere:
    """What is in a .qdpx or .qdc.

    Raises: CcgError where it is none, or more than such a file may be.
    """
    with QdaFile(path) as file:
        root = file.root()
        space, _, name = str(root.tag).rpartition("}")
        if not space.lstrip("{").startswith(_SPACES) or name not in ("Project", "CodeBook"):
            shown = f"<{name[:40]}>" + (f" of {space.lstrip('{')[:60]}" if space else "")
            raise CcgError(
                f"is no project or codebook of REFI-QDA: it begins with {shown}", path=path
            )
        for element in root.iter("{*}*"):
            if isinstance(element.tag, str) and element.tag.startswith(space):
                element.tag = element.tag.rpartition("}")[2]
        return _Reading(file, root).project(name)


class _Reading:
    def __init__(self, file: QdaFile, root: Any) -> None:
        self._file, self._root = file, root
        self._users: dict[str, str] = {}
        self._variables: dict[str, str] = {}
        self._seen: set[str] = set()
        self.faults: list[str] = []

    def project(self, kind: str) -> ProjectThere:
        root = self._root
        wrong = list(faults(root))
        self.faults += [f"not as the standard has it: {fault}" for fault in wrong[:MOST_FAULTS]]
        if len(wrong) > MOST_FAULTS:
            self.faults.append(f"and {len(wrong) - MOST_FAULTS} more of that kind")
        book = root if kind == "CodeBook" else root.find("CodeBook")
        codes = tuple(self._codes(book.find("Codes"), None)) if book is not None else ()
        if kind == "CodeBook":
            return ProjectThere(_of(root, "origin"), codes, faults=tuple(self.faults))
        for one in root.iterfind("Users/User"):
            self._users[_id(one)] = _of(one, "name") or _of(one, "id")
        for one in root.iterfind("Variables/Variable"):
            self._variables[_id(one)] = _of(one, "name")
        notes = {id: note for one in root.iterfind("Notes/Note") for id, note in self._note(one)}
        found = root.find("Sources")
        sources = tuple(self._sources(found)) if found is not None else ()
        cases = tuple(map(self._case, root.iterfind("Cases/Case")))
        sources = self._annotated(self._linked(sources), notes)
        unread = {what for tag, what in _UNREAD.items() if root.find(f".//{tag}") is not None}
        self.faults += [f"{what} are not read" for what in sorted(unread)]
        return ProjectThere(
            _of(root, "origin"), codes, sources, cases, notes, _refs(root, "NoteRef"),
            tuple(self._users.values()), _text(root, "Description"), tuple(self.faults),
        )  # fmt: skip

    def _once(self, id: str, what: str) -> bool:
        """Whether nothing else has this GUID; of two things that share one, the first counts."""
        if id and id in self._seen:
            self.faults.append(f"two {what} have the GUID {id[:40]}: the first counts")
            return False
        self._seen.add(id)
        return True

    def _codes(self, above: Any, under: str | None, depth: int = 0) -> Iterator[BookCode]:
        if above is None or depth > MOST_DEPTH:
            return
        for one in above.iterfind("Code"):
            id, name = _id(one), " ".join(_of(one, "name").split())
            if not name or not self._once(f"code {id}", "codes"):
                if not name:
                    self.faults.append("a code without a name is not read")
                continue
            yield BookCode(id or f"{under}>{name}", name, under, _text(one, "Description"),
                           _of(one, "color"), _of(one, "isCodable") not in ("false", "0"),
                           _refs(one, "NoteRef"))  # fmt: skip
            yield from self._codes(one, id, depth + 1)

    def _sources(self, above: Any) -> Iterator[SourceThere]:
        for one in above.iterchildren("TextSource", "PDFSource"):
            if not self._once(f"source {_id(one)}", "sources"):
                continue
            if one.tag == "TextSource":
                yield self._source(one, one)
                continue
            inner = one.find("Representation")
            areas = len(one.findall("PDFSelection"))
            if areas:
                self.faults.append(
                    f"{_of(one, 'name') or 'a PDF'}: {areas} areas of pages are not read"
                )
            yield self._source(one, inner)

    def _source(self, one: Any, inner: Any) -> SourceThere:
        """A source; `inner` has its text and its selections."""
        name = _of(one, "name")
        values = tuple(self._values(one)) + (
            tuple(self._values(inner)) if inner is not None and inner is not one else ()
        )
        source = SourceThere(
            _id(one), name, None, description=_text(one, "Description"), values=values,
            notes=_refs(one, "NoteRef"), codes=tuple(self._given(one)),
        )  # fmt: skip
        if inner is None:
            return replace(source, why="has no text in the file")
        try:
            raw = self._raw(inner)
        except CcgError as exc:
            if exc.path is not None:
                raise
            return replace(source, why=exc.message)
        marked = inner.findall("PlainTextSelection")
        positions = [
            (_number(m, "startPosition"), _number(m, "endPosition"), _of(m, "name")) for m in marked
        ]
        found = counted(raw, positions)
        wrong = sum(place is None for place in found.places)
        if found.why:
            self.faults.append(f"{name}: {found.why}; none of its {len(marked)} selections is read")
        elif wrong:
            self.faults.append(
                f"{name}: {wrong} of {len(marked)} selections lie outside of its text"
            )
        stretches = tuple(
            self._stretch(m, place)
            for m, place in zip(marked, found.places, strict=True)
            if place is not None
        )
        return replace(source, text=found.text, stretches=stretches, counted=found.how)

    def _raw(self, inner: Any) -> str:
        content = inner.find("PlainTextContent")
        if content is not None and content.text:
            return str(content.text)
        path = _of(inner, "plainTextPath")
        if not path:
            raise CcgError("has no plain text in the file")
        return self._file.text(path).decode("utf-8", "replace")

    def _stretch(self, one: Any, place: tuple[int, int]) -> StretchThere:
        return StretchThere(
            _id(one), *place, _text(one, "Description"), self._by(one), _at(one),
            tuple(self._given(one)), _refs(one, "NoteRef"),
        )  # fmt: skip

    def _given(self, one: Any) -> Iterator[GivenThere]:
        for coding in one.iterfind("Coding"):
            target = coding.find("CodeRef")
            if target is not None:
                by = self._by(coding) or self._by(one)
                yield GivenThere(_target(target), by, _at(coding) or _at(one))

    def _by(self, one: Any) -> str:
        user = _of(one, "creatingUser") or _of(one, "modifyingUser")
        return self._users.get(_plain(user), "")

    def _values(self, one: Any) -> Iterator[tuple[str, str]]:
        for value in one.iterfind("VariableValue"):
            ref = value.find("VariableRef")
            name = self._variables.get(_target(ref), "") if ref is not None else ""
            text = next((str(child.text).strip() for child in value
                         if child.tag != "VariableRef" and child.text), "")  # fmt: skip
            if name and text:
                yield name, text

    def _case(self, one: Any) -> CaseThere:
        return CaseThere(
            _id(one), " ".join(_of(one, "name").split()), _text(one, "Description"),
            tuple(self._values(one)), _refs(one, "SourceRef"), _refs(one, "SelectionRef"),
            _refs(one, "CodeRef"),
        )  # fmt: skip

    def _note(self, one: Any) -> Iterator[tuple[str, NoteThere]]:
        try:
            text = self._raw(one)
        except CcgError as exc:
            if exc.path is not None:
                raise
            text = _text(one, "Description")
            if not text:
                self.faults.append(f"memo '{_of(one, 'name')[:60]}': {exc.message}")
                return
        plain = text.removeprefix("\ufeff").replace("\r\n", "\n").strip()
        if plain:
            yield _id(one), NoteThere(_of(one, "name"), plain, self._by(one), _at(one))

    def _linked(self, sources: tuple[SourceThere, ...]) -> tuple[SourceThere, ...]:
        """Notes that hang on a selection or a source by a link, as NVivo has them."""
        links: dict[str, list[str]] = {}
        for one in self._root.iterfind("Links/Link"):
            ends = _plain(_of(one, "originGUID")), _plain(_of(one, "targetGUID"))
            for here, there in (ends, ends[::-1]):
                links.setdefault(here, []).append(there)
        if not links:
            return sources

        def more(guid: str) -> tuple[str, ...]:
            return tuple(links.get(guid, ()))

        return tuple(
            replace(one, notes=(*one.notes, *more(one.guid)), stretches=tuple(
                replace(s, notes=(*s.notes, *more(s.guid))) for s in one.stretches
            ))
            for one in sources
        )  # fmt: skip

    def _annotated(
        self, sources: tuple[SourceThere, ...], notes: dict[str, NoteThere]
    ) -> tuple[SourceThere, ...]:
        """Notes that say themselves which words of their source they are on, as QualCoder has them."""
        of_source = {key: one.guid for one in sources for key in one.notes}
        more: dict[str, list[StretchThere]] = {}
        for one in self._root.iterfind("Notes/Note"):
            key, place = _id(one), one.find("PlainTextSelection")
            if place is None or key not in notes or key not in of_source:
                continue
            source = next(s for s in sources if s.guid == of_source[key])
            start, end = _number(place, "startPosition"), _number(place, "endPosition")
            if source.text is None or not 0 <= start < end <= len(source.text):
                self.faults.append(f"memo on words of {source.name}: these lie outside of its text")
                continue
            note = notes.pop(key)
            stretch = StretchThere(key, start, end, note.text, note.by, note.at, (), ())
            more.setdefault(source.guid, []).append(stretch)
        return tuple(
            replace(one, stretches=(*one.stretches, *more.get(one.guid, ()))) for one in sources
        )


def _of(one: Any, name: str) -> str:
    return str(one.get(name) or "").strip()


def _plain(guid: str) -> str:
    return guid.strip().strip("{}").lower()


def _id(one: Any) -> str:
    return _plain(_of(one, "guid"))


def _target(one: Any) -> str:
    return _plain(_of(one, "targetGUID"))


def _refs(one: Any, tag: str) -> tuple[str, ...]:
    return tuple(_target(ref) for ref in one.iterfind(tag))


def _text(one: Any, tag: str) -> str:
    return (one.findtext(tag) or "").strip()


def _number(one: Any, name: str) -> int:
    text = _of(one, name)
    return int(text) if text.lstrip("+-").isdecimal() and len(text) < 12 else -1


def _at(one: Any) -> str | None:
    return _of(one, "creationDateTime") or _of(one, "modifiedDateTime") or None
