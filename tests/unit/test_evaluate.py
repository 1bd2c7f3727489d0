"""Scores against gold: what counts as found, which fields are right, and how it is tabled."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml
from builders import make_document, paper, record_of, speech_of

from ccg_corpus.core.errors import ProjectError
from ccg_corpus.evaluate import (
    Evaluation,
    GoldDocument,
    GoldRow,
    confidence_rows,
    document_rows,
    gold_of,
    habit_rows,
    read_gold,
    score,
)
from ccg_corpus.evaluate.agreement import agreement, same_case, same_role, same_words
from ccg_corpus.evaluate.scoring import FIELDS

SOURCE = "corpus/buses.txt"
WORDS = "I waited for the bus until the lamp on the quay went out"
ROOT = Path(__file__).parents[2]


def row(text: str = WORDS, **facts: Any) -> dict[str, Any]:
    """A gold row of these words."""
    words = text.split()
    return {"start": " ".join(words[:5]), "end": " ".join(words[-5:]), "words": len(words), **facts}


def record(text: str = WORDS, **facts: Any) -> dict[str, Any]:
    """A listed record of these words, with nothing stated but `facts`."""
    return {
        "id": f"buses:{abs(hash(text)) % 10**6}",
        "text": text,
        "kind": "participant",
        "inline": False,
        "speaker_label": None,
        "role": None,
        "roles": [],
        "participant": None,
        "name": None,
        "case": None,
        "theme": None,
        "document": {"source": SOURCE},
        "also_in": [],
        "confidence": 0.9,
        "evidence": [{"field": "text", "text": text[:80], "rule": "curly_pair"}],
        **facts,
    }


def scored(
    records: Sequence[Mapping[str, Any]], **parts: Sequence[Mapping[str, Any]]
) -> Evaluation:
    return score(gold_of({"buses.txt": parts}), [dict(one) for one in records])


def agrees(text: str, gold: Mapping[str, Any]) -> tuple[bool, bool]:
    (gold_row,) = gold_of({"x": {"required": [gold]}})["x"].required
    return agreement(text, gold_row)


def test_the_same_words_agree() -> None:
    """Case, punctuation, apostrophes and white space don't count."""
    printed = "I don’t  wait, not for the bus; not in the rain!"
    gold = {"start": "i don't wait not for", "end": "not in the RAIN", "words": 10}
    assert agrees(printed, gold) == (True, True)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (WORDS, (True, True)),
        (WORDS + " today", (True, True)),  # one word too many
        (" ".join(WORDS.split()[1:]), (True, True)),  # one too few
        (WORDS + " today and all the days that came", (False, True)),
        (" ".join(WORDS.split()[5:]), (False, True)),
        ("nothing of the kind was said", (False, False)),
        ("", (False, False)),
    ],
)
def test_ends_and_length(text: str, expected: tuple[bool, bool]) -> None:
    """Strict: both ends within a word, the length within a tenth. Lenient: one long end."""
    assert agrees(text, row()) == expected


def test_short_rows_agree_only_as_a_whole() -> None:
    """Two words at an end prove nothing, unless they are all there is."""
    assert agrees("the bus", {"start": "the bus", "end": "the bus", "words": 2}) == (True, True)
    longer = "the bus is what I waited for on the quay and it never came to me"
    assert agrees(longer, {"start": "the bus", "end": "the end", "words": 9}) == (False, False)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("D", "case study D", True),
        ("Site B", "B", True),
        ("the Site B", "site B", True),
        ("A", "B", False),
        ("A", None, False),
    ],
)
def test_same_case(one: str, other: str | None, same: bool) -> None:
    """A case's noun is no part of its label."""
    assert same_case(one, other) is same


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("GP", "gp", True),
        ("general practitioner", "gp", True),
        ("Nurses", "nurse", True),
        ("counselor", "counsellor", True),
        ("ward nurse", "nurse", False),
        ("nurse", "doctor", False),
        ("healthcare assistant", "health-care-assistant", True),
        ("director of nursing", "nursing-director", True),
    ],
)
def test_same_role(one: str, other: str, same: bool) -> None:
    """More than half of the words agree; names of one role in other countries are one."""
    assert same_role(one, other) is same


def test_same_words() -> None:
    """Values agree by their words; nothing agrees with nothing."""
    assert same_words("P7, Nurse", "p7 nurse")
    assert same_words(None, "")
    assert not same_words("P7", None)


