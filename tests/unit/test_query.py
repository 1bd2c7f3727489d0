"""A reviewer's phrase or the strict form → what is asked for."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccg_corpus.core.errors import QueryError
from ccg_corpus.core.model import KINDS, SPEECH_KINDS
from ccg_corpus.query import Query, read_query, read_words
from ccg_corpus.query.catalogue import Catalogue, KnownDocument, Titled
from ccg_corpus.query.parts import all_parts, negation
from ccg_corpus.query.strict import filters_of
from ccg_corpus.query.tree import (
    AllOf,
    AnyOf,
    Has,
    Near,
    Not,
    Part,
    Phrase,
    Prefix,
    Within,
    Word,
    any_of,
)  # fmt: skip
from ccg_corpus.vocabulary import load_roles

ROLES = load_roles({})
CATALOGUE = Catalogue(
    documents=(
        KnownDocument("harbour-2018", "corpus/harbour-2018.txt"),
        KnownDocument("harbour-2017", "/elsewhere/harbour_manuscript.pdf"),
        KnownDocument("on-leading", "corpus/on-leading.md"),
    ),
    cases=("A", "B", "D", "E", "Site F", "North Quay"),
    sites=(Titled("quay", "The Old Quay"),),
    studies=(Titled("harbour", "Harbour study"),),
    roles=("gp", "link-worker"),
)


def read(text: str) -> Query:
    return read_query(text, ROLES, CATALOGUE)


def words(*found: str) -> tuple[Word, ...]:
    return tuple(Word(word) for word in found)


@pytest.mark.parametrize(
    "text",
    [
        "GP quotes on disillusionment, case D",
        "case D GPs disillusionment",
        "disillusionment among GPs in case study D",
        "gp disillusionment case d",
        "disillusionment, case D, quotes by GPs",
        "What do GPs in case D say about disillusionment?",
        "role:GP case:D disillusionment",
        "GPs’ views on disillusionment (case study D)",
        "role: GP, case: D, disillusionment",
        "GPs/disillusionment/case D",
        "GP, D, disillusionment",
        "anything on disillusionment from GPs in D",
    ],
)
def test_role_case_and_topic_in_any_order(text: str) -> None:
    """The mission's phrase and its like are read as role, case and topic."""
    assert read(text) == Query(parts=words("disillusionment"), roles=("gp",), cases=("D",))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("what do nurses say about trust", Query(words("trust"), roles=("nurse",))),
        (
            "senior managers case B and E conflict",
            Query(words("conflict"), roles=("senior-manager",), cases=("B", "E")),
        ),
        (
            "quotes by practice nurses since 2015",
            Query(roles=("practice-nurse",), since=2015),
        ),
        ("disillusioned GPs (case D)", Query(words("disillusioned"), ("gp",), ("D",))),
        ("case study North Quay", Query(cases=("North Quay",))),
        ("site F", Query(cases=("Site F",))),
        ("trust, site The Old Quay", Query(words("trust"), sites=("quay",))),
        ("trust, site quay", Query(words("trust"), sites=("quay",))),
        ("Harbour study", Query(studies=("harbour",))),
        ("study harbour: trust", Query(words("trust"), studies=("harbour",))),
        (
            "document harbour-2018: case D",
            Query(cases=("D",), documents=("harbour-2018",)),
        ),
        ("paper harbour_man… trust", Query(words("trust"), documents=("harbour-2017",))),
        ("case harbour-2018:D", Query(cases=("harbour-2018:D",))),
        ("link workers on housing", Query(words("housing"), roles=("link-worker",))),
        ("anger before 2014", Query(words("anger"), until=2013)),
        ("from 2012 to 2015 by doctors", Query(roles=("doctor",), since=2012, until=2015)),
        ("nurses in 2012–2015", Query(roles=("nurse",), since=2012, until=2015)),
    ],
)
def test_plain_phrases(text: str, expected: Query) -> None:
    """Roles, cases, sites, studies, documents and years become filters where they are named."""
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "roles", "topic"),
    [
        ("nurses on GPs", ("nurse",), ("GPs",)),
        ("GPs and managers on conflict", ("gp", "manager"), ("conflict",)),
        ("conflict between GPs and managers", (), ("conflict", "GPs", "managers")),
        ("GPs' trust in managers", ("gp",), ("trust", "managers")),
        ("disillusionment in GPs", ("gp",), ("disillusionment",)),
        ("quotes about managers by nurses", ("nurse",), ("managers",)),
        ("fear of managers", (), ("fear", "managers")),
        ("views of managers", ("manager",), ()),
        ("patient safety", (), ("patient", "safety")),
        ("patients on safety", ("patient",), ("safety",)),
        ("GP-led commissioning", (), ("GP-led", "commissioning")),
    ],
)
def test_a_role_is_a_speaker_or_a_topic(
    text: str, roles: tuple[str, ...], topic: tuple[str, ...]
) -> None:
    """A role filters unless a word before it makes it what is talked about."""
    found = read(text)
    assert (found.roles, found.parts) == (roles, words(*topic))


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("case for change", ("case", "change")),
        ("case studies", ("case", "studies")),
        ("paper on trust", ("paper", "trust")),
        ("lack of trust", ("lack", "trust")),
        ("not listening", ("listening",)),
        ("nurses on being told", ("told",)),
        ("what", ("what",)),
        ("trust/power", ("trust", "power")),
        ("vitamin D", ("vitamin", "D")),
        ("role of trust", ("role", "trust")),
        ("well-being", ("well-being",)),
    ],
)
def test_meaningful_words_stay(text: str, topic: tuple[str, ...]) -> None:
    """What could be a topic is looked for; a query of nothing but asking words is its words."""
    assert read(text).parts == words(*topic)


