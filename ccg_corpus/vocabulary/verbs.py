"""The packaged list of verbs of reporting (verbs.yaml): which forms count, and as what."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from ccg_corpus.core.frozen import frozen

DATA = Path(__file__).with_name("verbs.yaml")


@frozen
class ReportingVerbs:
    """Forms as papers print them, in lower case.

    `speaks` can only introduce or follow speech, `tells` also what people did or thought, `behind`
    reports speech only behind the words.
    """

    speaks: tuple[str, ...]
    tells: tuple[str, ...]
    behind: tuple[str, ...]


@lru_cache(maxsize=1)
def packaged_verbs() -> ReportingVerbs:
    """The list that comes with the package."""
    import yaml

    listed = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    return ReportingVerbs(
        *(
            tuple(form for verb in listed[use] for form in verb)
            for use in ("speaks", "tells", "behind")
        )
    )
