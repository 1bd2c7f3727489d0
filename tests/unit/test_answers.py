"""Questions to an ingested corpus: filters as people name things, words, listings, one quotation."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import notation
import pytest

from ccg_corpus.core.errors import QueryError
from ccg_corpus.corpus import Corpus, open_corpus
from ccg_corpus.ingest import ingest
from ccg_corpus.project import init_project
from ccg_corpus.query import Query, read_words
from ccg_corpus.store import NoCorpus

FILLER = "Every village of the invented study had a well and a story about who had dug it. " * 12
WELLS_2018 = f"""{FILLER}
# Trust in the well
Many of them were disillusioned. As one put it:
gp, D: nobody told us that the well was dry
nurse, D: we trusted the people who dug it
practice-manager, E: the money was gone
term: living water
"""
WELLS_2017 = f"{FILLER}\n# Trust\ngp, Site D: nobody told us that the well was dry"
RIVERS = """Another study, of rivers.
# Money and trust
gp, D: the river took the money
patient: I never trusted the river
"""
CONFIG = """
documents:
  wells.txt: {id: wells2018, year: 2018, study: wells}
  draft.txt: {year: 2017, type: accepted manuscript}
  rivers.txt: {year: 2012}
studies: {wells: The wells study}
sites: {north: {title: The north, cases: ["wells2018:D"]}}
codes: {loss: {title: Losing heart, terms: [gone, took]}}
"""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = init_project(tmp_path_factory.mktemp("project"))
    (root / "config.yaml").write_text(CONFIG)
    for name, text in (("wells", WELLS_2018), ("draft", WELLS_2017), ("rivers", RIVERS)):
        (root / "corpus" / f"{name}.txt").write_text(text)
    report = ingest(root, stages=notation.STAGES)
    assert not report.failed and not report.warnings
    assert report.versions == (("draft", "wells2018"),)
    return root


@pytest.fixture
def corpus(root: Path) -> Iterator[Corpus]:
    with open_corpus(root) as opened:
        yield opened


WELL, DUG, GONE, RIVER, NEVER = "nobody", "we", "the money", "the river", "I never"


def starts(corpus: Corpus, query: Query | str) -> list[str]:
    """What is found, by its document and first words, in the order it comes."""
    hits = list(corpus.search(query))
    assert corpus.count(query) == len(hits)
    return [
        next(start for start in (WELL, DUG, GONE, RIVER, NEVER, "living")
             if hit.record["text"].startswith(start))
        for hit in hits
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({}, [RIVER, NEVER, WELL, DUG, GONE]),
        ({"roles": ("GP",)}, [RIVER, WELL]),
        ({"roles": ("gps",)}, [RIVER, WELL]),
        ({"roles": ("general practitioner",)}, [RIVER, WELL]),
        ({"roles": ("clinician",)}, [RIVER, WELL, DUG]),
        ({"roles": ("manager",)}, [GONE]),
        ({"roles": ("nurse", "patient")}, [NEVER, DUG]),
        ({"roles": ("astronaut",)}, []),
        ({"cases": ("D",)}, [RIVER, WELL, DUG]),
        ({"cases": ("case study d",)}, [RIVER, WELL, DUG]),
        ({"cases": ("wells2018:D",)}, [WELL, DUG]),
        ({"cases": ("wells:D",)}, [WELL, DUG]),
        ({"cases": ("draft:D",)}, [WELL]),
        ({"cases": ("rivers…:D",)}, [RIVER]),
        ({"cases": ("Z",)}, []),
        ({"cases": ("nothing:D",)}, []),
        ({"roles": ("GP",), "cases": ("D",), "documents": ("riv",)}, [RIVER]),
        ({"sites": ("north",)}, [WELL, DUG]),
        ({"sites": ("The North",)}, [WELL, DUG]),
        ({"sites": ("south",)}, []),
        ({"studies": ("wells",)}, [WELL, DUG, GONE]),
        ({"documents": ("wells.txt",)}, [WELL, DUG, GONE]),
        ({"documents": ("draft",)}, [WELL]),
        ({"documents": ("draft",), "all_printings": True}, [WELL]),
        ({"documents": ("nothing",)}, []),
        ({"themes": ("Trust",)}, [WELL]),
        ({"themes": ("trusting money",)}, [RIVER, NEVER]),
        ({"themes": ("in the well",)}, [WELL, DUG, GONE]),
        ({"themes": ("no such heading",)}, []),
        ({"codes": ("loss",)}, [RIVER, GONE]),
        ({"codes": ("Losing heart",)}, [RIVER, GONE]),
        ({"codes": ("gain",)}, []),
        ({"kinds": ("term",)}, ["living"]),
        ({"kinds": ("all",), "roles": ("nurse",)}, [DUG]),
        ({"since": 2018}, [WELL, DUG, GONE]),
        ({"until": 2017}, [RIVER, NEVER]),
        ({"min_confidence": 0.95}, []),
        ({"all_printings": True, "roles": ("GP",)}, [WELL, RIVER, WELL]),
    ],
    ids=str,
)
def test_filters(corpus: Corpus, filters: dict[str, Any], expected: list[str]) -> None:
    """Each filter by the names people use; a name nobody has finds nothing."""
    assert starts(corpus, Query(**filters)) == expected


def test_filters_hold_for_words_too(corpus: Corpus) -> None:
    """A filter lets through the same quotations with words as without."""
    words = read_words("well OR river OR money OR dug")
    for filters in ({}, {"roles": ("GP",)}, {"cases": ("draft:D",)}, {"documents": ("draft",)},
                    {"sites": ("north",)}, {"all_printings": True}, {"until": 2017}):  # fmt: skip
        listed = starts(corpus, Query(**filters))
        assert sorted(starts(corpus, Query(parts=words, **filters))) == sorted(listed)


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("GP quotes on disillusionment, case D", {WELL}),
        ("what do patients say about trust", {NEVER}),
        ("GPs in document rivers", {RIVER}),
        ("trust", {DUG, NEVER, RIVER, WELL, GONE}),
        ("losing heart", {RIVER, GONE}),
        ('"the money"', {RIVER, GONE}),
        ("astronauts", set()),
    ],
)
def test_phrases(corpus: Corpus, phrase: str, expected: set[str]) -> None:
    """A reviewer's phrase is read with the names of this corpus, and answered."""
    assert set(starts(corpus, phrase)) == expected


