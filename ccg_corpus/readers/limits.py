"""What a reader may spend on one file, and which language it prefers in a multilingual one."""

from __future__ import annotations

from dataclasses import dataclass

MB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds for one file. Whoever reads holds `seconds` and `memory_mb`: a worker of the ingest
    does for any format (`is_apart`), else a PDF is parsed in a process of its own that does."""

    max_bytes: int = 200 * MB
    max_pages: int = 5000
    seconds: float = 25.0
    memory_mb: int = 768
    max_members: int = 10_000  # of one ZIP
    max_unpacked_bytes: int = 4000 * MB  # of one ZIP, all its members together
    language: str = "en"  # of the version to read where one file holds translations
    is_apart: bool = False  # this process may be stopped without harm to others
