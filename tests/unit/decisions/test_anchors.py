"""Decisions find their quotation again by its words, whatever changed under them."""

from __future__ import annotations

import random
from hashlib import sha256

from ccg_corpus.core.span import Span
from ccg_corpus.decisions.anchors import FoundQuotation, anchored
from ccg_corpus.decisions.model import Anchor, Decision, decided
from ccg_corpus.decisions.places import Places
from ccg_corpus.text.words import normalised_words

NOUNS = [
    "gate",
    "lamp",
    "winch",
    "kettle",
    "barge",
    "lantern",
    "ledger",
    "orchard",
    "bell",
    "ferry",
    "shutter",
    "wick",
]
VERBS = ["carried", "mended", "counted", "painted", "lifted", "hid", "borrowed", "watched"]


def invented_words(seed: int, count: int) -> str:
    """An invented sentence: nothing in it was ever said."""
    lot = random.Random(seed)
    words = ["I"]
    while len(words) < count:
        words += [lot.choice(VERBS), "the", lot.choice(NOUNS), str(lot.randint(2, 99)), "and"]
    return " ".join(words[:count]) + f" {seed}"


def invented_paper(count: int = 60) -> tuple[str, list[Span]]:
    """A text with so many quotations, and their places."""
    text, spans = "Invented example.\n\n", []
    for n in range(count):
        text += f"Somebody of village {n} put it so: “"
        start = len(text)
        text += invented_words(n, 12 + n % 30)
        spans.append(Span(start, len(text)))
        text += f"” (P{n % 9}, porter).\n\n"
    return text, spans


def id_of(words: str) -> str:
    """An id as records have it."""
    return f"reed-2021:{sha256(normalised_words(words).encode()).hexdigest()[:8]}"


def found_in(text: str, spans: list[Span]) -> list[FoundQuotation]:
    """Quotations as today's reading finds them."""
    words = [text[span.start : span.end] for span in spans]
    return [
        FoundQuotation(id_of(w), span, normalised_words(w))
        for w, span in zip(words, spans, strict=True)
    ]


def on(text: str, span: Span) -> Anchor:
    """The anchor of a decision about a stretch of a text."""
    exact = text[span.start : span.end]
    before, after = text[max(0, span.start - 32) : span.start], text[span.end : span.end + 32]
    return Anchor("reed-2021", id_of(exact), exact, before, after)


def decisions_on(text: str, spans: list[Span]) -> list[Decision]:
    """A decision about each."""
    return [decided("set", on(text, span), by="amira", role="porter") for span in spans]


def test_every_decision_finds_its_quotation() -> None:
    """Nothing changed: each decision has the quotation it was made on."""
    text, spans = invented_paper()
    found = anchored(decisions_on(text, spans), text, found_in(text, spans))
    assert [one.at for one in found.targets] == list(range(len(spans)))
    assert not found.lost


