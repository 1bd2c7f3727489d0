"""Tables of what two coders gave → percent, Cohen's kappa, Krippendorff's alpha, with intervals.

Comes in: one table a cluster (a quotation or a document), each the number of units by the pair of
values they got. Goes out: figures; a coefficient is None where it is not defined, as where both
coders used one value only. Alpha is computed by the package krippendorff; its interval, and kappa's,
are percentiles of resampled clusters, the same for the same seed.
Sources: Cohen (1960), Educ Psychol Meas 20:37–46; Krippendorff (2011), Computing Krippendorff's
alpha-reliability; Efron and Tibshirani (1993), An introduction to the bootstrap, ch. 13.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

Value = str | int
Table = Counter[tuple[Value, Value]]
Interval = tuple[float, float]
RESAMPLES = 2000
LEVEL = 0.95


@dataclass(frozen=True, slots=True)
class Figures:
    """Of how many units which share agrees, and by how much more than chance would have it."""

    units: int
    table: Table
    percent: float | None
    kappa: float | None
    alpha: float | None
    kappa_interval: Interval | None = None
    alpha_interval: Interval | None = None
    note: str = ""


def figures(clusters: Sequence[Table], *, seed: int = 0, resamples: int = RESAMPLES) -> Figures:
    """The figures of units in clusters, which are what is resampled.

    Without the package krippendorff, an extra, there are percent and kappa only.
    """
    table: Table = Counter()
    for one in clusters:
        table.update(one)
    units = table.total()
    values = _values(table)
    if not units:
        return Figures(0, table, None, None, None, note="no unit to compare")
    percent = sum(count for (one, other), count in table.items() if one == other) / units
    if len(values) < 2:
        note = "undefined: one category"
        return Figures(units, table, percent, None, None, note=note)
    if not has_package():
        return Figures(units, table, percent, kappa_of(table), None)
    low = _intervals(clusters, values, seed=seed, resamples=resamples)
    return Figures(units, table, percent, kappa_of(table), alpha_of(table), *low)


def has_package() -> bool:
    """Whether the extra `agreement` is installed."""
    from importlib.util import find_spec

    return find_spec("krippendorff") is not None


def kappa_of(table: Table) -> float | None:
    """Cohen's kappa: None where chance alone would agree on everything."""
    units = table.total()
    first: Counter[Value] = Counter()
    second: Counter[Value] = Counter()
    for (one, other), count in table.items():
        first[one] += count
        second[other] += count
    agreed = sum(count for (one, other), count in table.items() if one == other) / units
    chance = sum(first[value] * second[value] for value in first) / units**2
    return None if chance == 1 else (agreed - chance) / (1 - chance)


def alpha_of(table: Table) -> float | None:
    """Krippendorff's alpha for nominal values, both coders having judged every unit."""
    import krippendorff

    values = _values(table)
    if len(values) < 2:
        return None
    rows = []
    for (one, other), count in table.items():
        row = [int(value == one) + int(value == other) for value in values]
        rows += [row] * count
    domain = list(range(len(values)))
    found = krippendorff.alpha(
        value_counts=rows, value_domain=domain, level_of_measurement="nominal"
    )
    return float(found)


def _intervals(
    clusters: Sequence[Table], values: Sequence[Value], *, seed: int, resamples: int
) -> tuple[Interval | None, Interval | None]:
    """The intervals of kappa and of alpha."""
    import numpy

    if len(clusters) < 2:
        return None, None
    size = len(values)
    place = {value: at for at, value in enumerate(values)}
    counts = numpy.zeros((len(clusters), size, size))
    for at, cluster in enumerate(clusters):
        for (one, other), count in cluster.items():
            counts[at, place[one], place[other]] += count
    lots = numpy.random.default_rng(seed)
    drawn = lots.multinomial(len(clusters), [1 / len(clusters)] * len(clusters), size=resamples)
    tables = numpy.tensordot(drawn, counts, axes=1)
    with numpy.errstate(divide="ignore", invalid="ignore"):
        return _percentiles(_kappas(tables)), _percentiles(_alphas(tables))


def _kappas(tables: np.ndarray) -> np.ndarray:
    units = tables.sum(axis=(1, 2))
    agreed = tables.trace(axis1=1, axis2=2) / units
    chance = (tables.sum(axis=2) * tables.sum(axis=1)).sum(axis=1) / units**2
    kappas: np.ndarray = (agreed - chance) / (1 - chance)
    return kappas


def _alphas(tables: np.ndarray) -> np.ndarray:
    """Alpha of many tables at once; a test holds it to the package's."""
    units = tables.sum(axis=(1, 2))
    observed = 2 * (units - tables.trace(axis1=1, axis2=2))
    given = tables.sum(axis=2) + tables.sum(axis=1)  # of each value, by both coders
    expected = (2 * units) ** 2 - (given**2).sum(axis=1)
    alphas: np.ndarray = 1 - (2 * units - 1) * observed / expected
    return alphas


def _percentiles(found: np.ndarray) -> Interval | None:
    """None where more than one resample in twenty has no such figure."""
    import numpy

    known = found[numpy.isfinite(found)]
    if len(known) < LEVEL * len(found):
        return None
    edge = (1 - LEVEL) / 2
    low, high = numpy.quantile(known, [edge, 1 - edge])
    return float(low), float(high)


def _values(table: Iterable[tuple[Value, Value]]) -> list[Value]:
    found: set[Any] = {value for pair in table for value in pair}
    return sorted(found, key=str)
