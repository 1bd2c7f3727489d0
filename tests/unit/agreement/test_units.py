"""Which quotations two coders are compared on, and what each table says."""

from __future__ import annotations

from collections import Counter

import pytest

from ccg_corpus.agreement import CodedUnit, compared, disagreements, figures, seen_units
from ccg_corpus.agreement.units import categories

TEXT = "the gate was shut and nobody had the key"


def unit(
    number: int, document: str = "gates", **codes: str | dict[str, tuple[str | None, ...]]
) -> CodedUnit:
    """A quotation; `anna="x y"` are codes of the whole of it."""
    given = {
        coder: dict.fromkeys(said.split(), (None,)) if isinstance(said, str) else said
        for coder, said in codes.items()
    }
    return CodedUnit(f"{document}:{number}", document, TEXT, given, frozenset(given))


def corpus() -> list[CodedUnit]:
    """Fifty quotations of one document: 20 coded by both, 5 and 10 by one, 15 by neither."""
    coded = [{"anna": "x", "ben": "x"}] * 20 + [{"anna": "x"}] * 5 + [{"ben": "x"}] * 10
    return [unit(number, **one) for number, one in enumerate([*coded, *[{}] * 15])]


def test_whoever_codes_a_document_has_read_it() -> None:
    """With one code only, absence is seen in the documents that both coded: kappa 0.40."""
    seen = seen_units(corpus(), "anna", "ben")
    assert (seen.over, len(seen.units), seen.of_one, seen.of_neither) == ("documents", 50, 15, 15)
    assert figures(compared(seen.units, "anna", "ben", ["x"])).kappa == pytest.approx(0.4)


def test_a_sample_that_both_coded_is_what_is_compared() -> None:
    """Fifty of ninety quotations, each with a code of both: the other forty do not count."""
    coded = [("yes", "yes")] * 20 + [("yes", "no")] * 5 + [("no", "yes")] * 10 + [("no", "no")] * 15
    units = [unit(n, anna=one, ben=two) for n, (one, two) in enumerate(coded)]
    seen = seen_units([*units, *(unit(n) for n in range(50, 90))], "anna", "ben")
    assert (seen.over, len(seen.units), seen.of_neither) == ("either", 50, 0)
    for code in ("yes", "no"):
        assert figures(compared(seen.units, "anna", "ben", [code])).kappa == pytest.approx(0.4)


def test_over_can_be_chosen() -> None:
    """What both, or either, decided on."""
    assert len(seen_units(corpus(), "anna", "ben", "both").units) == 20
    assert len(seen_units(corpus(), "anna", "ben", "either").units) == 35


def test_documents_of_one_coder_do_not_count() -> None:
    """What only one has begun is not disagreed on."""
    more = [unit(number, document="fences", anna="x") for number in range(9)]
    seen = seen_units([*corpus(), *more], "anna", "ben")
    assert {one.document for one in seen.units} == {"gates"}


def test_one_code_each_is_a_category() -> None:
    """Only where every coder gave every quotation one code are the codes categories."""
    units = [unit(1, anna="x", ben="x"), unit(2, anna="y", ben="x")]
    assert categories(units, "anna", "ben") == [Counter({("x", "x"): 1}), Counter({("y", "x"): 1})]
    assert categories([*units, unit(3, anna="x y", ben="x")], "anna", "ben") is None


def test_words_of_a_quotation_are_units() -> None:
    """Anna took four words, Ben two of them and one more, of nine."""
    anna: dict[str, tuple[str | None, ...]] = {"x": ("the gate was shut",)}
    ben: dict[str, tuple[str | None, ...]] = {"x": ("was shut and",)}
    one = unit(1, anna=anna, ben=ben)
    (table,) = compared([one], "anna", "ben", ["x"], by_words=True)
    assert table == Counter({(1, 1): 2, (1, 0): 2, (0, 1): 1, (0, 0): 4})
    assert [(it.by, it.part) for it in disagreements([one], "anna", "ben", ["x"], by_words=True)] == [
        ("anna", "the gate"), ("ben", "and"),
    ]  # fmt: skip


def test_disagreements_name_who_gave_what() -> None:
    """Quotation, code, who gave it and who did not."""
    found = list(disagreements(corpus(), "anna", "ben", ["x"]))
    assert len(found) == 15
    assert Counter((one.by, one.not_by) for one in found) == {
        ("anna", "ben"): 5,
        ("ben", "anna"): 10,
    }


def test_many_documents_are_the_clusters() -> None:
    """From ten documents on, documents are resampled."""
    units = [unit(n, document=f"paper-{n % 12}", anna="x", ben="x") for n in range(24)]
    assert len(compared(units, "anna", "ben", ["x"])) == 12
    assert len(compared(units[:9], "anna", "ben", ["x"])) == 9