def test_other_ends_by_other_rules_lose_nothing() -> None:
    """A fifth of the quotations began and ended elsewhere, were one or were two: all are found."""
    text, spans = invented_paper(200)
    lot = random.Random(4)
    older, wanted = [], []
    for n, span in enumerate(spans):
        words = text[span.start : span.end].split()
        if lot.random() < 0.2:
            cut = lot.choice(["front", "back", "more"])
            size = len(" ".join(words[: 1 + len(words) // 3])) + 1
            span = {
                "front": Span(span.start + size, span.end),
                "back": Span(span.start, span.end - size),
                "more": Span(span.start - 9, span.end + 5),
            }[cut]
        older.append(span)
        wanted.append(n)
    found = anchored(decisions_on(text, older), text, found_in(text, spans))
    assert [one.at for one in found.targets] == wanted
    assert not found.lost


def test_another_converter_loses_nothing() -> None:
    """Spaces, hyphens at line ends, marks and a page's number within: the same words are found."""
    text, spans = invented_paper()
    printed = text.replace("mended", "men-\nded").replace(" the ", "  the\n").replace("“", '"')
    printed = printed.replace("lantern", "lan 214 tern", 3)
    found = anchored(decisions_on(text, spans), printed, [])
    assert len(found.targets) == len(spans) and not found.lost
    for target, span in zip(found.targets, spans, strict=True):
        now = printed[target.span.start : target.span.end].replace("-\n", "").replace(" 214 ", "")
        assert normalised_words(now) == normalised_words(text[span.start : span.end])


def test_what_reading_no_longer_finds_stays_a_quotation() -> None:
    """The words stand and no rule sees them: the decision keeps its own place."""
    text, spans = invented_paper(5)
    found = anchored(decisions_on(text, spans), text, found_in(text, spans)[:2])
    assert [one.at for one in found.targets] == [0, 1, None, None, None]
    assert [one.span for one in found.targets] == spans


def test_words_that_are_gone_are_listed_with_the_nearest_place() -> None:
    """Nothing like a guess: what is not there is lost, and told where it may have been."""
    text, spans = invented_paper(10)
    gone = text.replace(text[spans[3].start : spans[3].end], "We never said a word of that here.")
    left = [span for span in (gone.find(text[s.start : s.end]) for s in spans) if span >= 0]
    assert len(left) == 9
    found = anchored(decisions_on(text, spans), gone, [])
    assert len(found.targets) == 9 and [one.decision.on.exact for one in found.lost] == [
        text[spans[3].start : spans[3].end]
    ]
    near = Places(gone).nearest(found.lost[0].exact)
    assert near is not None and near.likeness < 92


def test_equal_words_are_told_apart_by_what_stands_around() -> None:
    """The second "Yes, every week" is the second one, also when the first is found no more."""
    text = "A porter said: “Yes, every single week.” Later a baker said: “Yes, every single week.”"
    first = Span(text.index("Yes"), text.index("week") + 5)
    second = Span(text.rindex("Yes"), text.rindex("week") + 5)
    decision = decided("set", on(text, second), by="amira", role="baker")
    both = anchored([decision], text, found_in(text, [first, second]))
    assert [one.at for one in both.targets] == [1]
    alone = anchored([decision], text, found_in(text, [second]))
    assert [one.at for one in alone.targets] == [0]
    other = anchored([decision], text, found_in(text, [first]))
    assert [(one.at, one.span) for one in other.targets] == [(None, second)]


def test_ends_that_were_moved_are_moved_again() -> None:
    """New ends hold over what reading finds; later decisions on the new words go to the same."""
    text, spans = invented_paper(3)
    short = Span(spans[1].start, spans[1].start + text[spans[1].start :].index(" and"))
    new = on(text, short)
    ends = {"exact": new.exact, "prefix": new.prefix, "suffix": new.suffix}
    moved = decided("ends", on(text, spans[1]), by="amira", ends=ends)
    later = decided(
        "set", Anchor(new.document, id_of(text[spans[1].start : spans[1].end]), new.exact), by="bo",
        case="B",
    )  # fmt: skip
    found = anchored([moved, later], text, found_in(text, spans))
    assert [(one.at, one.ends) for one in found.targets] == [(1, short)]
    assert found.targets[0].standing.value("case") == "B"


def test_a_turn_cut_in_two_is_two() -> None:
    """What is cut off one quotation and added for itself is another."""
    text, spans = invented_paper(3)
    middle = spans[1].start + text[spans[1].start :].index(" and") + 1
    front, back = Span(spans[1].start, middle - 1), Span(middle, spans[1].end)
    new = on(text, front)
    ends = {"exact": new.exact, "prefix": new.prefix, "suffix": new.suffix}
    moved = decided("ends", on(text, spans[1]), by="amira", ends=ends)
    added = decided("add", on(text, back), by="amira", role="baker")
    later = decided("set", on(text, back), by="amira", case="B")
    found = anchored([moved, added, later], text, found_in(text, spans))
    assert [(one.at, one.span, one.ends) for one in found.targets] == [
        (1, spans[1], front),
        (None, back, None),
    ]
    assert found.targets[1].standing.value("case") == "B"


def test_what_was_added_and_is_found_by_now_is_one() -> None:
    """Better rules find what a reviewer added: one quotation, not two."""
    text, spans = invented_paper(3)
    added = decided("add", on(text, spans[1]), by="amira", role="baker")
    found = anchored([added], text, found_in(text, spans))
    assert [one.at for one in found.targets] == [1]


def test_short_words_are_not_found_inside_others() -> None:
    """ "he end" does not stand in "the ending"."""
    assert Places("See the ending of it.").all("he end") == []
    assert Places("See the ending of it. So he ended.").all("he ended") == [Span(25, 33)]


def test_figures_count_where_they_stand() -> None:
    """ "42 gates" is not "43 gates" where both stand."""
    text = "We have 43 gates here. We have 42 gates here."
    assert Places(text).all("We have 42 gates here") == [Span(23, 44)]


def test_decisions_about_a_document_have_no_quotation() -> None:
    """A memo on a whole paper is handed on as it is."""
    memo = decided("memo", Anchor("reed-2021"), by="amira", memo="Reads well.")
    found = anchored([memo], "A text.", [])
    assert found.of_document == (memo,) and not found.targets and not found.lost
