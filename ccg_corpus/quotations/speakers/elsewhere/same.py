"""One participant, one role: what is said of P7 beside one quotation holds beside the others.

In: the quotations of a document. Out: the same, those of a participant whose role a label or the
author's sentence about that very participant tells elsewhere having it, with that place as evidence
(`same_participant`). A participant who is told two roles, or whose code is used in several groups or
cases, is not known to be one person, and gets nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ccg_corpus.core.model import Evidence, Quotation, Speaker
from ccg_corpus.quotations.speakers.elsewhere.groups import group_of

RULE = "same_participant"
_SPEECH = ("participant", "survey", "named")
# rules that tell of somebody by their place, whoever it is
_NOT_OF_THE_PERSON = ("told_for_all", "speakers_heading", "lead_in_speakers", "column_head")


def with_known_roles(found: Sequence[Quotation]) -> list[Quotation]:
    """The quotations, each participant's role told once for all that they say."""
    people: dict[str, list[Speaker]] = {}
    for one in found:
        who = _who(one.speaker)
        if who and one.kind in _SPEECH:
            people.setdefault(who, []).append(one.speaker)
    known = {who: told for who, own in people.items() if (told := _told(own))}
    return [_with_role(one, known) for one in found]


def _who(speaker: Speaker) -> str | None:
    who = speaker.participant or speaker.name
    # a letter is many people's; a name or a number is one's
    is_one = who is not None and (len(who) > 2 or re.search(r"\d", who) is not None)
    return " ".join(who.lower().split()) if who and is_one else None


def _told(speakers: Sequence[Speaker]) -> tuple[Speaker, Evidence] | None:
    """The one role that is told of somebody, and where."""
    if len({(group_of(one.label or ""), one.case) for one in speakers if one.label}) > 1:
        return None
    told = [(one, proof) for one in speakers if one.role and (proof := _proof(one))]
    if not told or not all(
        one.role in other.roles or other.role in one.roles for one, _ in told for other, _ in told
    ):
        return None
    return max(told, key=lambda pair: len(pair[0].roles))


def _proof(speaker: Speaker) -> Evidence | None:
    return next(
        (
            one
            for one in speaker.evidence
            if one.field == "role" and one.rule not in _NOT_OF_THE_PERSON
        ),
        None,
    )


def _with_role(quotation: Quotation, known: dict[str, tuple[Speaker, Evidence]]) -> Quotation:
    speaker = quotation.speaker
    told = known.get(_who(speaker) or "") if quotation.kind in _SPEECH else None
    if told is None or speaker.role is not None:
        return quotation
    other, proof = told
    proof = replace(proof, rule=RULE)
    return replace(
        quotation,
        speaker=replace(
            speaker, role=other.role, roles=other.roles, evidence=(*speaker.evidence, proof)
        ),
    )
