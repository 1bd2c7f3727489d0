"""An extraction on its way from the process that read a file to the store. Not needed to ask."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Encoded:
    """An extraction as it is stored, with a digest of it and the `Work` that versions are told by."""

    digest: str
    work: bytes
    document: bytes
    quotations: bytes

    @property
    def size(self) -> int:
        """Bytes in all."""
        return len(self.work) + len(self.document) + len(self.quotations)
