"""What was gathered → one HTML file, from the files of page/.

Comes in: plain values. Goes out: HTML. The values are JSON in a block that no browser runs, with
every sign escaped by which they could leave it. The policy in the page allows one script and one
style sheet, by their digests, and no address at all.
"""

from __future__ import annotations

import base64
import html
import json
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files
from string import Template
from typing import Any

from ccg_corpus import __version__

# In this order: each uses what stands before it, and what stands behind only when it is called.
SCRIPTS = (
    "dom", "data", "words", "state", "filters", "quotations", "source", "documents", "matrix",
    "voices", "more_parts", "main",
)  # fmt: skip
# "<" could end the block or begin a comment, "&" is for good measure; two end a line in older
# scripts; the others are signs that HTML does not allow.
_ESCAPED = {
    ord(sign): f"\\u{ord(sign):04x}"
    for sign in (
        "<>&\u2028\u2029\ufffe\uffff",
        *map(chr, range(0x7F, 0xA0)),
        *map(chr, range(0xFDD0, 0xFDF0)),
    )
    for sign in sign
}


def page(data: dict[str, Any]) -> str:
    """The page of what was gathered."""
    script, style = script_text(), _file("style.css")
    policy = "; ".join(
        [
            "default-src 'none'",
            f"script-src {_digest(script)}",
            f"style-src {_digest(style)}",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )
    return Template(_file("page.html")).substitute(
        policy=policy,
        style=style,
        script=script,
        data=as_json(data),
        title=html.escape(_whole(str(data["title"]))),
        generator=f"ccg {__version__}",
    )


def as_json(data: Any) -> str:
    """JSON that can't leave the block it stands in."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return _whole(text.translate(_ESCAPED))


@lru_cache
def script_text() -> str:
    """The page's script: its files in one scope of their own."""
    pieces = [_file(f"{name}.js") for name in SCRIPTS]
    return '(() => {\n"use strict";\n' + "\n".join(pieces) + "})();\n"


def _whole(text: str) -> str:
    """Text that can be written as UTF-8: half of a pair, from a damaged file, is a sign that says so."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(sha256(text.encode()).digest()).decode()}'"


@lru_cache
def _file(name: str) -> str:
    return files("ccg_corpus.report").joinpath("page", name).read_text(encoding="utf-8")
