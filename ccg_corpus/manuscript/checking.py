"""A manuscript and a corpus → for each quotation where it comes from, and two verdicts.

In: a manuscript's file, an open corpus. Out: `Checked` quotations in order, each with its place, the
verdict on its words, the one on its tag, and what it was compared with. The corpus is asked by its index,
so that its size does not matter. Nothing is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ccg_corpus.core.hit import REJECTED, SPEECH_KINDS, Record
from ccg_corpus.manuscript.attribution import (
    NO_SPEAKER,
    NONE,
    RIGHT,
    WRONG_PERSON,
    Attributed,
    attributed,
    authors_words,
)
from ccg_corpus.manuscript.source import Source, Texts, sources_of
from ccg_corpus.manuscript.text.citations import CitedWorks
from ccg_corpus.manuscript.text.finding import Quoted, find_quoted
from ccg_corpus.manuscript.text.reading import Manuscript, read_manuscript
from ccg_corpus.manuscript.text.tags import Tag
from ccg_corpus.manuscript.wording.ladder import (
    ABSENT,
    CUT,
    ERROR,
    EXACT,
    LADDER,
    OK,
    PRESENTATION,
    REVIEW,
    SKIP,
    STITCHED,
    UNCHECKED,
    Wording,
    compared,
    severity_of,
    worst,
)
from ccg_corpus.quotations.score.voice import FIRST_PERSON
from ccg_corpus.text.words import normalised_words, tokens

if TYPE_CHECKING:
    from ccg_corpus.corpus import Corpus

FEW = 4  # words; fewer in marks are a term unless a tag says who spoke
_GRAVITY = {OK: 0, REVIEW: 1, ERROR: 2, SKIP: 0}
MOST_COMPARED = 8
CANDIDATES = 80
_INTERRUPTION = 80  # code points of an author's between two halves of what one says


@dataclass(frozen=True, slots=True)
class CheckedQuotation:
    """A quotation of a manuscript with its verdicts. `record` is what it was compared with, or the
    nearest; None where nothing in the corpus is like it."""

    quoted: Quoted
    place: str
    severity: str
    words: str
    attribution: str
    why: tuple[str, ...]
    differences: tuple[tuple[str, str], ...]
    record: Mapping[str, Any] | None
    said: str = ""
    in_text: bool = False


def check_manuscript(corpus: Corpus, path: Path) -> list[CheckedQuotation]:
    """Every quotation of a manuscript, in order.

    Raises: SourceError where the manuscript can't be read.
    """
    manuscript = read_manuscript(path)
    return list(check_read(corpus, manuscript))


def check_read(corpus: Corpus, manuscript: Manuscript) -> Iterator[CheckedQuotation]:
    """The same of one that was read."""
    sources = CitedWorks(corpus.documents())
    sources.read_list(manuscript.references())
    texts = Texts(corpus.holdings.worded)
    check = _Check(corpus, sources, texts)
    found_there = find_quoted(manuscript.document, corpus.vocabulary, texts.is_said)
    quoted = [manuscript.keyed(one) for one in found_there]
    found = [replace(check.of(one), place=manuscript.place(one)) for one in quoted]
    before = None
    for at, one in enumerate(found):
        after = found[at + 1] if at + 1 < len(found) else None
        told = _unless_a_term(_unless_it_goes_on(one, after), after)
        before = _spoken_on(before, told)
        yield before


def _unless_a_term(one: CheckedQuotation, after: CheckedQuotation | None) -> CheckedQuotation:
    """ "The “so-called” board was “…” (GP)": the tag is of what stands before it, and a word or two that
    nobody said before that is the author's."""
    is_nobodys = one.words == ABSENT or one.in_text
    if not is_nobodys or after is None or after.quoted.block != one.quoted.block:
        return one
    few = len(tokens(one.quoted.text)) < FEW and not one.quoted.displayed
    between = after.quoted.outer.start - one.quoted.outer.end
    has_own = len(one.quoted.behind) < between  # `behind` begins where a tag ends
    is_the_others = one.quoted.tag == after.quoted.tag or not one.quoted.tag.speaks
    return _skipped_as(one, "a term") if few and is_the_others and not has_own else one


