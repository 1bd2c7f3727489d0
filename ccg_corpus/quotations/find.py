"""The stages of the extraction in a row: candidates, speakers, weights, one reading of the text.

In: a document and the vocabulary. Out: quotations.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ccg_corpus.core.model import Document, Evidence, Quotation
from ccg_corpus.quotations.choosing import Weighed, once_each, settled, weighed
from ccg_corpus.quotations.detect.columns import column_speakers
from ccg_corpus.quotations.finish import Pages, quotation_of
from ccg_corpus.quotations.habits import NO_LESSONS, Example, Lessons
from ccg_corpus.quotations.marks.other_brackets import as_printed
from ccg_corpus.quotations.reading import Reading
from ccg_corpus.quotations.speakers.attribute import Codes, code_letters
from ccg_corpus.quotations.speakers.cases import with_one_spelling
from ccg_corpus.quotations.speakers.elsewhere.groups import told_groups
from ccg_corpus.quotations.speakers.elsewhere.labelled import labelled_codes
from ccg_corpus.quotations.speakers.elsewhere.people import introduced_people
from ccg_corpus.quotations.speakers.elsewhere.same import with_known_roles
from ccg_corpus.quotations.speakers.elsewhere.tables import participant_table
from ccg_corpus.quotations.speakers.one_voice import of_one_voice
from ccg_corpus.quotations.speakers.schemes import (
    abbreviated_people,
    coded_people,
    read_schemes,
)
from ccg_corpus.quotations.speakers.told import with_told_role
from ccg_corpus.quotations.speakers.verbs import with_verbs
from ccg_corpus.quotations.taught import lessons_of
from ccg_corpus.quotations.themes import RunIn
from ccg_corpus.vocabulary import Roles


def find_quotations(
    document: Document,
    roles: Roles,
    *,
    told_for_all: bool = True,
    verbs: Sequence[str] = (),
    lessons: Lessons = NO_LESSONS,
) -> tuple[Quotation, ...]:
    """Find the passages a document presents as someone's own words, and whose they are.

    `verbs`: verbs of reporting that count besides the packaged ones, in the forms that are printed.
    `lessons`: what a reviewer's examples taught of this document, or of its journal.

    Returns: ordered by span; never overlapping; `kind` tells participants' words from others.
    Raises: nothing; an unclosed mark is closed at its paragraph and lowers the confidence.
    Source: display quotations without marks, APA Manual (7th ed.) 8.27.
    """
    with with_verbs(verbs):
        return _found(document, roles, lessons, told_for_all=told_for_all)


def _found(
    document: Document, roles: Roles, lessons: Lessons, *, told_for_all: bool
) -> tuple[Quotation, ...]:
    reading = Reading.of(document, roles, lessons)
    chosen = once_each(reading, settled(reading, weighed(reading)))
    codes = _codes(reading, chosen)
    pages, themes = Pages(document), RunIn(reading)
    found = [quotation_of(reading, c, v, codes, pages, themes) for c, v in chosen]
    usual = reading.document
    one_voice = of_one_voice(usual, with_one_spelling(usual, found))
    told = with_told_role(reading, one_voice) if told_for_all else one_voice
    known = with_known_roles(told)
    return tuple(known if usual is document else (_as_printed(one, reading) for one in known))


def learn(
    document: Document, examples: Sequence[Example], roles: Roles, *, verbs: Sequence[str] = ()
) -> Lessons:
    """What a reviewer's examples teach about a document: quotations that were missed, and words
    that are none. What was read rightly without them teaches nothing.

    Returns: lessons for `find_quotations`; their `elsewhere()` is for others of the same journal.
    """
    with with_verbs(verbs):
        reading = Reading.of(document, roles)
        found = weighed(reading)
        chosen = once_each(reading, settled(reading, found))
        return lessons_of(reading, found.weighed, chosen, examples)


def _codes(reading: Reading, chosen: list[Weighed]) -> Codes:
    """What the codes that speakers are called by stand for here."""
    document, roles = reading.document, reading.roles
    labels = [c.label.label for c, _ in chosen if c.label]
    prefixes = {label.prefix for label in labels if label.prefix}
    named = {label.participant for label in labels if label.participant}
    said = {c.mention.participant for c, _ in chosen if c.mention and c.mention.participant}
    prefixes |= {code_letters(one) for one in said} - {""}
    people = {one.lower() for one in named | said}
    listed = participant_table(document, people, roles) if people else {}
    listed = {**coded_people(document, people, roles), **listed}
    introduced = introduced_people(document, named | said, roles)
    groups = told_groups(document, roles) if labels else {}
    columns = column_speakers(reading, [candidate for candidate, _ in chosen])
    short = abbreviated_people(document, roles) if labels else {}
    beside = labelled_codes((c.label for c, _ in chosen if c.label), roles)
    schemes = {**beside, **read_schemes(document, prefixes, roles)}
    return Codes(schemes, listed, columns, short, introduced, groups)


def _as_printed(quotation: Quotation, reading: Reading) -> Quotation:
    """A quotation whose evidence shows the document's own signs."""

    def shown(evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
        return tuple(as_printed(one, reading.document, reading.printed) for one in evidence)

    speaker = replace(quotation.speaker, evidence=shown(quotation.speaker.evidence))
    return replace(quotation, speaker=speaker, evidence=shown(quotation.evidence))