def test_everything_found() -> None:
    """A record with the row's words scores one everywhere."""
    total = scored([record()], required=[row()]).total
    assert (total.precision(), total.recall(), total.f1()) == (1.0, 1.0, 1.0)
    assert (total.gold, total.found, total.false, total.never) == (1, 1, 0, 0)


def test_missed_and_false() -> None:
    """A row without a record is missed, a record without a row false."""
    evaluation = scored([record("Nobody of the kind was ever on the quay")], required=[row()])
    assert [miss.row.start for miss in evaluation.misses] == [row()["start"]]
    assert [one.record["text"][:6] for one in evaluation.false_ones] == ["Nobody"]
    assert (evaluation.total.precision(), evaluation.total.recall()) == (0.0, 0.0)


def test_wrong_end_is_lenient_only() -> None:
    """A record with one end right is found leniently."""
    total = scored([record(" ".join(WORDS.split()[5:]))], required=[row()]).total
    assert (total.f1(), total.f1(lenient=True)) == (0.0, 1.0)


def test_nothing_to_find_and_nothing_found() -> None:
    """A document without quotations of which none is listed is perfect; an invented one is not."""
    assert scored([], required=[]).total.f1() == 1.0
    assert scored([record()], required=[]).total.f1() == 0.0


def test_optional_rows_excuse_one_record_each() -> None:
    """An optional passage is neither right nor wrong; a second record of it is false."""
    evaluation = scored([record(), record()], required=[], optional=[row()])
    assert evaluation.total.false == 1


def test_never_rows_are_counted() -> None:
    """A false record that is known to be nobody's speech is counted as such too."""
    total = scored([record()], required=[], never=[row()]).total
    assert (total.false, total.never) == (1, 1)


def test_only_speech_is_scored() -> None:
    """Terms and cited words are no records of speech."""
    total = scored([record(kind="term"), record(kind="cited")], required=[]).total
    assert total.found == 0


def test_one_record_for_one_row() -> None:
    """Two rows of the same words need two records; the one with the row's label is preferred."""
    rows = [row(label="P1"), row(label="P2")]
    one = scored([record(speaker_label="P2")], required=rows).total
    assert (one.strict, one.gold) == (1, 2)
    both = scored([record(speaker_label="P2"), record(speaker_label="P1")], required=rows).total
    assert both.fields["label"].right == 2


def test_fields_are_tallied_over_matches() -> None:
    """Each stated field is right or wrong; what is not stated has to be left as nothing."""
    stated = row(
        label="P7, nurse", role="nurse", participant="P7", case="D", theme="Rain", kind="survey"
    )
    right = record(
        speaker_label="P7, nurse", role="ward-nurse", roles=["ward-nurse", "nurse"],
        participant="P7", case="case D", theme="rain", kind="survey",
    )  # fmt: skip
    tally = scored([right], required=[stated]).total.fields
    assert {name: share.right for name, share in tally.items() if share.total} == {
        "label": 1, "role": 1, "participant": 1, "case": 1, "theme": 1, "kind": 1,
    }  # fmt: skip
    wrong = scored([record(speaker_label="P8", role="gp", case="E")], required=[row()])
    tally = wrong.total.fields
    assert [tally[name].right for name in ("label_null", "role_null", "case_null")] == [0, 0, 0]


def test_names_count_as_participants() -> None:
    """A person on the record is annotated by name; either field may have it."""
    stated = row(participant="Jeb Harkaway")
    tally = scored([record(name="Jeb Harkaway")], required=[stated]).total.fields
    assert tally["participant"].right == 1


def test_other_printings_count_for_their_documents() -> None:
    """A record stands for every version that prints it."""
    both = record(also_in=[{"source": "corpus/trams.txt"}])
    gold = gold_of({"buses.txt": {"required": [row()]}, "trams.txt": {"required": [row()]}})
    evaluation = score(gold, [both])
    assert [tally.f1() for tally in evaluation.documents.values()] == [1.0, 1.0]


def test_macro_is_the_mean_over_documents() -> None:
    """Each document counts the same, however many quotations it has."""
    gold = gold_of({"buses.txt": {"required": [row()]}, "trams.txt": {"required": [row()]}})
    assert score(gold, [record()]).macro_f1 == 0.5


