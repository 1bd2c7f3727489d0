"""What was learnt from a reviewer's examples, laid under what reviewers say of a quotation.

Comes in: a quotation and the decisions about it, those to `learn` among them. Goes out: the quotation
as the examples have it, with the rule `learnt:…`. It fills in and never overrides: what a reviewer says
of a field holds, and what somebody decided about is never taken away by its look.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ccg_corpus.core.model import SPEECH_KINDS, Evidence, Quotation
from ccg_corpus.decisions.model import Decision
from ccg_corpus.vocabulary import Roles

LEARN = "learn"
QUOTATION, SPEAKER, NOTHING = "quotation", "speaker", "none"  # what it says the words are
RULE = "learnt:"
NO_QUOTATION = "term"  # what a passage is called that looks as a rejected one
MOST_CONFIDENCE = 0.75  # of what nobody has looked at: to be confirmed
SILENCED = 0.2
_FIELDS = ("role", "case", "participant")


def with_learnt(
    quotation: Quotation,
    decisions: Iterable[Decision],
    roles: Roles,
    *,
    is_found: bool,
    is_reviewed: bool,
) -> Quotation:
    """The quotation by what was learnt of it. `is_found`: reading sees it, whatever it calls it;
    `is_reviewed`: a reviewer decided about it."""
    for one in decisions:
        if one.do != LEARN:
            continue
        match one.values.get("as"):
            case "quotation" if not (is_found and quotation.kind in SPEECH_KINDS):
                kind = _text(one, "kind")
                quotation = replace(
                    quotation,
                    kind=kind if kind in SPEECH_KINDS else "participant",
                    confidence=MOST_CONFIDENCE,
                )
                quotation = _filled(_shown(quotation, one), one, roles)
            case "quotation" | "speaker":
                quotation = _filled(quotation, one, roles)
            case "none" if not is_reviewed and quotation.kind in SPEECH_KINDS:
                least = min(quotation.confidence, SILENCED)
                quotation = _shown(replace(quotation, kind=NO_QUOTATION, confidence=least), one)
    return quotation


def _text(decision: Decision, field: str) -> str:
    value = decision.values.get(field)
    return value if isinstance(value, str) else ""


def _rule(decision: Decision) -> str:
    rule = _text(decision, "rule")
    return rule if rule.startswith(RULE) else f"{RULE}example"


def _shown(quotation: Quotation, decision: Decision) -> Quotation:
    """With the rule as evidence, at the words that it speaks for."""
    span = quotation.span
    proof = Evidence("text", quotation.text[:80], span.start, span.end, _rule(decision))
    return replace(quotation, evidence=(*quotation.evidence, proof))


def _filled(quotation: Quotation, decision: Decision, roles: Roles) -> Quotation:
    """With what is learnt of the speaker, where the print was read as silent."""
    speaker, start, proofs = quotation.speaker, quotation.span.start, []
    for field in _FIELDS:
        value = _text(decision, field)
        known = (
            speaker.participant or speaker.name
            if field == "participant"
            else getattr(speaker, field)
        )
        if not value or known is not None:
            continue
        if field == "role":
            speaker = replace(speaker, role=value, roles=roles.broader(value))
        elif field == "case":
            speaker = replace(speaker, case=value)
        else:
            speaker = replace(speaker, participant=value)
        proofs.append(Evidence(field, "", start, start, _rule(decision)))
    if _text(decision, "label") and not speaker.label:
        speaker = replace(speaker, label=_text(decision, "label"))
    if speaker == quotation.speaker:
        return quotation
    return replace(quotation, speaker=replace(speaker, evidence=(*speaker.evidence, *proofs)))