def test_operators() -> None:
    """Phrases, prefixes, OR, NOT and minus are read, and nothing of them is lost."""
    assert read('trust OR "fed up" manag* -money NOT blame').parts == (
        AnyOf((Word("trust"), Phrase("fed up"))),
        Prefix("manag"),
        Not(Word("money")),
        Not(Word("blame")),
    )


def test_groups() -> None:
    """Brackets nest, any field or group may be left out, fields may be alternatives."""
    gp, nurse = Has("role", ("gp",)), Has("role", ("nurse",))
    for text, expected in {
        "-role:gp": Query(parts=(Not(gp),)),
        "role:gp OR role:nurse": Query(roles=("gp", "nurse")),
        "role:gp (role:nurse OR role:chair)": Query(
            roles=("gp",), parts=(Has("role", ("nurse", "chair")),)
        ),
        "(role:gp case:D) OR trust": Query(
            parts=(AnyOf((AllOf((gp, Has("case", ("D",)))), Word("trust"))),)
        ),
        "-(role:gp OR case:D) trust": Query(
            parts=(Not(AnyOf((gp, Has("case", ("D",))))), Word("trust"))
        ),
        "((trust OR (money)))": Query(parts=(AnyOf((Word("trust"), Word("money"))),)),
        "-(-trust)": Query(parts=words("trust")),
        "NOT (trust money)": Query(parts=(Not(AllOf(words("trust", "money"))),)),
        "(trust OR faith) NEAR/5 manag*": Query(
            parts=(Near((AnyOf(words("trust", "faith")), Prefix("manag")), 5),)
        ),
        "trust OR faith NEAR money": Query(
            parts=(AnyOf((Word("trust"), Near(words("faith", "money"), 10))),)
        ),
        "year:2012..2015 OR role:nurse": Query(parts=(AnyOf((Within("year", 2012, 2015), nurse)),)),
    }.items():
        assert read(text) == expected, text


def test_a_filter_between_ends_an_or() -> None:
    """ "by GPs or nurses, conflict": the two roles are alternatives, the topics are not."""
    found = read("trust by GPs or nurses, conflict")
    assert (found.parts, found.roles) == (words("trust", "conflict"), ("gp", "nurse"))