def _skipped_as(one: CheckedQuotation, why: str) -> CheckedQuotation:
    return replace(_skipped(one.quoted, why), place=one.place)


def _unless_it_goes_on(one: CheckedQuotation, after: CheckedQuotation | None) -> CheckedQuotation:
    """What "stops before a but" that the next marks have: "…", she said, "but …"."""
    if one.words != CUT or after is None or after.quoted.block != one.quoted.block:
        return one
    if not one.record or not after.record or one.record["id"] != after.record["id"]:
        return one
    said, here, there = one.record["text"], one.said, after.said
    start = said.find(here) + len(here)
    if not there or len(tokens(said[start : said.find(there, start)])) > 0 or not here:
        return one
    told = [line for line in one.why if not line.startswith("stops before")]
    mark = EXACT if one.quoted.text in said else PRESENTATION
    grave = REVIEW if told or one.attribution == NONE else OK
    return replace(one, words=mark, why=tuple(told), severity=grave)


def _spoken_on(before: CheckedQuotation | None, one: CheckedQuotation) -> CheckedQuotation:
    """“…”, said one GP (Case D). “…”: more of what somebody says whom the sentence before names."""
    if before is None or one.attribution != NONE or one.quoted.tag.says:
        return one
    if before.quoted.block != one.quoted.block or before.attribution != RIGHT:
        return one
    if not one.record or not before.record or one.record["id"] != before.record["id"]:
        return one
    why = tuple(line for line in one.why if line != NO_SPEAKER)
    grave = OK if not why and severity_of(one.words) == OK else one.severity
    return replace(one, attribution=RIGHT, why=why, severity=grave)


