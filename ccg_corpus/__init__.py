"""ccg: an evidence corpus of participants' words, taken verbatim from qualitative papers.

What this module names in `__all__` is public, as docs/python.md describes it; what stands in other
modules is not promised. Each name is looked up when it is asked for: to import the package loads nothing.
"""

TYPE_CHECKING = False  # typing's own would have to be imported, by every command
if TYPE_CHECKING:
    from typing import Any

    from ccg_corpus.core.errors import (
        BadConfig,
        CcgError,
        Locked,
        NotAProject,
        ProjectError,
        QueryError,
    )
    from ccg_corpus.core.hit import Hit
    from ccg_corpus.core.record_types import (
        DocumentRecord,
        EvidenceRecord,
        PrintingRecord,
        QuotationRecord,
    )
    from ccg_corpus.corpus import Corpus, open_corpus
    from ccg_corpus.ingest import Report, Step, ingest
    from ccg_corpus.project import find_project, init_project
    from ccg_corpus.query import Query
    from ccg_corpus.store import NoCorpus

__version__ = "0.2.0"

__all__ = [
    "BadConfig",
    "CcgError",
    "Corpus",
    "DocumentRecord",
    "EvidenceRecord",
    "Hit",
    "Locked",
    "NoCorpus",
    "NotAProject",
    "PrintingRecord",
    "ProjectError",
    "Query",
    "QueryError",
    "QuotationRecord",
    "Report",
    "Step",
    "find_project",
    "ingest",
    "init_project",
    "open_corpus",
]

_HOMES = {
    "corpus": ("Corpus", "open_corpus"),
    "core.errors": ("BadConfig", "CcgError", "Locked", "NotAProject", "ProjectError", "QueryError"),
    "core.hit": ("Hit",),
    "ingest": ("Report", "Step", "ingest"),
    "project": ("find_project", "init_project"),
    "query": ("Query",),
    "core.record_types": ("DocumentRecord", "EvidenceRecord", "PrintingRecord", "QuotationRecord"),
    "store": ("NoCorpus",),
}


def __getattr__(name: str) -> "Any":
    """A public name, from the module that has it."""
    for module, names in _HOMES.items():
        if name in names:
            from importlib import import_module

            home = import_module(f"ccg_corpus.{module}")
            # `ingest` is a module and its function at once: see there.
            return home if name == module else getattr(home, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
