"""Files → a ZIP that is the same each time."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

_NEVER = (1980, 1, 1, 0, 0, 0)


def packed(members: Mapping[str, bytes]) -> bytes:
    """The members in their order, without times or rights of this computer."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in members.items():
            entry = zipfile.ZipInfo(name, _NEVER)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system, entry.external_attr = 3, 0o100644 << 16
            package.writestr(entry, data)
    return out.getvalue()
