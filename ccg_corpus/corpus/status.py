"""What the corpus holds, and what stands between it and the files: for `ccg status`."""

from __future__ import annotations

import json
from typing import Any

from ccg_corpus.bibliography.exports.side_files import changed_exports
from ccg_corpus.search import quotation_engine
from ccg_corpus.store import Fact, Store
from ccg_corpus.store.unread import decoded


def status_of(store: Store, *, is_config_current: bool) -> dict[str, Any]:
    """Counts, failures, notes and warnings of the last ingest, and whether another is due."""
    finished = store.finished
    taken, failed = store.sources.counts()
    versions = finished.versions()
    rows = store.sources.all().values()
    return {
        "project": str(store.root),
        "documents": finished.document_count(),
        "versions": len(versions),
        "versions_why": [
            {"document": id, "version_of": record, "why": _why(store, id)}
            for id, record in versions
        ],
        "quotations": finished.kind_counts(),
        "files": taken,
        "failed": [
            {"source": row.path, "error": row.error} for row in rows if row.error is not None
        ],
        "failed_files": failed,
        "notes": [
            {"source": row.path, "note": note}
            for row in rows
            if row.error is None and row.finding_key
            for note in row.warnings.splitlines()
        ],
        "skipped": [
            {"source": one.name, "why": one.why, "is_loss": one.is_loss}
            for one in decoded(store.fact(Fact.UNREAD))
        ],
        "references": [
            {"source": name, "entries": entries, "documents": documents}
            for name, (entries, documents) in json.loads(
                store.fact(Fact.EXPORTS_USED) or "{}"
            ).items()
        ],
        "unmatched": json.loads(store.fact(Fact.UNMATCHED) or "[]"),
        "warnings": json.loads(store.fact(Fact.WARNINGS) or "[]"),
        "changed_exports": changed_exports(
            store.root, json.loads(store.fact(Fact.EXPORTS) or "{}")
        ),
        "decisions": store.given.count(),
        "lost_decisions": store.given.lost_count(),
        "conflicts": len(store.given.conflicts()),
        "decision_faults": store.given.faults(),
        "is_finished": bool(store.fact(Fact.FINISHED)),
        "is_config_current": is_config_current,
        "is_index_current": quotation_engine(store).is_current(),
        "ingested": store.fact(Fact.INGESTED),
    }


def _why(store: Store, id: str) -> str | None:
    """Why a document is a version, and why of that other one."""
    why: str | None = (store.finished.facts(id) or {}).get("version_why")
    return why
