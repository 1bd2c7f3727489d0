"""What a reviewer's examples teach, and what they leave alone. Every text is invented."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from ccg_corpus.core.model import SPEECH_KINDS, Document, DraftBlock, Quotation, Span
from ccg_corpus.quotations import Example, Lessons, find_quotations, learn
from tests.builders import document_of_blocks, make_document, packaged_roles, paper

# three labels that no list knows, which is too few for a habit
FEW = paper(
    """
Most of them spoke of the bell at the ford.

⟦I ring twice and then I sit on the step with my flask.⟧ ~Ansgar at the mill

The ferry was praised by those who had no cart.

⟦He waited for my mother until the fog had gone, I was there.⟧ ~Hedda of the weir

The widows on the far bank asked for a lamp.

⟦We were three in the dark last winter and nobody came down.⟧ ~Runa by the chapel
"""
)
MARKED = paper(
    """
The driver was called “a slow old clock” by the shop. The library bus was late “more often than not”.

Some kept the books “for a good long while” and the clerk let them.

The board printed “the rules of the shelf” on each card. It renamed the bus “the rolling reading room” and the stop “a door of words”.
"""
)


def taught(document: Document, *examples: Example) -> tuple[Lessons, tuple[Quotation, ...]]:
    """The lessons of some examples, and the speech that is found with them."""
    lessons = learn(document, examples, packaged_roles())
    found = find_quotations(document, packaged_roles(), lessons=lessons)
    return lessons, tuple(q for q in found if q.kind in SPEECH_KINDS)


def span_of(document: Document, words: str) -> Span:
    start = document.text.index(words)
    return Span(start, start + len(words))


def rules(quotation: Quotation) -> set[str]:
    return {proof.rule for proof in quotation.evidence}


def test_one_example_brings_those_labelled_alike() -> None:
    """A label of unknown shape, shown once, is read wherever the document prints its like."""
    document, spans = make_document(FEW)
    assert not [q for q in taught(document)[1] if q.span in spans]
    lessons, found = taught(document, Example(spans[0]))
    assert [q.span for q in found] == list(spans)
    assert [q.speaker.label for q in found] == [
        "Ansgar at the mill",
        "Hedda of the weir",
        "Runa by the chapel",
    ]
    assert "learnt:example" in rules(found[0])
    assert "learnt:shape" in rules(found[1]) & rules(found[2])
    assert lessons.shapes


def test_learnt_evidence_shows_the_example() -> None:
    """Whoever asks why a quotation was read sees the words that a reviewer showed."""
    document, spans = make_document(FEW)
    _, found = taught(document, Example(spans[0]))
    (proof,) = [proof for proof in found[2].evidence if proof.rule == "learnt:shape"]
    assert Span(proof.start, proof.end) == spans[0]
    assert document.slice(spans[0]).startswith(proof.text[:40])


def test_what_is_right_teaches_nothing() -> None:
    """An example that was read rightly without it changes nothing at all."""
    document, (span,) = make_document(
        paper("As one put it:\n\n“⟦I never got the key to the shed, they kept it from me⟧” (P4).")
    )
    plain = find_quotations(document, packaged_roles())
    lessons = learn(document, [Example(span, label="P4")], packaged_roles())
    assert not lessons
    assert find_quotations(document, packaged_roles(), lessons=lessons) == plain


def test_a_rejection_that_was_not_listed_teaches_nothing() -> None:
    """A term that was called a term already silences nobody."""
    document, _ = make_document(MARKED)
    assert not learn(
        document,
        [Example(span_of(document, "the rules of the shelf"), is_quotation=False)],
        packaged_roles(),
    )


def test_example_of_a_look_brings_its_like() -> None:
    """Words in marks that were called terms are speech from the shown one's score on."""
    document, _ = make_document(MARKED)
    assert not taught(document)[1]
    _, found = taught(document, Example(span_of(document, "a slow old clock")))
    assert "a slow old clock" in [q.text for q in found]
    assert all(rules(q) & {"learnt:example", "learnt:look"} for q in found)


