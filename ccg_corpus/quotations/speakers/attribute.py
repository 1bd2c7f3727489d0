"""Whose words a candidate is: label, role, participant, case, each with the span that proves it.

In: a candidate with its label and mention, and the codes the document explains. Out: a `Speaker`.
What the label says wins over the author's sentence; what neither says stays unknown.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from ccg_corpus.core.model import Evidence, Span, Speaker
from ccg_corpus.quotations.candidates import Candidate, PlacedLabel
from ccg_corpus.quotations.labels import CASE, case_label, without_unseen
from ccg_corpus.quotations.reading import Reading
from ccg_corpus.quotations.speakers.cases import case_in
from ccg_corpus.quotations.speakers.elsewhere.groups import group_of
from ccg_corpus.quotations.speakers.elsewhere.headings import heading_role
from ccg_corpus.quotations.speakers.schemes import Meaning

# what a code's letter stands for where the sentence may say more: "s: staff"
_BROAD = frozenset(
    ["staff", "professional", "health-professional", "health-care-worker", "health-care-provider", "clinician", "provider", "worker",
     "practitioner", "stakeholder", "expert", "manager", "employee", "team-member"]
)  # fmt: skip
_ROLE = tuple[str | None, tuple[str, ...], Evidence | None]


NEAR_NAME = 4  # code points between a person and the code that is theirs
# a case that is named to be set apart from the one that is written about
_BESIDE = re.compile(
    r"\b(?:unlike|in contrast (?:to|with)|contrary to|compared (?:to|with)|different from|other than|"
    r"than (?:in|at)|as opposed to|not (?:in|at|from)|outside(?: of)?|except (?:in|for|at))"
    r"(?:\s+(?:in|at|the|those|that|of|from))*\s*$",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Codes:
    """What a document says its codes and columns stand for.

    `schemes`: code letters; `listed`: single participants, in lower case; `columns`: the spans of
    words whose column's heading names a role.
    """

    schemes: Mapping[str, Meaning]
    listed: Mapping[str, Meaning]
    columns: Mapping[Span, Meaning]
    abbreviations: Mapping[str, Meaning]  # of people: "village elders (VE)"
    introduced: Mapping[str, Meaning]  # "Orla, a midwife", in lower case
    groups: Mapping[str, Meaning]  # number of a group: "FG1 (nurses)"


_LETTERS = re.compile(r"([A-Za-z]{1,4})[ -]?#?\d{1,4}[a-z]?")


def code_letters(code: str) -> str:
    """The letters of a participant's code: "D6" → "D"; "" where it has another shape."""
    match = _LETTERS.fullmatch(code)
    return match[1] if match else ""


def attribute_speaker(reading: Reading, candidate: Candidate, codes: Codes) -> Speaker:
    """Read off who speaks; what nothing states stays None."""
    placed = candidate.label
    evidence: list[Evidence] = []
    if placed:
        evidence.append(_evidence(reading, "speaker_label", placed.span, placed.rule))
    role, roles, proof = _role(reading, candidate, codes)
    case, case_proof = _case(reading, candidate)
    evidence.extend(item for item in (proof, case_proof) if item)
    label = placed.label if placed else None
    participant = label.participant if label else None
    mention = candidate.mention
    if participant is None and mention and mention.participant and candidate.mention_span:
        participant = mention.participant
        evidence.append(
            _evidence(reading, "participant", candidate.mention_span, "lead_in_speaker")
        )
    printed = _printed(reading, placed) if placed else None
    if printed is None and mention and mention.participant and candidate.mention_span:
        start = candidate.mention_span.start
        end = reading.document.text.index(mention.participant, start) + len(mention.participant)
        printed = reading.document.text[start:end]  # "expert P3 argued": a label without brackets
        if printed.count("(") > printed.count(")"):
            printed = mention.participant  # "a fitter (P4) suggested"
    return Speaker(
        label=printed,
        role=role,
        roles=roles,
        participant=participant,
        name=label.name if label else mention.name if mention else None,
        organisation=label.organisation if label else mention.organisation if mention else None,
        case=case,
        evidence=tuple(evidence),
    )


def _printed(reading: Reading, placed: PlacedLabel) -> str:
    words = without_unseen(re.sub(r"\s+", " ", reading.document.slice(placed.span))).strip()
    if words.endswith(placed.label.text):
        words = placed.label.text  # an aside before the label is not of it
    return words.strip(".;,/|").strip()


def _evidence(reading: Reading, field: str, span: Span, rule: str) -> Evidence:
    return Evidence(field, reading.document.slice(span), span.start, span.end, rule)