def test_strict_form() -> None:
    """Every field of the strict form reaches its filter."""
    text = (
        'role:"practice nurse" case:x:D site:s study:t doc:harb theme:"Being told" code:trust '
        "kind:cited year>2014 year<=2020 confidence>=0.5 printings:all words:GPs"
    )
    assert read(text) == Query(
        parts=words("GPs"),
        roles=("practice-nurse",),
        cases=("x:D",),
        sites=("s",),
        studies=("t",),
        documents=("harb",),
        themes=("Being told",),
        codes=("trust",),
        kinds=("cited",),
        since=2015,
        until=2020,
        min_confidence=0.5,
        all_printings=True,
    )


@pytest.mark.parametrize("text", ["year:2015..2018", "year:2015-2018", "year>=2015 year<2019"])
def test_ranges_of_years(text: str) -> None:
    """A range of years has several spellings, all inclusive."""
    assert read(text) == Query(since=2015, until=2018)


@pytest.mark.parametrize(
    ("text", "column", "message"),
    [
        ("trust rolle:gp", 7, "did you mean 'role'"),
        ("trust kind:poem", 7, "no kind 'poem'"),
        ("year>=soon", 1, "needs a number"),
        ('trust "fed up', 7, "never closed"),
        ("role>gp", 1, "can't be compared"),
        ("-printings:all", 1, "stands by itself"),
        ("(trust OR (money)", 1, "never closed"),
        ("trust) money", 6, "never opened"),
        ("trust NEAR/5 role:gp", 7, "between words"),
        ("trust NEAR/0 money", 7, "1 to 100 words"),
        ("NEAR/3 money", 1, "nothing before NEAR"),
        ("money NEAR", 7, "nothing to look for"),
        ("year:2015..x", 1, "needs a number"),
        ("(" * 40 + "trust", 26, "deep"),
    ],
)
def test_errors_name_the_column(text: str, column: int, message: str) -> None:
    """A query that can't be understood says where, and never finds nothing instead."""
    with pytest.raises(QueryError, match=message) as caught:
        read(text)
    assert caught.value.column == column


@pytest.mark.parametrize("label", ["7*", "*", "a**b", '"*"', "(*"])
def test_a_star_in_quotes_is_a_sign_of_a_name(label: str) -> None:
    """Papers print people and cases as "P7*"; without quotes a star in a name is refused."""
    query = Query(cases=(label,))
    assert read(query.text()) == query
    with pytest.raises(QueryError, match="a star stands for any only alone"):
        read("case:7*")


def test_a_reference_to_two_documents_is_refused() -> None:
    """A beginning that several documents share names none of them."""
    with pytest.raises(QueryError, match="harbour-2018, harbour-2017"):
        CATALOGUE.document("harbour")
    assert CATALOGUE.document("HARBOUR-2018...") == "harbour-2018"
    assert CATALOGUE.document("nothing") is None


def test_words_only() -> None:
    """Where only words are asked for, none of them is a filter."""
    assert read_words("GP case D role:x") == words("GP", "case", "D", "role", "x")


def test_described() -> None:
    """The reading is one line that a methods section can print."""
    query = read("GP quotes on disillusionment -money, case D from 2012 to 2015")
    assert query.described(ROLES.title) == (
        "role: GP · case: D · year: 2012 to 2015 · words: disillusionment · without: money"
    )


def test_kinds_shown() -> None:
    """Participants' own words are listed unless kinds are asked for."""
    assert read("trust").shown_kinds == SPEECH_KINDS
    assert read("kind:all").shown_kinds == KINDS


def _all_of(parts: list[Part]) -> Part:
    found = all_parts((part, True) for part in parts)
    return found[0] if len(found) == 1 else AllOf(found)


def _a_query(parts: list[Part], all_printings: bool) -> Query:
    filters, rest = filters_of(all_parts((part, True) for part in parts))
    return Query(parts=rest, all_printings=all_printings, **filters)


