"""What a reader may spend on one file, and which language it prefers in a multilingual one."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds for one file. `seconds` and `memory_mb` bound the child process that parses PDF."""

    max_bytes: int = 200 * 1024 * 1024
    max_pages: int = 5000
    seconds: float = 60.0
    memory_mb: int = 1024
    language: str = "en"  # of the version to read where one file holds translations