def _role(reading: Reading, candidate: Candidate, codes: Codes) -> _ROLE:
    """The label's role, else its code's meaning, else the author's sentence."""
    placed, mention = candidate.label, candidate.mention
    if placed and placed.label.role:
        proof = _evidence(reading, "role", placed.span, placed.rule)
        return placed.label.role, placed.label.roles, proof
    if mention and _is_about_the_speaker(reading, candidate):
        mention = None
    meaning, rule = _code_meaning(candidate, codes)
    is_told = meaning is not None and rule == "code_scheme" and meaning.role not in _BROAD
    if mention and meaning and is_told and meaning.role not in mention.roles:
        mention = None  # the code's meaning is the speaker's own, the sentence's may not be
    if mention and mention.role and candidate.mention_span and not mention.plural:
        proof = _evidence(reading, "role", candidate.mention_span, "lead_in_speaker")
        return mention.role, mention.roles, proof
    if meaning:
        return meaning.role, meaning.roles, _evidence(reading, "role", meaning.span, rule)
    prefix = placed.label.prefix if placed else None
    own = reading.roles.resolve(prefix) if prefix and len(prefix) > 1 else None
    if placed and own:
        proof = _evidence(reading, "role", placed.span, "code_is_role")
        return own, reading.roles.broader(own), proof
    if mention and mention.role and candidate.mention_span and mention.weight >= 2:
        proof = _evidence(reading, "role", candidate.mention_span, "lead_in_speakers")
        return mention.role, mention.roles, proof
    named = bool(placed and placed.label.name) or bool(mention and mention.name)
    above = None if named else heading_role(reading, reading.block(candidate.block))
    if above:
        return above.role, above.roles, _evidence(reading, "role", above.span, "speakers_heading")
    return None, (), None


def _is_about_the_speaker(reading: Reading, candidate: Candidate) -> bool:
    """ "A doctor had told P6 to stop." before words that are P6's: the doctor is somebody else."""
    placed, lead, named = candidate.label, candidate.lead_in, candidate.mention_span
    who = placed.label.participant if placed else None
    if not who or lead is None or named is None or not re.search(r"\d", who):
        return False
    near = Span(named.start - NEAR_NAME, named.end + NEAR_NAME)  # "nurse P6", "a nurse (P6)"
    for match in re.finditer(rf"\b{re.escape(who)}\b", reading.document.slice(lead)):
        if not near.start <= match.start() + lead.start <= near.end:
            return True
    return False


def _code_meaning(candidate: Candidate, codes: Codes) -> tuple[Meaning | None, str]:
    column = codes.columns.get(candidate.span)
    if column:
        return column, "column_head"
    label = candidate.label.label if candidate.label else None
    if label is None or (label.participant is None and candidate.mention):
        return _of_code(candidate.mention.participant if candidate.mention else None, codes)
    if not label.participant:
        return _abbreviated(label.text, codes)
    meaning = codes.listed.get(label.participant.lower())
    if meaning:
        return meaning, "participant_table"
    meaning = codes.schemes.get(label.prefix or "")
    if meaning and not meaning.reaches(label.participant):
        return None, ""
    if meaning:
        return meaning, "code_scheme"
    meaning, rule = _abbreviated(label.text, codes)
    if meaning is None:
        meaning, rule = codes.introduced.get(label.participant.lower()), "introduced"
    if meaning is None:
        meaning, rule = codes.groups.get(group_of(label.text) or ""), "told_of_group"
    return meaning, rule


def _of_code(participant: str | None, codes: Codes) -> tuple[Meaning | None, str]:
    """What a code or a name stands for by which the author's sentence calls somebody."""
    if participant is None:
        return None, ""
    if meaning := codes.listed.get(participant.lower()):
        return meaning, "participant_table"
    meaning = codes.schemes.get(code_letters(participant) or "-")
    if meaning and meaning.reaches(participant):
        return meaning, "code_scheme"
    return codes.introduced.get(participant.lower()), "introduced"


def _abbreviated(words: str, codes: Codes) -> tuple[Meaning | None, str]:
    """The one abbreviation among a label's words that the text spells out: "FGD-North-VE-03"."""
    found = {
        meaning.role: meaning
        for short in re.findall(
            r"(?:^|(?<=[-_,;/|] )|(?<=[-_,;/|]))[A-Z]{2,5}(?=\s?#?\d|[-_,;/|]|$)", words
        )
        if (meaning := codes.abbreviations.get(short))
    }
    return (next(iter(found.values())), "abbreviation") if len(found) == 1 else (None, "")


def _case(reading: Reading, candidate: Candidate) -> tuple[str | None, Evidence | None]:
    """The label's case, else the one the author's sentence or the heading names."""
    placed = candidate.label
    if placed and placed.label.case:
        return placed.label.case, _evidence(reading, "case", placed.span, placed.rule)
    span = candidate.window
    if span:
        found = case_in(reading.document.slice(span))
        heading = _case_of_heading(reading, candidate)
        if found and _is_of_another(reading.document.slice(span), found[1], heading[0], found[0]):
            found = None
        if found:
            label, at = found
            where = Span(span.start + at.start, span.start + at.end)
            return label, _evidence(reading, "case", where, "lead_in_case")
    return _case_of_heading(reading, candidate)


def _is_of_another(text: str, at: Span, heading: str | None, label: str) -> bool:
    """Whether a case is named only beside the one that is written about: "Unlike Case 2, …", or,
    under another case's heading, in a sentence that does not lead into the words."""
    if _BESIDE.search(text[: at.start]):
        return True
    return heading not in (None, label) and text.rstrip()[-1:] not in ":,(“\"‘'"


_CASE_HEADING = re.compile(rf"(?:\d+(?:\.\d+)*\.?\s+)?{CASE.pattern}", re.I)


def _case_of_heading(reading: Reading, candidate: Candidate) -> tuple[str | None, Evidence | None]:
    """ "Case D: Extended primary care" as a heading above: what stands below is about it."""
    for at in reversed(reading.block(candidate.block).headings):
        heading = reading.block(at)
        match = _CASE_HEADING.match(reading.texts[at])
        if match and (match["name"][0].isupper() or match["name"].isdigit()):
            label = case_label(match["word"], match["name"])
            return label, _evidence(reading, "case", heading.span, "case_heading")
    return None, None
