"""A quotation in its place, and what is known of it, as text with styles.

Comes in: a `Place`, and which end is being moved. Goes out: Rich text. Marks are also signs, so that a
terminal without colours shows the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from rich.text import Text

from ccg_corpus.records.learnt import RULE
from ccg_corpus.render.columns import cell, printable
from ccg_corpus.review.desk import Place

OPEN, CLOSE = "⟦", "⟧"
_LABEL_WIDTH = 12


def passage(place: Place, start: int, end: int, moving: str | None = None) -> Text:
    """The stretch with the words from `start` to `end` marked; the end that moves stands out."""
    text = Text()
    text.append(_shown(place.text[:start]), style="dim")
    text.append(OPEN, style="bold reverse" if moving == "start" else "bold")
    text.append(_shown(place.text[start:end]), style="bold")
    text.append(CLOSE, style="bold reverse" if moving == "end" else "bold")
    text.append(_shown(place.text[end:]), style="dim")
    return text


def facts(record: Mapping[str, Any], conflicts: Iterable[Mapping[str, Any]] = ()) -> Text:
    """Where reviewers disagree, who, where, how sure, by what evidence; codes and memos."""
    text = Text()
    for label, value in [*map(_disagreement, conflicts), *_facts(record)]:
        text.append(f"{label:<{_LABEL_WIDTH}}", style="dim")
        text.append(f"{value}\n")
    for proof in record["evidence"]:
        if proof["field"] == "codes" or (
            proof["field"] == "text" and not proof["rule"].startswith(RULE)
        ):
            continue
        text.append(f"{proof['field']}: ", style="dim")
        text.append(f"“{cell(proof['text'])}” ({proof['rule']})\n")
    return text


def _facts(record: Mapping[str, Any]) -> list[tuple[str, str]]:
    unknown = "–"
    found = [
        ("Speaker", cell(record["speaker_label"]) or unknown),
        ("Role", cell(record["role"]) or unknown),
        ("Participant", cell(record["participant"] or record["name"]) or unknown),
        ("Case", cell(record["case"]) or unknown),
        ("Theme", cell(record["theme"]) or unknown),
        ("Kind", cell(record["kind"])),
        ("Codes", codes_shown(record) or unknown),
    ]
    found += [
        ("Memo", f"{cell(memo['text'])} ({cell(memo['by'])})") for memo in record.get("memos", ())
    ]
    found += [("Decided", _decided(one)) for one in record.get("decided", ())]
    return found


def _disagreement(conflict: Mapping[str, Any]) -> tuple[str, str]:
    return "In conflict", f"{conflict['field']}: {' · '.join(map(word_shown, conflict['words']))}"


def word_shown(word: Mapping[str, Any]) -> str:
    """What one reviewer says of a field."""
    why = f" ({cell(word['why'])})" if word.get("why") else ""
    return f"{cell(word['by'])}: {cell(word['value']) or 'none'}{why}"


def _decided(one: Mapping[str, Any]) -> str:
    """Who decided what; the fields say what it is now, so here stands what it was."""
    was = "" if one["field"] in ("status", "text") else f", was {cell(one.get('was')) or 'none'}"
    why = f": {cell(one['why'])}" if one.get("why") else ""
    return f"{one['field']} by {cell(one['by'])}{was}{why}"


def codes_shown(record: Mapping[str, Any]) -> str:
    """Codes in force; with a question mark what is proposed and nobody has taken yet."""
    proposed = {one["code"] for one in record.get("codings", ()) if one["proposed"]}
    return "; ".join(f"{code}?" if code in proposed else code for code in record["codes"])


def _shown(text: str) -> str:
    """The text as it stands, paragraphs kept, without what could steer a terminal."""
    return "\n".join(map(printable, text.split("\n")))
