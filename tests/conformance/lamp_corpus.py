"""A small invented corpus that every engine is asked about: what is said, and what finds it.

The same paragraphs are put into one store twice: as quotations, and as documents whose passages they
are. Invented example throughout.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path

from ccg_corpus.core.model import Block, Document, Facts, Run, Span
from ccg_corpus.records import FinishedDocument, FinishedRecord
from ccg_corpus.search import ENGINES, Engine, Question, bring_up
from ccg_corpus.store import Fact, Store
from ccg_corpus.store.sources import Extraction, SourceRow, encode_extraction

# Document → its heading, its year, its study; c is a version of a.
ABOUT = {
    "a": ("Brass", 2015, "north"),
    "b": ("Useful tallow", 2018, "south"),
    "c": ("Brass", 2014, "north"),
    "d": ("Wellkept ropes", 2020, "south"),
}
VERSIONS = {"c": "a"}
SAID = {
    "a1": "the lantern stood in the cupboard",
    "a2": "a lantern and cupboard were sold",
    "a3": "my cupboard lantern was never lit",
    "a4": "the lantern that I gave for the old cupboard",
    "a5": "we were disillusioned with the harbour master",
    "a6": "there is disillusionment all over the harbour",
    "a7": "a well-being service for the ferry crew",
    "a8": "his wellbeing was not what I asked",
    "a9": "as well being late it mattered little",
    "b1": "the women went home by the ferry",
    "b2": "a woman goes home before the ferry",
    "b3": "the organisation of the paediatric ward",
    "b4": "it is not it that I said",
    "b5": "fed up with the oil of the house",
    "b6": "they feed up all the lamps here",
    "b7": "manage the oil or nobody will",
    "b8": "a manager of lamps and of oil",
    "b9": "mismanaged lamps and a broken lantern",
    "b10": "O’Brien sold oil at the café",
    "b11": "day-to-day oil came late at dusk",
    "c1": "the lantern stood in the cupboard",
    "d1": "ropes and ropes and more ropes",
    "d2": "no ropes but a lantern of tin",
}


def lines(*documents: str, without: Iterable[str] = ()) -> dict[str, str]:
    """What the documents say, by key."""
    return {key: text for key, text in SAID.items() if key[0] in documents and key not in without}


def put(store: Store, said: dict[str, str]) -> None:
    """Put documents into the store, whole, in place of what they said before; a version together
    with what it is a version of."""
    units: dict[str, dict[str, str]] = {}
    for key, text in said.items():
        units.setdefault(VERSIONS.get(key[0], key[0]), {})[key] = text
    with store.transaction():
        for own in units.values():
            documents = sorted({key[0] for key in own})
            for id in documents:
                store.finished.drop_document(id)
                _put_source(store, id, {key: text for key, text in own.items() if key[0] == id})
            unit_key = sha256(repr(own).encode()).hexdigest()
            records = [_record(*one) for one in own.items()]
            store.finished.add_unit(unit_key, [*map(_document, documents)], records)
        store.remember(Fact.GENERATION, os.urandom(8).hex())


def drop(store: Store, id: str) -> None:
    """Take a document out of the store."""
    with store.transaction():
        store.finished.drop_document(id)
        store.remember(Fact.GENERATION, os.urandom(8).hex())


def made_whole(root: Path, kind: str) -> tuple[Store, Engine]:
    """An engine that was made in one go."""
    store = Store.to_write(root)
    put(store, lines(*"abcd"))
    engine = ENGINES[kind](store)
    bring_up(engine, store)
    return store, engine


def made_in_steps(root: Path, kind: str) -> tuple[Store, Engine]:
    """An engine whose documents came one by one; one was changed since, and one taken out that
    is no longer in the store."""
    store = Store.to_write(root)
    put(store, {"e1": "the lantern stood beside the cupboard and the oil"})
    engine = ENGINES[kind](store)
    bring_up(engine, store)
    for said in (
        lines("b", without=["b3"]) | {"b12": "a lantern near the cupboard at dusk"},
        lines("a", "c"),
        lines("d"),
        lines("b"),
    ):
        put(store, said)
        bring_up(engine, store)
    drop(store, "e")
    bring_up(engine, store)
    return store, engine


def found(engine: Engine, question: Question) -> set[str]:
    """The keys of what an engine finds."""
    return set(keyed(engine, engine.find(question)))


def keyed(engine: Engine, numbers: Iterable[int]) -> Iterator[str]:
    """The keys of records."""
    keys = {(key[0], text): key for key, text in SAID.items()}
    for record in engine.records(numbers):
        yield keys[record["document"]["id"], record["text"]]


def _document(id: str) -> FinishedDocument:
    _, year, study = ABOUT.get(id, ("", 2000, "none"))
    facts = {"id": id, "source": f"{id}.txt", "year": year, "study": study, "type": "article"}
    return FinishedDocument(id, f"{id}.txt", VERSIONS.get(id), facts, ())


def _record(key: str, text: str) -> FinishedRecord:
    id = key[0]
    heading, year, study = ABOUT.get(id, ("", 2000, "none"))
    record = {
        "id": f"{id}:{int(key[1:]):02}", "text": text, "kind": "participant", "confidence": 0.9,
        "document": {"id": id, "year": year}, "start": int(key[1:]), "lead_in": None,
        "theme": heading,
    }  # fmt: skip
    primary = f"{VERSIONS[id]}:{int(key[1:]):02}" if id in VERSIONS else record["id"]
    role = "gp" if int(key[1:]) % 2 else "nurse"
    facets = [("document", id), ("study", study), ("role", role), ("case", id)]
    return FinishedRecord(record, str(primary), tuple((*facet, "") for facet in facets))


def _put_source(store: Store, id: str, said: dict[str, str]) -> None:
    heading = ABOUT.get(id, ("", 2000, "none"))[0] or "Other"
    text = "\n\n".join([heading, *said.values()])
    blocks, start = [Block("heading", Span(0, len(heading)), level=1)], len(heading) + 2
    for line in said.values():
        blocks.append(Block("paragraph", Span(start, start + len(line)), headings=(0,)))
        start += len(line) + 2
    whole = Span(0, len(text))
    document = Document(f"{id}.txt", "text", text, tuple(blocks), (Run(whole),), Facts())
    digest = sha256(text.encode()).hexdigest()
    row = SourceRow(f"{id}.txt", len(text), 0, 0, digest, "reading", "finding")
    store.sources.put(row, encode_extraction(Extraction(document, ())))
