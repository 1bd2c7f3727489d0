"""Agreement figures equal published worked examples, and say where they are not defined."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from ccg_corpus.agreement import Table, figures
from ccg_corpus.agreement.coefficients import alpha_of, kappa_of

numpy = pytest.importorskip("numpy")
krippendorff = pytest.importorskip("krippendorff")


def table_of(first: str, second: str) -> Table:
    """The pairs of values that two coders gave, one letter a unit."""
    return Counter(zip(first, second, strict=True))


def singles(table: Table) -> list[Table]:
    return [Counter({pair: 1}) for pair, count in table.items() for _ in range(count)]


TWO_BY_TWO: Table = Counter({(1, 1): 20, (1, 0): 5, (0, 1): 10, (0, 0): 15})


def test_cohens_kappa_of_the_textbook_table() -> None:
    """Fifty proposals, 20 both for, 15 both against, 5 and 10 split: 70 %, kappa 0.40."""
    found = figures(singles(TWO_BY_TWO))
    assert found.units == 50
    assert found.percent == pytest.approx(0.70, abs=1e-12)
    assert found.kappa == pytest.approx(0.4000, abs=5e-5)


def test_krippendorffs_alpha_of_binary_data() -> None:
    """Krippendorff 2011, section A: ten units, two observers, alpha 0.095."""
    table = table_of("0100000010", "1110010000")
    assert alpha_of(table) == pytest.approx(0.0952, abs=5e-5)


def test_krippendorffs_alpha_of_nominal_data() -> None:
    """Krippendorff 2011, section B: twelve units, five values, alpha 0.692."""
    table = table_of("aabbdcccedda", "babbbccceddd")
    assert alpha_of(table) == pytest.approx(0.6920, abs=5e-5)


def test_alpha_of_the_textbook_table() -> None:
    """The same table as kappa's, with the correction for its size: 0.400 to three digits."""
    assert alpha_of(TWO_BY_TWO) == pytest.approx(1 - 99 * 30 / (2 * 55 * 45), abs=1e-12)
    assert alpha_of(TWO_BY_TWO) == pytest.approx(0.4000, abs=5e-5)


def test_intervals_hold_the_figure_and_repeat_with_the_seed() -> None:
    """Near the interval that a formula for large samples gives (0.151 to 0.649), always the same."""
    one, same, other = (figures(singles(TWO_BY_TWO), seed=seed) for seed in (3, 3, 4))
    assert one == same
    assert one.kappa_interval != other.kappa_interval
    low, high = one.kappa_interval or (0, 0)
    assert low == pytest.approx(0.151, abs=0.04) and high == pytest.approx(0.649, abs=0.04)
    assert one.alpha_interval is not None
    assert one.alpha_interval[0] < 0.4 < one.alpha_interval[1]


def test_resampled_alpha_is_the_packages_alpha() -> None:
    """The formula for many tables at once gives what the package gives for each."""
    from ccg_corpus.agreement.coefficients import _alphas, _kappas

    lots = random.Random(5)
    for _ in range(30):
        counts = [[lots.randrange(9) for _ in range(3)] for _ in range(3)]
        counts[0][1] += 1
        table: Table = Counter(
            {(one, other): counts[one][other] for one in range(3) for other in range(3)}
        )
        tables = numpy.array([counts], dtype=float)
        assert _alphas(tables)[0] == pytest.approx(alpha_of(+table), abs=1e-12)
        assert _kappas(tables)[0] == pytest.approx(kappa_of(+table), abs=1e-12)


def test_one_category_has_no_coefficient() -> None:
    """Both coded nothing, or everything: percent only, and why."""
    found = figures([Counter({(0, 0): 1})] * 9)
    assert (found.percent, found.kappa, found.alpha) == (1.0, None, None)
    assert found.note == "undefined: one category"


def test_without_the_package_percent_and_kappa_are_there(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is an extra."""
    from ccg_corpus.agreement import coefficients

    monkeypatch.setattr(coefficients, "has_package", lambda: False)
    found = figures(singles(TWO_BY_TWO))
    assert (found.percent, found.alpha, found.kappa_interval) == (0.7, None, None)
    assert found.kappa == pytest.approx(0.4)


def test_nothing_to_compare_has_no_figure() -> None:
    found = figures([])
    assert (found.units, found.percent, found.note) == (0, None, "no unit to compare")


def test_perfect_and_opposite_coders() -> None:
    """1 where all agree; below 0 where they agree less than chance would."""
    perfect: Table = Counter({(1, 1): 5, (0, 0): 5})
    opposite: Table = Counter({(1, 0): 5, (0, 1): 5})
    assert kappa_of(perfect) == alpha_of(perfect) == 1.0
    assert kappa_of(opposite) == -1.0
    assert (alpha_of(opposite) or 0) < -0.8


def test_clusters_that_are_alike_widen_the_interval() -> None:
    """The same fifty units in five clusters of ten say less than fifty by themselves."""
    alone = figures(singles(TWO_BY_TWO))
    clustered = figures(
        [Counter({(1, 1): 10}), Counter({(1, 1): 10}), Counter({(1, 0): 5, (0, 0): 5}),
         Counter({(0, 1): 10}), Counter({(0, 0): 10})]
    )  # fmt: skip
    assert clustered.kappa == pytest.approx(alone.kappa)
    assert clustered.kappa_interval and alone.kappa_interval
    width = [high - low for low, high in (clustered.kappa_interval, alone.kappa_interval)]
    assert width[0] > 1.5 * width[1]