def test_our_own_extraction_scores_itself() -> None:
    """What is found, annotated as found, scores one in every field."""
    document, _ = make_document(
        paper(
            "“I was wet and I was cross about it” (P3, nurse, case D). One GP said: “I was dry and I was glad of it”."
        )
    )
    found = [dict(record_of(quotation, source=SOURCE)) for quotation in speech_of(document)]
    rows = [
        row(one["text"], label=one["speaker_label"], role=one["role"], case=one["case"],
            participant=one["participant"], theme=one["theme"], kind=one["kind"])
        for one in found
    ]  # fmt: skip
    total = scored(found, required=rows).total
    assert (total.gold, total.f1()) == (2, 1.0)
    assert all(share.right == share.total for share in total.fields.values())


# Gold files


def test_gold_of_one_document(tmp_path: Path) -> None:
    """A file with the key `doc` holds one document, keyed by its file name's stem."""
    path = tmp_path / "one.yaml"
    path.write_text(yaml.safe_dump({"doc": "papers/buses.v2.txt", "required": [row()]}), "utf-8")
    assert set(read_gold([path])) == {"buses"}


def test_gold_of_several_documents(tmp_path: Path) -> None:
    """Other files map file names to documents; parts that are left out are empty."""
    path = tmp_path / "several.yaml"
    path.write_text(yaml.safe_dump({"buses.txt": {"required": [row()]}, "trams.md": {}}), "utf-8")
    gold = read_gold([path])
    assert gold["trams"] == GoldDocument()
    assert gold["buses"].required[0].length == 13


def test_gold_rows_are_as_annotated() -> None:
    """Numbers are words too; a table's row is known as one."""
    facts = {"start": "one", "end": "two", "participant": 5, "case": 3, "in": "table"}
    (gold_row,) = gold_of({"x": {"required": [facts]}})["x"].required
    assert gold_row == GoldRow("one", "two", participant="5", case="3", table=True)


@pytest.mark.parametrize(
    "text", ["- a list", "buses.txt: 12", "buses.txt: {required: [{start: x}]}", "{", "doc: [", ""]
)
def test_gold_that_is_none(tmp_path: Path, text: str) -> None:
    """A file of another shape is one line that names it."""
    path = tmp_path / "bad.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(ProjectError, match=r"bad\.yaml"):
        read_gold([path])


def test_gold_that_is_not_there(tmp_path: Path) -> None:
    """A missing file is an error of the project, not a traceback."""
    with pytest.raises(ProjectError):
        read_gold([tmp_path / "nowhere.yaml"])


# Tables


def test_document_rows_end_with_the_total() -> None:
    """One row a document; the last one adds them up."""
    rows = document_rows(scored([record()], required=[row(label="P7")]))
    assert [one["document"] for one in rows] == ["buses", "total"]
    assert (rows[-1]["gold"], rows[-1]["f1"], rows[-1]["label"]) == (1, 1.0, "0/1")


def test_habit_rows_count_by_rule() -> None:
    """Found and false records by the rule that found them, misses by how they are printed."""
    evaluation = scored(
        [record(), record("Nobody of the kind was ever on the quay")],
        required=[row(), row("We never saw that bus again at all", inline=True)],
    )
    rows = {one["habit"]: one for one in habit_rows(evaluation)}
    assert rows["curly_pair"] == {
        "habit": "curly_pair", "found": 2, "right": 1, "false": 1, "missed": 0,
    }  # fmt: skip
    assert rows["missed: inline"]["missed"] == 1


def test_confidence_rows_hold_every_record() -> None:
    """Bands cover zero to one; each judged record stands in one of them."""
    records = [
        record(confidence=1.0),
        record("Nobody of the kind was ever there", confidence=0.0),
        record("Some of that kind were often there", confidence=0.8),
    ]
    rows = confidence_rows(scored(records, required=[row()]))
    assert sum(one["records"] for one in rows) == 3
    assert (rows[-1]["records"], rows[-1]["right"], rows[-1]["share"]) == (1, 1, 1.0)
    assert rows[0]["share"] == 0.0


# The scorer that is not ours

TEXTS = [
    "I waited for the bus until the lamp on the quay went out",
    "We’re not late, we’re only not there yet, and that’s another thing",
    "the saddest van",
    "It was the egg that broke me if I am honest about it",
    "no",
    "They told us to wait (all of us) and then they told us to go home again, so we did",
    "My mother’s hat was on the seat and nobody would sit on it",
    "You get to the other end … and you look back [laughs] and it has gone",
]
VALUES: dict[str, list[str | None]] = {
    "label": [None, "P7, nurse", "GP, case study D", "p7 Nurse"],
    "role": [None, "nurse", "GP", "general practitioner", "ward nurse", "healthcare assistant"],
    "participant": [None, "P7", "Participant # 5", "Jeb Harkaway"],
    "case": [None, "D", "Site B", "case study D"],
    "theme": [None, "Rain", "The last stop", "rain"],
    "kind": ["participant", "survey", "named", "cited", "term"],
}


