"""A report of many quotations in a browser: how long it takes to open, and to answer.

Makes a page of N invented quotations of N/50 papers, opens it in Chromium, and times what a reader does:
from the click to the laid out page, by the browser's own clock. Medians of several openings.

usage: python benchmarks/report.py [--quotations 10000] [--runs 3] [--keep FILE]
"""

from __future__ import annotations

import argparse
import random
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from ccg_corpus.report.page import page

IN_A_PAPER = 50
SYLLABLES = (
    "lan",
    "tern",
    "quay",
    "mor",
    "bar",
    "row",
    "till",
    "wick",
    "ham",
    "sel",
    "dun",
    "ferry",
)
ACTS = {
    "a filter": "document.querySelector('[data-field=role] input[type=checkbox]').click()",
    "the filter off": "document.querySelector('[data-field=role] input:checked').click()",
    "a word": "const w=document.getElementById('words');w.value='%s';w.dispatchEvent(new Event('input'))",
    "no word": "const w=document.getElementById('words');w.value='';w.dispatchEvent(new Event('input'))",
    "the source": "document.querySelector('a.source').click()",
}
PARTS = {
    "matrix, role and theme": "#/matrix?rows=role&columns=theme",
    "matrix, case and theme": "#/matrix?rows=case&columns=theme",
    "voices": "#/voices",
    "codes": "#/codes",
    "years": "#/years",
    "documents": "#/documents",
}
TIMED = (
    "(()=>{const t=performance.now();%s;document.body.offsetHeight;return performance.now()-t})()"
)
TURNED = """async hash => {
  const t = performance.now();
  const turned = new Promise(f => window.addEventListener('hashchange', () => setTimeout(f, 0), {once: true}));
  location.hash = hash;
  await turned;
  document.body.offsetHeight;
  return performance.now() - t;
}"""


def material(quotations: int) -> dict[str, Any]:
    """The values of a report, invented."""
    chance = random.Random(7)
    words = sorted({"".join(chance.choices(SYLLABLES, k=n % 3 + 1)) for n in range(4000)})
    told, documents = [], []
    for paper in range(max(1, quotations // IN_A_PAPER)):
        at, pieces = 0, []
        for n in range(IN_A_PAPER):
            lead, said = (
                " ".join(chance.choices(words, k=12)),
                " ".join(chance.choices(words, k=60)),
            )
            start = at + len(lead) + 2
            pieces += [
                [at, "paragraph", lead, None],
                [start, "quote", f"{said} (GP, case D)", None],
            ]
            told.append(
                {
                    "id": f"invented-{paper}:{n:08x}", "d": paper, "text": said, "lead_in": lead,
                    "label": "GP, case D", "speaker": "GP, case D", "cite": f"Invented {paper}",
                    "role": "GP", "case": "D", "theme": f"Theme {n % 40}", "kind": "participant",
                    "confidence": 0.9, "evidence": [["role", "GP", "trailing_label"]],
                    "marks": [[start, start + len(said), "said"], [at, at + len(lead), "lead"]],
                }
            )  # fmt: skip
            at = start + len(said) + 16
        documents.append(
            {"id": f"invented-{paper}", "title": f"Invented example {paper}", "year": 2000 + paper % 20,
             "cite": f"Invented {paper}", "reference": f"Invented example {paper}.", "pieces": pieces}
        )  # fmt: skip
    of: dict[str, Callable[[int], list[str]]] = {
        "role": lambda n: [f"role {n % 25}"],
        "case": lambda n: [f"invented-{n // IN_A_PAPER}:{'ABCDEF'[n % 6]}"],
        "theme": lambda n: [f"Theme {n % 1000}"],
        "code": lambda n: [f"code {n % 60}", f"code {n * 7 % 60}"],
        "document": lambda n: [f"invented-{n // IN_A_PAPER}"],
        "participant": lambda n: [f"invented-{n // IN_A_PAPER}:P{n % 15}"],
        "year": lambda n: [str(2000 + n // IN_A_PAPER % 20)],
        "kind": lambda n: ["participant"],
        "status": lambda n: ["found"],
    }
    return {
        "title": "Invented example", "documents": documents, "quotations": told,
        "fields": [field(name, values, len(told)) for name, values in of.items()],
        "families": [], "findings": [], "searches": [],
        "made": {"text": ["Invented example."], "facts": []},
    }  # fmt: skip


def field(name: str, values: Callable[[int], list[str]], quotations: int) -> dict[str, Any]:
    lines: dict[str, list[int]] = {}
    for n in range(quotations):
        for key in dict.fromkeys(values(n)):
            lines.setdefault(key, []).append(n)
    steps = {key: [b - a for a, b in zip([0, *at], at, strict=False)] for key, at in lines.items()}
    return {
        "name": name,
        "title": name.capitalize(),
        "lines": [[k, k, 0, s] for k, s in steps.items()],
    }


def measured(path: Path, word: str, runs: int) -> dict[str, list[float]]:
    """Milliseconds of each act, by its name."""
    chromium = next(filter(None, map(shutil.which, ("chromium", "google-chrome"))), None)
    found: dict[str, list[float]] = {}
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for _ in range(runs):
            tab = browser.new_page()
            began = time.perf_counter()
            tab.goto(path.as_uri())
            tab.wait_for_selector("article")
            found.setdefault("open", []).append((time.perf_counter() - began) * 1000)
            tab.wait_for_timeout(1000)
            for name, act in ACTS.items():
                spent = tab.evaluate(TIMED % (act.replace("%s", word)))
                found.setdefault(name, []).append(float(spent))
            for name, hash in PARTS.items():
                found.setdefault(name, []).append(float(tab.evaluate(TURNED, hash)))
            tab.close()
        browser.close()
    return found


def main() -> None:
    """Make, open, ask; print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--quotations", type=int, default=10_000)
    options.add_argument("--runs", type=int, default=3)
    options.add_argument("--keep", type=Path)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = given.keep or Path(folder) / "report.html"
        data = material(given.quotations)
        path.write_text(page(data), encoding="utf-8")
        print(f"{given.quotations} quotations, {path.stat().st_size / 1e6:.1f} MB")
        word = data["quotations"][0]["text"].split()[0]
        for name, spent in measured(path, word, given.runs).items():
            print(f"  {name:26} {statistics.median(spent):8.0f} ms", flush=True)


if __name__ == "__main__":
    main()
