"""Invented quotations by the thousand → a project whose store holds them, ready to be indexed.

Words are made of syllables and endings and come as often as words of a language do; speakers, cases,
sites, studies, themes and years are drawn. Documents have files, rows and sketches of their own, so
that a later `ccg ingest` finds them unchanged and has to tell a new paper from all of them. Records
are written by the store's own `add_unit`, under the keys that the plan of an ingest gives them.
"""

from __future__ import annotations

import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import accumulate
from pathlib import Path
from typing import Any

from ccg_corpus.bibliography.exports.side_files import find_side_files
from ccg_corpus.core.model import Document, Facts, Quotation, Record, Span
from ccg_corpus.core.rules import FINISHING, rules_key
from ccg_corpus.ingest.finish import _finishing_key, end_run
from ccg_corpus.ingest.given import take_in
from ccg_corpus.ingest.stages import Pipeline
from ccg_corpus.project.config import load_config
from ccg_corpus.project.folders import init_project
from ccg_corpus.project.settings import settings_of, settings_text
from ccg_corpus.records import FinishedDocument, FinishedRecord, Identity, named, plan_units
from ccg_corpus.store import Extraction, Fact, SourceRow, Store, encode_extraction
from ccg_corpus.vocabulary import load_roles

IN_A_DOCUMENT = 50
HOUR_NS = 3_600_000_000_000
SMALL = [
    "the",
    "and",
    "to",
    "of",
    "i",
    "we",
    "it",
    "that",
    "in",
    "was",
    "you",
    "they",
    "a",
    "is",
    "not",
    "so",
    "have",
    "for",
    "but",
    "on",
    "this",
    "be",
    "with",
    "what",
    "do",
    "there",
    "just",
    "like",
    "had",
    "because",
    "our",
    "my",
    "me",
    "were",
    "people",
    "can",
    "all",
    "from",
    "would",
    "about",
    "don't",
    "it's",
    "know",
    "think",
    "them",
    "get",
    "very",
    "really",
    "one",
    "if",
    "or",
    "when",
    "then",
    "as",
    "at",
    "how",
]
TOPICS = [
    "trust",
    "trusted",
    "mistrust",
    "workload",
    "money",
    "funding",
    "disillusioned",
    "disillusionment",
    "commissioning",
    "merger",
    "manager",
    "managers",
    "managing",
    "nurse",
    "patients",
    "team",
    "change",
    "changing",
    "power",
    "listened",
    "board",
]
KINDS = ("participant", "participant", "participant", "participant", "survey", "named", "cited")
ENDINGS = ("", "", "", "s", "ed", "ing", "ment", "er", "ly", "ness")


@dataclass(frozen=True, slots=True)
class Words:
    """A vocabulary, and how often its words come, added up."""

    words: tuple[str, ...]
    weights: tuple[float, ...]

    def some(self, rng: random.Random, count: int) -> str:
        return " ".join(rng.choices(self.words, cum_weights=self.weights, k=count))


def vocabulary(size: int = 60_000) -> Words:
    """Small words of English, words that queries ask for, invented ones; by Zipf's law."""
    rng = random.Random(11)
    starts, middles = (
        [
            "b",
            "br",
            "c",
            "d",
            "dr",
            "f",
            "g",
            "h",
            "k",
            "l",
            "m",
            "n",
            "p",
            "pr",
            "s",
            "st",
            "t",
            "tr",
            "v",
            "w",
        ],
        ["a", "e", "i", "o", "u", "ea", "ou"],
    )
    ends = ["n", "r", "st", "l", "nd", "t", "m", "rk", "ss", "p"]
    invented: dict[str, None] = {}
    while len(invented) < size:
        parts = [rng.choice(starts) + rng.choice(middles) for _ in range(rng.randint(1, 3))]
        invented["".join(parts) + rng.choice(ends) + rng.choice(ENDINGS)] = None
    rare = list(invented)
    for n, topic in enumerate(TOPICS):
        rare.insert(150 + 25 * n, topic)
    words = (*SMALL, *rare)
    return Words(words, tuple(accumulate(1 / (n + 3) for n in range(len(words)))))