def synthetic(seed: int) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Gold of several documents, and a listing that has it half right."""
    chance = random.Random(seed)
    gold: dict[str, Any] = {}
    records: list[dict[str, Any]] = []
    for number in range(8):
        name = f"paper-{number}.v1.txt"
        gold[name] = {
            part: [_synthetic_row(chance) for _ in range(chance.randint(0, most))]
            for part, most in (("required", 6), ("optional", 2), ("never", 2))
        }
        rows = [one for part in gold[name].values() for one in part]
        for one in rows:
            if chance.random() < 0.8:
                records.append(_synthetic_record(chance, name, one.pop("_text"), one))
            else:
                one.pop("_text")
        records.append(_synthetic_record(chance, name, chance.choice(TEXTS), {}))
    chance.shuffle(records)
    return gold, records


def _synthetic_row(chance: random.Random) -> dict[str, Any]:
    text = chance.choice(TEXTS)
    facts = {name: chance.choice(values) for name, values in VALUES.items()}
    made = {"_text": text, **row(text), **facts}
    if chance.random() < 0.3:
        del made["words"]
    return made


def _synthetic_record(
    chance: random.Random, name: str, text: str, gold: Mapping[str, Any]
) -> dict[str, Any]:
    """The row's words and facts, some of them spoilt."""
    words = text.split()
    words = words[chance.choice([0, 0, 0, 1, 4]) :] or words
    words += chance.choice([[], [], ["then"], ["and", "then", "some", "more", "words"]])
    facts: dict[str, Any] = {
        key: gold.get(key) if chance.random() < 0.7 else chance.choice(values)
        for key, values in VALUES.items()
    }
    role = facts.pop("role")
    slug = "-".join(role.lower().split()) if role else None
    other = [{"source": "corpus/paper-0.v2.pdf"}] if chance.random() < 0.1 else []
    return record(
        " ".join(words),
        speaker_label=facts.pop("label"),
        role=slug,
        roles=[slug, "staff"] if slug else [],
        name=chance.choice([None, "Jeb Harkaway"]),
        document={"source": f"corpus/{name}"},
        also_in=other,
        **{**facts, "kind": facts["kind"] or "participant"},
    )


def scorer() -> Path:
    """The scorer beside the checkout, or in CCG_SHARED; the test is skipped without it."""
    shared = Path(os.environ.get("CCG_SHARED") or ROOT.parent / "shared")
    path = shared / "tools" / "score.py"
    if not path.exists():
        pytest.skip("no scorer: put shared/tools/score.py beside the checkout or set CCG_SHARED")
    return path


def rounded(figures: Mapping[str, Any]) -> dict[str, Any]:
    """Figures without the last digits, which depend on the order of a sum."""
    return {k: round(v, 9) if isinstance(v, float) else v for k, v in figures.items()}


@pytest.mark.parametrize("seed", range(3))
def test_agrees_with_the_shared_scorer(seed: int, tmp_path: Path) -> None:
    """Every figure of the scorer's JSON is ours: F1, its mean, precision, recall, every tally."""
    gold, records = synthetic(seed)
    (tmp_path / "gold.yaml").write_text(yaml.safe_dump(gold, allow_unicode=True), "utf-8")
    lines = "".join(json.dumps(one) + "\n" for one in records)
    (tmp_path / "listing.jsonl").write_text(lines, "utf-8")
    command = [sys.executable, str(scorer()), "gold.yaml", "listing.jsonl", "--json"]
    ran = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    theirs = json.loads(ran.stdout.splitlines()[-1])

    evaluation = score(read_gold([tmp_path / "gold.yaml"]), records)
    total = evaluation.total
    ours: dict[str, Any] = {
        "strict_f1": total.f1(),
        "macro_f1": evaluation.macro_f1,
        "precision": total.precision(),
        "recall": total.recall(),
        "gold": total.gold,
        "strict": total.strict,
        "fp": total.false,
        "never": total.never,
        "lenient": total.lenient,
        **{name: [total.fields[name].right, total.fields[name].total] for name in FIELDS},
    }
    assert rounded(theirs) == rounded(ours)
    assert 0 < total.strict < total.gold
