"""The finish: ids, the record's contract, versions, sites, codes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from known import InMemory
from notation import document_of, quotations_of

from ccg_corpus.core.errors import NotVerbatim
from ccg_corpus.core.model import RECORD_KEYS, Facts
from ccg_corpus.project import source_name
from ccg_corpus.project.config import Code, Config, DocumentFacts, SiteFacts
from ccg_corpus.records import FinishedDocument, FinishedRecord, Member, finish_unit, plan_units
from ccg_corpus.versions import sketch_work

ROOT = Path("/invented/project")
FILLER = "Every village of the invented study had a well and a story about who had dug it. " * 12
LONG = "we never knew who was going to turn up on the day"


def finished(
    texts: dict[str, str], *, facts: dict[str, Facts] | None = None, **config: Any
) -> tuple[list[FinishedDocument], list[FinishedRecord]]:
    """The documents and records of these sources under a config."""
    documents = {
        source: document_of(text, source, (facts or {}).get(source))
        for source, text in texts.items()
    }
    works = [sketch_work(one, quotations_of(one)) for one in documents.values()]
    settings = Config(root=ROOT, **config)
    plan = plan_units(InMemory(works), settings)
    everything: tuple[list[FinishedDocument], list[FinishedRecord]] = [], []
    for unit in plan.units():
        members = [
            Member(one, documents[one.source], quotations_of(documents[one.source]))
            for one in map(plan.identities.__getitem__, unit.places)
        ]
        for all_of, found in zip(everything, finish_unit(members, settings, plan), strict=True):
            all_of.extend(found)  # type: ignore[arg-type]
    return everything


def records(texts: dict[str, str], **config: Any) -> dict[str, dict[str, Any]]:
    return {one.record["id"]: one.record for one in finished(texts, **config)[1]}


def only(texts: dict[str, str], **config: Any) -> dict[str, Any]:
    (record,) = records(texts, **config).values()
    return record


def test_a_record_has_the_contract() -> None:
    """All keys in their order, the words at their place, their context, and null for unknown."""
    text = "# Being told\nAs one of them put it:\ngp, D: nobody told us\nThe end."
    record = only({"corpus/a_1.txt": text})
    assert tuple(record) == RECORD_KEYS
    assert record["text"] == text[record["start"] : record["end"]] == "nobody told us"
    assert record["prefix"] == text[: record["start"]][-32:]
    assert record["suffix"] == "\nThe end."
    assert record["role"] == "gp" and "clinician" in record["roles"]
    assert (record["case"], record["theme"]) == ("D", "Being told")
    assert record["lead_in"] == "As one of them put it:"
    assert record["document"]["source"] == "corpus/a_1.txt"
    assert record["id"].startswith("a-1:")
    assert record["page"] is None and record["site"] is None and record["also_in"] == []


def test_an_id_is_made_from_the_words_alone() -> None:
    """Another case, heading or place leaves the id; other words change it."""
    one = only({"a.txt": "gp, D: nobody told us"})["id"]
    assert only({"a.txt": "# New\nnurse: Nobody told us…"})["id"] == one
    assert only({"a.txt": "gp, D: nobody told me"})["id"] != one


def test_equal_words_are_told_apart_in_order() -> None:
    """The second quotation of the same words has another id; the first keeps its own."""
    once = list(records({"a.txt": "gp: yes indeed"}))
    twice = list(records({"a.txt": "gp: yes indeed\nnurse: yes indeed"}))
    assert twice[0] == once[0] and len(set(twice)) == 2


def test_words_that_are_not_the_documents_are_refused() -> None:
    """A quotation that differs from its place in the text is never made a record."""
    document = document_of("gp: nobody told us", "a.txt")
    (quotation,) = quotations_of(document)
    wrong = (replace(quotation, text="somebody told us"),)
    plan = plan_units(InMemory([sketch_work(document, wrong)]), Config(root=ROOT))
    member = Member(plan.identities[0], document, wrong)
    with pytest.raises(NotVerbatim, match=r"a\.txt"):
        finish_unit([member], Config(root=ROOT), plan)


def test_document_ids() -> None:
    """The config's id, else the file's name; equal names are told apart in the order of paths."""
    documents, _ = finished(
        {"corpus/b/paper.txt": "x", "corpus/a/paper.txt": "x", "corpus/c.txt": "x", "语.txt": "x"},
        documents=(DocumentFacts("c.txt", id="paper"),),
    )
    ids = {document.source: document.id for document in documents}
    assert ids == {
        "corpus/c.txt": "paper",
        "corpus/a/paper.txt": "paper-2",
        "corpus/b/paper.txt": "paper-3",
        "语.txt": "语",
    }


def test_the_user_knows_better_than_the_file() -> None:
    """Facts of config.yaml go before those read; what it does not say stays."""
    record = only(
        {"corpus/a.txt": "gp: so it was"},
        facts={"corpus/a.txt": Facts(title="Read", year=2001, doi="10.1234/read")},
        documents=(DocumentFacts("corpus/a.txt", title="Stated", year=2019, authors=("Smith J",)),),
    )
    document = record["document"]
    assert (document["title"], document["year"]) == ("Stated", 2019)
    assert (document["doi"], document["authors"]) == ("10.1234/read", ["Smith J"])


def versions() -> dict[str, str]:
    body = f"{FILLER}\ngp, D: {LONG}\nnurse: short words\nmanager: {LONG} or so they said"
    other = body.replace("or so they said", "or so they say")
    return {"article.txt": f"{body}\ngp: only here", "manuscript.txt": f"Draft. {other}"}


def test_versions_count_once() -> None:
    """The other printing stands in `also_in`, and its own record names the first."""
    found = finished(versions(), facts={"manuscript.txt": Facts(type="accepted manuscript")})
    shown = [one.record for one in found[1] if one.primary_id == one.record["id"]]
    assert [record["document"]["id"] for record in shown] == ["article"] * 4
    pairs = [(len(record["also_in"]), record["text"][:12]) for record in shown]
    assert pairs == [(1, LONG[:12]), (1, "short words"), (1, LONG[:12]), (0, "only here")]
    first, other = shown[0], shown[0]["also_in"][0]
    assert set(other) == {"id", "document", "source", "start", "end"}
    back = next(one.record for one in found[1] if one.record["id"] == other["id"])
    assert back["also_in"][0]["id"] == first["id"]
    assert [(d.id, d.version_of) for d in found[0]] == [
        ("article", None),
        ("manuscript", "article"),
    ]


def test_a_record_is_found_by_what_any_printing_says() -> None:
    """A filter on the other printing, or on what only it states, finds the one to show."""
    texts = {
        "article.txt": f"{FILLER}\n?: {LONG}",
        "manuscript.txt": f"{FILLER}\ngp, D: {LONG}",
    }
    found = finished(texts, facts={"manuscript.txt": Facts(type="preprint")})[1]
    facets = {one.record["id"].split(":")[0]: {facet[:2] for facet in one.facets} for one in found}
    assert {("document", "manuscript"), ("role", "gp"), ("case in", "manuscript:d")} <= facets[
        "article"
    ]
    assert ("own document", "manuscript") not in facets["article"]
    assert ("document", "article") not in facets["manuscript"]


def test_reports_of_a_study_share_long_quotations_only() -> None:
    """Companion reports print an utterance twice where it is long and equal, not if it is short."""
    texts = {
        "a.txt": f"{FILLER}\ngp: {LONG}\ngp: I agree",
        "b.txt": f"{FILLER.upper()[::-1]}\ngp: {LONG}\ngp: I agree",
    }
    stated = tuple(DocumentFacts(source, study="wells") for source in texts)
    apart = finished(texts)[1]
    together = finished(texts, documents=stated)[1]
    assert sum(one.primary_id == one.record["id"] for one in apart) == 4
    shown = [one.record for one in together if one.primary_id == one.record["id"]]
    assert [len(record["also_in"]) for record in shown] == [1, 0, 0]
    assert {record["study"] for record in shown} == {"wells"}


def test_stated_versions() -> None:
    """`version_of` makes versions of texts that share nothing, whichever is newer."""
    documents, _ = finished(
        {"old.txt": "gp: one thing", "new.txt": "gp: another thing"},
        documents=(DocumentFacts("new.txt", year=2020, version_of="old"),),
    )
    assert {document.id: document.version_of for document in documents} == {
        "old": None,
        "new": "old",
    }


def test_sites_are_a_crosswalk_of_cases() -> None:
    """A case is at the site that the config says, by id or file name, in that document only."""
    found = records(
        {"a.txt": "gp, D: at home", "b.txt": "gp, D: elsewhere\ngp, Site 2: at home too"},
        sites=(SiteFacts("north", "North", cases=("a:D", "b.txt:2")),),
    )
    assert [record["site"] for record in found.values()] == ["north", None, "north"]


def test_what_the_config_names_in_vain() -> None:
    """A document that the corpus does not have is reported, not invented."""
    document = document_of("gp: so", "a.txt")
    config = Config(
        root=ROOT,
        documents=(DocumentFacts("a.txt", version_of="nowhere"),),
        sites=(SiteFacts("north", "North", cases=("missing:D",)),),
    )
    plan = plan_units(InMemory([sketch_work(document, ())]), config)
    assert [warning for warning in plan.warnings if "missing" in warning]
    assert [warning for warning in plan.warnings if "nowhere" in warning]


def test_a_star_in_a_code_is_the_beginning_of_a_word() -> None:
    """What a family would not bring together; without the star it would not be found."""
    text = "gp: We were unpaid unpaying unfortunates then"
    starred, plain = Code("a", "A", ("unfort*",)), Code("b", "B", ("unfort",))
    phrase = Code("c", "C", ("unpaid unpay* unfort*",))
    assert only({"a.txt": text}, codes=(starred, plain, phrase))["codes"] == ["a", "c"]


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("gp: I was so disillusioned then", "disillusioned"),
        ("They lost heart about the merger:\ngp: it went on and on", "lost heart"),
        ("# Low spirits: disillusionment\ngp: it went on and on", "disillusionment"),
    ],
)
def test_codes_come_with_their_proof(text: str, where: str) -> None:
    """A term in the words, the lead-in or the theme gives the code, and the span that has it."""
    code = Code("disillusion", "Disillusionment", ("lost heart",))
    record = only({"a.txt": text}, codes=(code, Code("money", "Money", ("budget",))))
    assert record["codes"] == ["disillusion"]
    (proof,) = [one for one in record["evidence"] if one["field"] == "codes"]
    assert text[proof["start"] : proof["end"]] == proof["text"] == where
    assert proof["rule"] == "code_term"


def test_the_order_of_files_does_not_matter() -> None:
    """The same records, to the byte, in whichever order the files came."""
    texts = versions() | {"z.txt": "gp: so", "b.txt": f"gp: {LONG}"}
    backwards = dict(reversed(texts.items()))
    assert sorted(map(repr, finished(texts)[1])) == sorted(map(repr, finished(backwards)[1]))


def test_a_unit_key_holds_all_that_its_records_are_made_from() -> None:
    """Another text, fact, code or rule is another key; a change elsewhere is none."""

    def keys(text: str = "gp: so", *, rules: str = "", **config: Any) -> dict[str, str]:
        documents = [document_of(text, "a.txt"), document_of("gp: other", "b.txt")]
        works = [sketch_work(one, quotations_of(one)) for one in documents]
        known = InMemory(works, digests=[one.text for one in documents])
        plan = plan_units(known, Config(root=ROOT, **config), rules=rules)
        return {unit.ids[0]: unit.key for unit in plan.units()}

    before = keys()
    assert keys() == before
    assert keys("gp: so there")["a"] != before["a"]
    assert keys("gp: so there")["b"] == before["b"]
    assert keys(documents=(DocumentFacts("a.txt", year=1999),))["a"] != before["a"]
    assert keys(codes=(Code("x", "x", ()),))["b"] != before["b"]
    assert keys(rules="new")["b"] != before["b"]


@pytest.mark.parametrize(
    ("path", "name"),
    [
        (ROOT / "corpus" / "a.txt", "corpus/a.txt"),
        (ROOT / "corpus" / ".." / "a.txt", "a.txt"),
        (ROOT.parent / "elsewhere" / "a.txt", "/invented/elsewhere/a.txt"),
        (Path("/x/\udcff.txt"), "/x/\\xff.txt"),
    ],
)
def test_names_of_files(path: Path, name: str) -> None:
    """Inside the project a path from it, outside an absolute one; always text."""
    assert source_name(path, ROOT) == name


def test_publications_that_share_what_was_said_count_it_once() -> None:
    """Companion reports are seen by their long quotations too; both printings are listed."""
    longer = f"{LONG} and nobody had written any of it down for us either"
    other = " ".join(f"Word{n} came before word{n * 7}." for n in range(60))
    texts = {
        "a.txt": f"{FILLER}{FILLER[::-1]}\ngp: {longer}\ngp: I agree",
        "b.txt": f"{other}\ngp: {longer}\ngp: I agree",
    }
    documents, found = finished(texts)
    shown = [one.record for one in found if one.primary_id == one.record["id"]]
    assert [len(record["also_in"]) for record in shown] == [1, 0, 0]
    assert [document.version_of for document in documents] == [None, None]
    assert documents[0].facts["shares_quotations_with"] == ["b"]


def test_a_work_of_its_own() -> None:
    """`version_of: none` parts what the texts would join; its quotations are still counted once
    where they are long."""
    documents, found = finished(
        versions(), documents=(DocumentFacts("manuscript.txt", version_of="none"),)
    )
    assert [document.version_of for document in documents] == [None, None]
    shown = [one.record["text"] for one in found if one.primary_id == one.record["id"]]
    assert shown.count("short words") == 2


def test_config_refers_to_documents_by_id_file_or_stem() -> None:
    """Whatever an id is made of, the file's name without its suffix names the document too."""
    facts = {"b.txt": Facts(authors=("Amble J",), year=2019)}
    sites = (SiteFacts("north", "North", cases=("b:D", "a.txt:2")),)
    found = records(
        {"a.txt": "gp, Site 2: at home", "b.txt": "gp, D: too"}, facts=facts, sites=sites
    )
    assert [record["site"] for record in found.values()] == ["north", "north"]
