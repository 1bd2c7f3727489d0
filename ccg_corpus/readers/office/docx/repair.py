"""Word files that Word opens and python-docx does not: bytes in, a package it can open out.

Relationships to parts that are not there (a picture that was never saved) are taken out, and the names
of Open XML's strict form are turned into those of the usual one. Nothing of the text is touched.
"""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from posixpath import dirname, join, normpath

_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*?(?:/>|>\s*</(?:\w+:)?Relationship>)")
_TARGET = re.compile(rb"""\bTarget\s*=\s*["']([^"']*)["']""")
_EXTERNAL = re.compile(rb"""\bTargetMode\s*=\s*["']External["']""")
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main",
     b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships",
     b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
    (b"http://purl.oclc.org/ooxml/officeDocument/math",
     b"http://schemas.openxmlformats.org/officeDocument/2006/math"),
)  # fmt: skip


def mended(data: bytes) -> bytes:
    """The same package without what python-docx stumbles over. It has been found within bounds."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as package, zipfile.ZipFile(out, "w") as copy:
        names = frozenset(package.namelist())
        for name in package.namelist():
            content = package.read(name)
            if name.endswith((".xml", ".rels")):
                content = _usual_names(content)
            if name.endswith(".rels"):
                content = _without_dangling(content, dirname(dirname(name)), names)
            copy.writestr(name, content)
    return out.getvalue()


def _usual_names(content: bytes) -> bytes:
    for strict, usual in _STRICT:
        content = content.replace(strict, usual)
    return content


def _without_dangling(relations: bytes, folder: str, names: frozenset[str]) -> bytes:
    def kept(found: re.Match[bytes]) -> bytes:
        target = _TARGET.search(found.group())
        if target is None or _EXTERNAL.search(found.group()):
            return found.group()
        path = normpath(join("/", folder, target.group(1).decode("utf-8", errors="replace")))
        return found.group() if path.lstrip("/") in names else b""

    return _RELATION.sub(kept, relations)
