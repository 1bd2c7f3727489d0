"""The report: one file with what the corpus holds, in which nothing but its own script can run."""

from __future__ import annotations

import base64
import json
import re
from hashlib import sha256
from pathlib import Path
from typing import Any

from calling import Ccg

from ccg_corpus.report.page import as_json, page


def data_of(text: str) -> dict[str, Any]:
    """The values in a report."""
    (block,) = re.findall(r'<script[^>]*type="application/json"[^>]*>(.*?)</script>', text, re.S)
    found: dict[str, Any] = json.loads(block)
    return found


def test_it_has_the_quotations_that_were_asked_for(ask: Ccg) -> None:
    """All of them, or those of a question and of filters; the same bytes each time."""
    first, second = ask("report"), ask("report")
    assert first.code == 0 and first.out == second.out
    ids = ask("quotes", "-f", "id").lines
    assert [one["id"] for one in data_of(first.out)["quotations"]] == ids
    gps = data_of(ask("report", "--role", "gp").out)["quotations"]
    assert [one["id"] for one in gps] == ask("quotes", "--role", "gp", "-f", "id").lines
    none = ask("report", "--role", "gp", "zebra")
    assert none.code == 1 and none.out == ""


def test_words_in_it_are_verbatim_and_its_lines_add_up(ask: Ccg) -> None:
    """Each role's quotations are those that `ccg quotes --role` lists."""
    data = data_of(ask("report").out)
    listed = [json.loads(line)["text"] for line in ask("quotes", "-f", "jsonl").lines]
    assert [one["text"] for one in data["quotations"]] == listed
    (role,) = [field for field in data["fields"] if field["name"] == "role"]
    for key, _, _, steps in role["lines"]:
        if key is not None:
            assert len(steps) == int(ask("quotes", "--role", key, "--count").out)


def test_findings_searches_and_memos_are_in_it_unless_left_out(ask: Ccg, project: Path) -> None:
    id = ask("quotes", "-f", "id").lines[1]
    ask("memo", id, "Invented example of a memo")
    ask("search", "papers", "--log")
    (project / "findings.yaml").write_text(
        f"one:\n  finding: They lose heart.\n  supports: [{id}]\n  notes: Invented example of a note\n"
    )
    whole = data_of(ask("report").out)
    assert whole["findings"][0]["supports"] == [id] and len(whole["searches"]) == 1
    less = ask("report", "--without", "memos", "--without", "searches").out
    assert "Invented example of a memo" not in less and "Invented example of a note" not in less
    assert data_of(less)["searches"] == [] and data_of(less)["findings"]


def test_how_much_of_the_papers_it_gives_away(ask: Ccg) -> None:
    sizes = {
        source: len(ask("report", "--source", source).out) for source in ("none", "around", "whole")
    }
    assert sizes["none"] < sizes["around"] <= sizes["whole"]


def test_nothing_in_it_can_run_but_its_own_script() -> None:
    """The policy has the digests of the script and the style that stand there; data can't leave its block."""
    evil = "</script><script>alert(1)</script><!-- \u2028 \ud800 ]]>"
    text = page({"title": evil, "quotations": [{"text": evil}]})
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy"\s+content="([^"]*)"', text)
    assert "default-src 'none'" in policy and "unsafe" not in policy
    for tag, rule in (("script", "script-src"), ("style", "style-src")):
        (body,) = re.findall(rf"<{tag}>(.*?)</{tag}>", text, re.S)
        digest = base64.b64encode(sha256(body.encode()).digest()).decode()
        assert f"{rule} 'sha256-{digest}'" in policy
    assert text.count("<script") == 2 and "alert(1)</script" not in text
    assert data_of(text)["quotations"][0]["text"].startswith("</script>")
    assert not re.search(
        r"\son\w+=|javascript:|https?://", re.sub(r"<script.*?</script>", "", text, flags=re.S)
    )


def test_json_in_the_page_is_the_same_value() -> None:
    value = {"a": ["<b>&amp;", "\u2028", "\x85", "é😀", None, 1.5]}
    assert json.loads(as_json(value)) == value
    assert "<" not in as_json(value) and "&" not in as_json(value)


def test_open_prints_the_address_of_a_page_that_leads_to_the_quotation(
    ask: Ccg, project: Path
) -> None:
    id = ask("quotes", "-f", "id").lines[1]
    done = ask("open", id[:-3], "--no-browser")
    assert done.code == 0 and done.out.startswith("file://")
    door = (project / ".ccg" / "open.html").read_text(encoding="utf-8")
    assert f"report.html#{id}" in door
    assert ask("open", "nobody-1999:0", "--no-browser").code == 2


def test_a_file_of_the_name_and_what_is_wrong(ask: Ccg, project: Path) -> None:
    assert ask("report", "-o", str(project / "out.html")).code == 0
    assert (project / "out.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    gone = ask("report", "-o", str(project / "nowhere" / "out.html"))
    assert gone.code == 2 and "nowhere" in gone.err
    assert ask("report", "--source", "some").code == 2