class Material:
    """Documents and records, the same for the same seed."""

    def __init__(self, seed: int = 7) -> None:
        self.rng = random.Random(seed)
        self.words = vocabulary()
        roles = load_roles({})
        self.roles = [(slug, roles.broader(slug)) for slug in sorted(roles.slugs)]
        self.role_weights = tuple(accumulate(1 / (n + 1) for n in range(len(self.roles))))
        gp = next(n for n, (slug, _) in enumerate(self.roles) if slug == "gp")
        self.roles.insert(0, self.roles.pop(gp))
        self.themes = [self.words.some(self.rng, 3).capitalize() for _ in range(2000)]

    def extraction(self, source: str) -> Extraction:
        """A short document of its own words."""
        text = self.words.some(self.rng, 320)
        author = self.words.words[self.rng.randrange(200, 60_000)].capitalize()
        facts = Facts(
            title=text[:60].capitalize(), authors=(f"{author} J",),
            year=self.rng.randint(1995, 2025), type="article",
        )  # fmt: skip
        first = text[:60].rstrip()
        quotation = Quotation(Span(0, len(first)), first, "participant", False)
        return Extraction(Document(source, "text", text, (), (), facts), (quotation,))

    def records(self, identity: Identity, count: int = IN_A_DOCUMENT) -> Iterator[FinishedRecord]:
        """Quotations of a document under a handful of themes, in a few cases."""
        themes = self.rng.sample(self.themes, 4)
        start = 0
        for n in range(count):
            text = self.words.some(self.rng, max(6, int(self.rng.gauss(60, 20))))
            theme = themes[n * 4 // count]
            digits = sha256(f"{identity.id} {n}".encode()).hexdigest()[:8]
            record = self._record(f"{identity.id}:{digits}", text, theme, start, identity)
            start += len(text) + 200
            yield FinishedRecord(record, record["id"], tuple(sorted(facets(record))))

    def _record(self, id: str, text: str, theme: str, start: int, identity: Identity) -> Record:
        rng = self.rng
        ((role, broader),) = rng.choices(self.roles, cum_weights=self.role_weights)
        case = rng.choice("ABCDEFGH") if rng.random() < 0.7 else None
        site = f"site-{rng.randrange(12)}" if case and rng.random() < 0.3 else None
        facts = identity.facts
        return {
            "schema": 1, "id": id, "text": text, "kind": rng.choice(KINDS), "inline": False,
            "speaker_label": f"{role}, case {case}", "role": role, "roles": list(broader),
            "participant": None, "name": None, "organisation": None, "case": case, "site": site,
            "study": f"study-{sum(map(ord, identity.id)) % 40}",
            "document": {
                "id": identity.id, "title": facts.title, "authors": list(facts.authors),
                "year": facts.year, "doi": None, "type": facts.type, "source": identity.source,
            },
            "theme": theme, "headings": ["Findings", theme], "section": "results", "page": 3,
            "start": start, "end": start + len(text), "prefix": "", "suffix": "",
            "lead_in": self.words.some(rng, 14), "codes": [],
            "confidence": round(rng.uniform(0.5, 1.0), 2), "evidence": [], "also_in": [],
        }  # fmt: skip


def facets(record: Record) -> Iterator[tuple[str, str, str]]:
    """What a record is found by."""
    document = record["document"]["id"]
    yield "own document", document, ""
    yield "document", document, ""
    yield "study", record["study"], ""
    yield "theme", record["theme"].lower(), record["theme"]
    for slug in record["roles"]:
        yield "role", slug, ""
    if record["case"]:
        key = record["case"].lower()
        yield "case", key, record["case"]
        for field in ("case in", "own case in"):
            yield field, f"{document}:{key}", record["case"]
    if record["site"]:
        yield "site", record["site"], ""


def make_project(root: Path, quotations: int) -> dict[str, float]:
    """A project of so many quotations, finished and not indexed: seconds for files, for records."""
    init_project(root)
    material = Material()
    began = time.perf_counter()
    with Store.to_write(root) as store:
        _add_sources(store, root, material, quotations // IN_A_DOCUMENT)
        sources_s = time.perf_counter() - began
        _add_records(store, root, material)
    return {"sources_s": sources_s, "records_s": time.perf_counter() - began - sources_s}


def _add_sources(store: Store, root: Path, material: Material, documents: int) -> None:
    pipeline = Pipeline(load_config(root))
    folder = root / "corpus"
    with store.transaction():
        for n in range(documents):
            path = folder / f"{n:06}.txt"
            path.write_text(f"Invented example {n}\n", encoding="ascii")
            state = path.stat()
            source = f"corpus/{path.name}"
            row = SourceRow(
                source, state.st_size, state.st_mtime_ns, state.st_mtime_ns + HOUR_NS,
                sha256(path.read_bytes()).hexdigest(), pipeline.reading_key, pipeline.finding_key,
            )  # fmt: skip
            put(store, row, material.extraction(source))


def put(store: Store, row: SourceRow, extraction: Extraction) -> None:
    """A file's row and what was found in it."""
    store.sources.put(row, encode_extraction(extraction))


def _add_records(store: Store, root: Path, material: Material) -> None:
    config = load_config(root)
    side_files = find_side_files(config, {})
    rules = rules_key(FINISHING)
    with store.transaction():
        store.catalogue.update(named)
        store.remember(Fact.CATALOGUED, rules)
        plan = plan_units(store.catalogue.known(), config, rules=rules)
        for unit in sorted(plan.units(), key=lambda unit: unit.ids):
            identities = [plan.identities[place] for place in unit.places]
            documents = [_document(identity) for identity in identities]
            records = [one for identity in identities for one in material.records(identity)]
            store.finished.add_unit(unit.key, documents, records)
        store.finished.settle_facets()
        store.remember(Fact.GENERATION, "made")
        store.remember(Fact.WARNINGS, "[]")
        store.remember(Fact.SITES, "[]")
        take_in(store)
        store.remember(Fact.SETTINGS, settings_text(settings_of(config)))
        store.remember(Fact.FINISHED, _finishing_key(config, side_files))
    end_run(store, config, (), ())


def _document(identity: Identity) -> FinishedDocument:
    facts: dict[str, Any] = {
        "id": identity.id, "title": identity.facts.title, "authors": list(identity.facts.authors),
        "year": identity.facts.year, "doi": None, "type": identity.facts.type,
        "source": identity.source,
    }  # fmt: skip
    cases = tuple((letter, letter.lower(), None, None) for letter in "ABCDEFGH")
    return FinishedDocument(identity.id, identity.source, None, facts, cases, identity=identity)


def new_paper(root: Path, name: str, quotations: int = 40) -> Path:
    """A file that the readers do read, with quotations of its own."""
    material = Material(seed=int(sha256(name.encode()).hexdigest()[:8], 16))
    lines: list[str] = [f"# {material.words.some(material.rng, 7).capitalize()}", ""]
    lines += ["Invented example. We interviewed people in four villages.", "", "# Findings", ""]
    for n in range(quotations):
        said = material.words.some(material.rng, 50).capitalize()
        lines += [f"They spoke of {material.words.some(material.rng, 12)}:", ""]
        lines += [f"“{said}.” (GP, case {'ABCD'[n % 4]})", ""]
    path = root / "corpus" / name
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def said(store: Store) -> Iterator[tuple[int, Record]]:
    """Every record, for the rivals."""
    for id, _ in store.finished.document_ids():
        for one in store.finished.indexables(id):
            yield one.n, one.record


def fields_of(record: Record) -> Sequence[str]:
    """What the rivals filter by: role and case."""
    return record["role"] or "", (record["case"] or "").lower()