class _Check:
    def __init__(self, corpus: Corpus, sources: CitedWorks, texts: Texts) -> None:
        self._corpus, self._sources, self._texts = corpus, sources, texts
        self._roles = corpus.vocabulary

    def of(self, one: Quoted) -> CheckedQuotation:
        """The verdicts on one quotation."""
        if _is_term(one):
            return _skipped(one, "a term")
        is_sentence = one.displayed or one.text[:1].isupper()
        found = self._best(one, is_sentence)
        if found is None or found[1].verdict == ABSENT:
            in_text = self._in_text(one, is_sentence)
            if in_text is not None:
                return in_text
        if found is None or found[1].verdict == ABSENT:
            return self._not_there(one, found[0] if found else None, found[1] if found else None)
        source, wording = found
        if wording.strays:
            wording = self._stitched(one, source, wording)
        if wording.verdict not in (EXACT,) and wording.severity == ERROR:
            in_text = self._in_text(one, is_sentence)
            if in_text is not None and in_text.severity in (OK, REVIEW, SKIP):
                return in_text
        return self._said(one, source, wording)

    # Where it comes from

    def _best(self, one: Quoted, is_sentence: bool) -> tuple[Source, Wording] | None:
        """The record whose words the quotation's are, or are nearest to."""
        near = sources_of(self._texts, one.text, one.tag.key, limit=CANDIDATES)
        seen = []
        for source in near[:MOST_COMPARED]:
            wording = compared(one.text, source.text, lead=one.lead, is_sentence=is_sentence)
            seen.append((source, wording))
        if not seen:
            return None
        return min(seen, key=lambda pair: self._order(one, *pair))

    def _order(self, one: Quoted, source: Source, wording: Wording) -> tuple[Any, ...]:
        rank = LADDER.index(wording.verdict)
        is_absent = wording.verdict == ABSENT
        document = source.record["document"]["id"]
        cited = self._sources.cited(one.tag.citations)
        is_wrong = 0 if is_absent else self._attributed(one.tag, source).severity == ERROR
        return (
            is_absent,
            wording.severity == ERROR,
            -round(wording.share, 2) if wording.severity == ERROR else 0,
            source.record.get("status") == REJECTED,
            is_wrong,
            0 if wording.severity == ERROR else _GRAVITY[wording.severity],
            bool(cited) and document not in cited,
            bool(self._sources.facts(document).get("version_of")),
            rank,
            source.record["id"] != one.tag.key,
            source.record["kind"] not in SPEECH_KINDS,
            wording.cost,
            source.record["id"],
        )

    def _attributed(self, tag: Tag, source: Source) -> Attributed:
        if _is_no_speech(source.record):
            return authors_words(tag, self._sources, source.record["document"]["id"])
        last = self._texts.last_page(source.record["document"]["source"])
        record = self._texts.paged(source.record)
        return attributed(tag, record, self._sources, self._roles, last_page=last)

    def _said(self, one: Quoted, source: Source, wording: Wording) -> CheckedQuotation:
        record = source.record
        one = _with_name(one, record)
        told = self._attributed(one.tag, source)
        why = [*wording.why, *told.why]
        severity = worst(wording.severity, told.severity)
        if record.get("status") == REJECTED:
            why.append("a reviewer rejected this quotation")
            severity = worst(severity, REVIEW)
        if one.tag.key and record["id"] != one.tag.key:
            gone = self._texts.record(one.tag.key) is None
            said = "is no longer in the corpus" if gone else "has other words"
            why.append(f"key {one.tag.key} {said}")
            severity = worst(severity, REVIEW)
        if record["kind"] not in SPEECH_KINDS:
            if not one.tag.speaks and told.severity != ERROR:
                return _skipped(one, "no participant's words", record, wording)
            if not _is_no_speech(record):
                why.append("the corpus does not take it for a participant's words")
                severity = worst(severity, REVIEW)
        said = record["text"][wording.start : wording.end]
        return CheckedQuotation(
            one, "", severity, wording.verdict, told.verdict, tuple(dict.fromkeys(why)),
            wording.differences, record, said,
        )  # fmt: skip

    def _stitched(self, one: Quoted, source: Source, wording: Wording) -> Wording:
        """Whether what the source has not is what somebody says elsewhere."""
        for start, end in wording.strays:
            part = one.text[start:end]
            for other in sources_of(self._texts, part, None, limit=CANDIDATES)[:MOST_COMPARED]:
                found = compared(part, other.text)
                if found.verdict == ABSENT or found.share < 0.8:
                    continue
                same = other.record["id"] == source.record["id"]
                what = (
                    "the order of the words is another"
                    if same
                    else f"run together with {other.record['id']}"
                )
                beside = not same and self._goes_on(source.record, other.record)
                severity = REVIEW if beside and _rest_is_fine(wording) else ERROR
                return replace(
                    wording, verdict=STITCHED, severity=severity, why=(what,), differences=()
                )
        return wording

    def _goes_on(self, one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
        """Whether the author of the source only interrupts one speaker: "…", she said, "…"."""
        first, second = sorted((one, other), key=lambda record: record["start"])
        if first["document"]["id"] != second["document"]["id"]:
            return False
        if any(one[key] != other[key] for key in ("participant", "name", "role", "case")):
            return False
        between = self._texts.between(first, second)
        return between is not None and "\n" not in between and len(between) < _INTERRUPTION

    # Where no record has it

    def _in_text(self, one: Quoted, is_sentence: bool) -> CheckedQuotation | None:
        """A quotation whose words stand in a document's text, and no record has them."""
        if len(tokens(one.text)) < FEW and not one.tag.speaks:
            return None
        for source in self._texts.printing(one.text, self._named(one.tag)):
            wording = compared(one.text, source.text, lead=one.lead, is_sentence=is_sentence)
            if wording.verdict == ABSENT or wording.severity == ERROR:
                continue
            document = source.record["document"]["id"]
            if not (one.tag.speaks or _is_speech(one)):
                return _skipped(one, f"printed in {document}, no participant's words")
            told = self._study_only(one.tag, document)
            if one.tag.speaks and self._texts.is_prose(source, wording.start, wording.end):
                told = Attributed(
                    WRONG_PERSON, ERROR, (f"these are the authors' own words in {document}",)
                )
            why = (*wording.why, f"found in the text of {document}, no record", *told.why)
            return CheckedQuotation(
                one, "", worst(wording.severity, told.severity, REVIEW), wording.verdict,
                told.verdict, why, wording.differences, source.record,
                source.text[wording.start : wording.end], True,
            )  # fmt: skip
        return None

    def _named(self, tag: Tag) -> frozenset[str]:
        found: set[str] = set()
        for citation in tag.citations:
            found |= self._sources.named(citation) or frozenset()
        return frozenset(found)

    def _study_only(self, tag: Tag, document: str) -> Attributed:
        if not tag.says:
            return Attributed(NONE, REVIEW, (NO_SPEAKER,))
        named = [self._sources.named(one) for one in tag.citations]
        if any(named) and not any(document in one for one in named if one):
            return Attributed("wrong-study", ERROR, (f"the words are in {document}",))
        return Attributed(RIGHT, OK)

    def _not_there(
        self, one: Quoted, nearest: Source | None, wording: Wording | None
    ) -> CheckedQuotation:
        """A quotation that no source has: a term, literature, a source that is not here, or nothing."""
        named = [self._sources.named(citation) for citation in one.tag.citations]
        elsewhere = bool(one.tag.citations) and not any(named)
        if not _is_speech(one):
            return _skipped(one, "literature" if one.tag.citations else "no participant's words")
        record = nearest.record if nearest and wording and wording.share > 0.25 else None
        if elsewhere and not (one.tag.citations[0].number and not self._sources.listed):
            cited = ", ".join(dict.fromkeys(c.text.strip() for c in one.tag.citations))
            return CheckedQuotation(
                one, "", REVIEW, UNCHECKED, NONE, (f"not in the corpus: {cited}",), (), None
            )
        if _TRANSLATED.search(f"{one.tag.text} {one.behind}"):
            return CheckedQuotation(
                one, "", REVIEW, UNCHECKED, NONE, ("a translation: nobody compared it",), (), None
            )
        why = (f"nearest is {record['id']}",) if record else ("nothing in the corpus is like it",)
        return CheckedQuotation(
            one, "", ERROR, ABSENT, NONE, why, (), record, record["text"] if record else ""
        )


# by which it is sure that words are no participant's
_SURE = frozenset(
    ["citation_behind", "cited_author", "interviewer_turn", "survey_item", "named_term"]
)


def _is_no_speech(record: Mapping[str, Any]) -> bool:
    """Whether something in the source proves that the words are no participant's."""
    if record["kind"] in SPEECH_KINDS or record.get("status") == REJECTED:
        return False
    return any(proof["rule"] in _SURE for proof in record.get("evidence") or ())


_TRANSLATED = re.compile(r"\btranslat", re.IGNORECASE)


def _is_term(one: Quoted) -> bool:
    """Few words in marks that nobody is said to say."""
    words = len(tokens(one.text))
    if words == 0:
        return True
    return words < FEW and not one.tag.speaks and not one.displayed


def _is_speech(one: Quoted) -> bool:
    """Whether the manuscript presents the words as what a participant said."""
    if one.tag.speaks:
        return True
    if one.kind in SPEECH_KINDS:
        return True
    if one.tag.citations and not FIRST_PERSON.search(one.text):
        return False
    if one.kind == "term" and not one.displayed:
        return False
    return one.displayed or (bool(FIRST_PERSON.search(one.text)) and len(tokens(one.text)) >= FEW)


def _with_name(one: Quoted, record: Mapping[str, Any]) -> Quoted:
    """The quotation with the name of whom the record has, where the author's sentence names them."""
    own = record["name"] or record["participant"]
    if one.tag.speaks or not own:
        return one
    words = normalised_words(own).split()
    last = words[-1] if record["name"] else " ".join(words)
    beside = normalised_words(f"{one.lead if one.is_led else ''} {one.behind}")
    return replace(one, tag=replace(one.tag, name=own)) if f" {last} " in f" {beside} " else one


def _skipped(
    one: Quoted, why: str, record: Record | None = None, wording: Wording | None = None
) -> CheckedQuotation:
    words = wording.verdict if wording else UNCHECKED
    return CheckedQuotation(one, "", SKIP, words, NONE, (why,), (), record)


def _rest_is_fine(wording: Wording) -> bool:
    return len(wording.differences) <= len(wording.strays)


def summary(found: Iterable[CheckedQuotation]) -> dict[str, int]:
    """How many are of each severity."""
    counts = dict.fromkeys((OK, REVIEW, ERROR, SKIP), 0)
    for one in found:
        counts[one.severity] += 1
    return counts


def exit_code(found: Sequence[CheckedQuotation], *, strict: bool) -> int:
    """0 where all is well, 1 for an error, or a review where these count too."""
    counts = summary(found)
    return int(bool(counts[ERROR] or (strict and counts[REVIEW])))