def test_limits_and_order(corpus: Corpus) -> None:
    """`search` gives the best first, `quotes` the order of the documents; both stop when told."""
    query = Query(parts=read_words("trust"))
    ranked = [hit.record["id"] for hit in corpus.search(query)]
    listed = [hit.record["id"] for hit in corpus.quotes(query)]
    scores = [hit.score for hit in corpus.search(query)]
    assert scores == sorted(scores, reverse=True) and ranked != listed
    assert listed == sorted(listed, key=[hit.record["id"] for hit in corpus.quotes()].index)
    assert [hit.record["id"] for hit in corpus.search(query, limit=2)] == ranked[:2]
    assert [hit.record["id"] for hit in corpus.quotes(query, limit=2)] == listed[:2]
    assert [hit.record["text"] for hit in corpus.search(Query(), limit=1)] == [
        "the river took the money"
    ]


def test_two_listings_at_once(corpus: Corpus) -> None:
    """A listing under way does not mind another, nor being left."""
    whole = [hit.record["id"] for hit in corpus.search("trust")]
    one, other = corpus.search(Query()), corpus.search("trust")
    first = next(other)
    assert next(one).record["id"] != first.record["id"]
    one.close()  # type: ignore[attr-defined]
    assert [first.record["id"], *(hit.record["id"] for hit in other)] == whole


def test_unknown_names(corpus: Corpus) -> None:
    """A name that the corpus lacks is said, with what may have been meant."""
    query = Query(roles=("nurs",), cases=("D", "Q"), documents=("rivrs",), sites=("nord",))
    assert corpus.unknown(query) == (
        "no role 'nurs' in the corpus (did you mean 'nurse'?)",
        "no case 'Q' in the corpus (known: draft:Site D, rivers:D, wells2018:D, wells2018:E)",
        "no site 'nord' in the corpus (did you mean 'north'?)",
        "no document 'rivrs' in the corpus (did you mean 'rivers'?)",
    )
    assert corpus.unknown(Query(roles=("GP",), cases=("draft:D",))) == ()


# One quotation


