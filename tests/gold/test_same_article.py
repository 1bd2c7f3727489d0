"""A real article in two formats gives the same quotations: what a format can't say, another need not."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from builders import packaged_roles

from ccg_corpus.core.model import SPEECH_KINDS
from ccg_corpus.quotations import find_quotations
from ccg_corpus.readers import read_draft
from ccg_corpus.rebuild import rebuild_document

TOP = Path(__file__).parents[2]
DEV = Path(os.environ.get("CCG_SHARED") or TOP.parent / "shared") / "dev"
PAIR = (DEV / "jats" / "scielo_ean_96fDfz.xml", DEV / "html" / "scielo_ean_96fDfz.en.html")


def told(path: Path) -> list[tuple[object, ...]]:
    document = rebuild_document(read_draft(path), path.name)
    found = find_quotations(document, packaged_roles())
    return [
        (one.text, one.kind, one.speaker.label, one.speaker.role, one.theme, one.lead_in)
        for one in found
        if one.kind in SPEECH_KINDS
    ]


@pytest.mark.skipif(not PAIR[0].exists(), reason="the real papers are not beside the checkout")
def test_jats_and_html_of_one_article_agree() -> None:
    """Words, kinds, labels, roles, themes and lead-ins, in the same order."""
    jats, html = map(told, PAIR)
    assert len(jats) > 15
    assert html == jats