_word = st.from_regex(r"[A-Za-zé]{1,8}(?:['’-][A-Za-z]{1,4})?", fullmatch=True)
_value = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), min_size=1, max_size=12
)
_term: st.SearchStrategy[Any] = st.one_of(
    _word.map(Word),
    st.from_regex(r"[a-z]{1,6}", fullmatch=True).map(Prefix),
    st.lists(_word, min_size=1, max_size=3).map(lambda found: Phrase(" ".join(found))),
)
_has = st.one_of(
    st.tuples(st.sampled_from(["case", "site", "study", "document", "theme", "code", "type"]),
              st.lists(_value, min_size=1, max_size=2, unique=True).map(tuple)),
    st.tuples(st.just("role"), st.lists(
        st.sampled_from(ROLES.slugs), min_size=1, max_size=2, unique=True).map(tuple)),
    st.tuples(st.just("kind"), st.lists(
        st.sampled_from(KINDS), min_size=1, max_size=2, unique=True).map(tuple)),
).map(lambda pair: Has(*pair))  # fmt: skip
_share = st.floats(0, 1)
_within = st.one_of(
    st.tuples(st.integers(0, 9999), st.none() | st.integers(0, 9999)).map(
        lambda both: Within("year", *both)
    ),
    st.integers(0, 9999).map(lambda year: Within("year", None, year)),
    st.tuples(_share, st.none() | _share).map(lambda both: Within("confidence", *both)),
)
_placed = st.recursive(
    _term,
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=3).map(any_of),
        st.builds(lambda one, other, n: Near((one, other), n), inner, inner, st.integers(1, 100)),
    ),
    max_leaves=4,
)
_part = st.recursive(
    st.one_of(_term, _has, _within, _placed),
    lambda inner: st.one_of(
        inner.map(negation),
        st.lists(inner, min_size=2, max_size=3).map(any_of),
        st.lists(inner, min_size=2, max_size=3).map(_all_of),
    ),
    max_leaves=8,
)


_query = st.builds(_a_query, st.lists(_part, max_size=4), st.booleans())


@given(_query)
def test_text_reads_back(query: Query) -> None:
    """Query → text → query is identity."""
    assert read(query.text()) == query


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    """Whatever is typed gives a query or one QueryError, and reading its text gives it again."""
    try:
        query = read(text)
    except QueryError:
        return
    assert read(query.text()) == query


PERCY = Catalogue(
    participants=lambda: ("Percy", "Nurse 2", "P"), cases=("A", "B"), roles=("nurse",)
)


@pytest.mark.parametrize(
    ("text", "strict"),
    [
        ("quotes by Percy", "participant:Percy"),
        ("what does Percy say about doors", "participant:Percy words:doors"),
        ("participant Percy", "participant:Percy"),
        ("Percy's views on doors", "participant:Percy words:doors"),
        ("Percy on doors", "participant:Percy words:doors"),
        ("what does P say", "participant:P"),
        ("-Percy doors", "-participant:Percy words:doors"),
        ("everyone except Percy on doors", "-participant:Percy words:doors"),
        ("doors that Percy painted", "words:doors words:Percy words:painted"),
        ("the P value", "words:P words:value"),
        ("how do cases A and B differ on doors", "case:A case:B words:doors"),
    ],
)
def test_participants_by_name(text: str, strict: str) -> None:
    """A name is a participant where the words beside it say that somebody speaks."""
    found, expected = (read_query(one, ROLES, PERCY) for one in (text, strict))
    assert (found.participants, set(found.parts)) == (expected.participants, set(expected.parts))


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("cold tea or coffee", "'or' joins only 'tea' and 'coffee'"),
        ("GPs or lamps", "'or' stands between role: gp and 'lamps'"),
        ("GPs in case D or nurses in case A", "'or' stands between case: D and role: nurse"),
        ("GPs' fear of doors", '"GPs" for the word'),
        ("older people and tablets", "nobody in the corpus has the role"),
        ("not listening", "'not' is not looked for"),
        ("IT problems", "'IT' finds 'it' too"),
        ("anyone except GPs in case D", "'case: D' holds for all that is found"),
        ("trust OR", "nothing stands behind the last operator"),
    ],
)
def test_doubts_are_said(text: str, note: str) -> None:
    """What could be meant otherwise is said in a line that shows how to write it."""
    from ccg_corpus.query import read_phrase

    assert any(note in said for said in read_phrase(text, ROLES, CATALOGUE).notes)