def test_show(corpus: Corpus) -> None:
    """A quotation with what stands around it, by its id or enough of one."""
    (hit,) = corpus.search(Query(roles=("nurse",)))
    id = hit.record["id"]
    for name in (id, id[:-3], id.replace("wells2018", "wells.txt"), f" {id} "):
        shown = corpus.show(name)
        assert shown.record == hit.record
    assert shown.before.endswith("nurse, D: ") and "nobody told us" in shown.before
    assert "the money was gone" in shown.after
    assert shown.facts["study"] == "wells"


def test_show_the_other_printing(corpus: Corpus) -> None:
    """The id of another printing shows that printing."""
    (hit,) = corpus.search(Query(documents=("draft",)))
    (other,) = hit.record["also_in"]
    assert corpus.show(other["id"]).record["document"]["id"] == "draft"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("rivers:ffffffff", "no quotation 'rivers:ffffffff'"),
        ("rivrs:12345678", "did you mean 'rivers'"),
        ("rivers:", "give more of the id"),
        ("", "no quotation ''"),
    ],
)
def test_show_what_is_not_there(corpus: Corpus, name: str, message: str) -> None:
    """One line that says what may have been meant, or that it may be several."""
    with pytest.raises(QueryError) as caught:
        corpus.show(name)
    assert message in str(caught.value)


# Listings


def test_documents(corpus: Corpus) -> None:
    """Every document with its facts, its version of record and what it prints."""
    rows = {row["id"]: row for row in corpus.documents()}
    assert list(rows) == ["draft", "rivers", "wells2018"]
    assert rows["draft"]["version_of"] == "wells2018" and rows["draft"]["quotations"] == 1
    assert rows["wells2018"]["quotations"] == 3 and rows["wells2018"]["year"] == 2018


def test_cases(corpus: Corpus) -> None:
    """A label belongs to its document, and is counted there."""
    rows = [
        (row["document"], row["case"], row["site"], row["quotations"]) for row in corpus.cases()
    ]
    assert rows == [
        ("draft", "Site D", "north", 1),
        ("rivers", "D", None, 1),
        ("wells2018", "D", "north", 2),
        ("wells2018", "E", None, 1),
    ]


def test_roles(corpus: Corpus) -> None:
    """Every role that speaks, broader ones with all of theirs, each quotation once."""
    rows = {row["role"]: row for row in corpus.roles()}
    assert rows["gp"]["quotations"] == 2 and rows["gp"]["title"] == "GP"
    assert rows["clinician"]["quotations"] == 3
    assert "clinician" in rows["gp"]["broader"]


def test_themes(corpus: Corpus) -> None:
    """Headings with their documents, then the codes."""
    rows = [
        (row["theme"], row["code"], row["documents"], row["quotations"]) for row in corpus.themes()
    ]
    assert rows == [
        ("Money and trust", None, ["rivers"], 2),
        ("Trust", None, ["wells2018"], 1),
        ("Trust in the well", None, ["wells2018"], 3),
        ("Losing heart", "loss", [], 2),
    ]


def test_status(corpus: Corpus) -> None:
    """What there is, and that nothing is to be done."""
    status = corpus.holdings.status()
    assert (status["documents"], status["versions"], status["failed"]) == (3, 1, [])
    assert status["quotations"] == {"participant": 5, "term": 1}
    assert status["is_finished"] and status["is_config_current"] and status["is_index_current"]


# The project


def test_a_changed_config_is_used_at_once(root: Path) -> None:
    """Names of a config newer than the ingest are known; of a wrong one the fault is said, and the last counts."""
    path = root / "config.yaml"
    before = path.read_bytes()
    try:
        path.write_text(CONFIG + "roles: {physic: {names: [physic], broader: [gp]}}\n")
        with open_corpus(root) as corpus:
            assert corpus.read("physics on trust").roles == ("physic",)
            assert not corpus.holdings.status()["is_config_current"]
        path.write_text("codes: [")
        with open_corpus(root) as corpus:
            list(corpus.search("trust"))
            (fault,) = corpus.faults
            assert "config.yaml:2" in fault and "the last ingest counts" in fault
    finally:
        path.write_bytes(before)


def test_nothing_ingested(tmp_path: Path) -> None:
    """Asking before the first ingest says what to do."""
    with pytest.raises(NoCorpus, match="run 'ccg ingest'"):
        open_corpus(init_project(tmp_path))