ITEMS = tuple(
    ("quote", f"I feel {word} when I wait for the boat and I say so to my neighbours")
    for word in ("calm", "cold", "cross", "glad")
)
STATED = (
    ("heading", "Results"),
    ("paragraph", "We interviewed nine ferry hands; interviews were taped. The scale has items."),
    ("paragraph", "All interviews were read twice, and the quotes were chosen by two of us."),
    *ITEMS,
    ("paragraph", "One of the hands said this of the winter:"),
    ("quote", "I broke the ice with my own oar, and my father laughed at me (Hand 3)"),
)


def test_rejections_silence_their_like_and_nothing_else() -> None:
    """Two false block quotations of one look take their like with them; another look stays."""
    document = document_of_blocks(*STATED)
    before = taught(document)[1]
    false = [q for q in before if "when I wait for the boat" in q.text]
    assert len(false) == len(ITEMS)
    _, found = taught(document, *(Example(q.span, is_quotation=False) for q in false[:2]))
    assert [q.text[:15] for q in found] == ["I broke the ice"]


def test_a_confirmed_neighbour_keeps_its_like() -> None:
    """What a reviewer confirmed is not silenced by a rejection of the same look."""
    document = document_of_blocks(*STATED)
    false = [q for q in taught(document)[1] if "when I wait for the boat" in q.text]
    _, found = taught(document, Example(false[0].span, is_quotation=False), Example(false[1].span))
    assert false[0].span not in [q.span for q in found]
    assert false[1].span in [q.span for q in found]


def test_a_block_of_a_column_brings_the_column() -> None:
    """A cell that no rule saw, shown, brings the other cells of its column."""
    cells = [
        DraftBlock("cell", text, table=1, row=row, column=column, header=header)
        for row, texts in enumerate(
            [
                ("The gate", "Shut by six, and the dog out"),
                ("The hut", "Damp to the rafters, that one"),
                ("The pond", "Nobody swims there any more"),
            ]
        )
        for column, (header, text) in enumerate(zip(("Place", "Heard there"), texts, strict=True))
    ]
    document = document_of_blocks(("heading", "Results"), *cells)
    _, found = taught(document, Example(span_of(document, "Damp to the rafters, that one")))
    assert [q.text for q in found] == [
        "Shut by six, and the dog out",
        "Damp to the rafters, that one",
        "Nobody swims there any more",
    ]


def test_lessons_stand_for_the_journal() -> None:
    """What one document taught is read in another that prints alike, without the first one's words."""
    document, spans = make_document(FEW)
    lessons = learn(document, [Example(spans[0])], packaged_roles())
    other, (own,) = make_document(
        paper(
            "The mill was loud.\n\n⟦I sleep with wool in my ears, my wife does too.⟧ ~Ivo on the hill"
        )
    )
    found = find_quotations(other, packaged_roles(), lessons=lessons.elsewhere())
    assert [q.speaker.label for q in found if q.span == own] == ["Ivo on the hill"]


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 900), st.integers(1, 200), st.booleans()), min_size=1, max_size=4
    )
)
def test_any_examples_leave_the_text_verbatim(drawn: list[tuple[int, int, bool]]) -> None:
    """Whatever is shown, quotations equal their slices and do not overlap."""
    document, _ = make_document(FEW)
    length = len(document.text)
    examples = [
        Example(Span(start % length, min(length, start % length + size)), is_quotation=good)
        for start, size, good in drawn
    ]
    lessons = learn(document, examples, packaged_roles())
    found = find_quotations(document, packaged_roles(), lessons=lessons)
    for quotation in found:
        assert quotation.text == " ".join(document.slice(quotation.span).split())
    for one, other in pairwise(found):
        assert one.span.end <= other.span.start
