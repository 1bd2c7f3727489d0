"""The report in a real browser: filters, links, marks, keyboard, and text that stays text.

Skipped where Playwright or a Chromium is not installed.
"""

from __future__ import annotations

import os
import runpy
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from calling import ROOT, Ccg

from ccg_corpus.report.page import page as page_of

playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")

CHROMIUM = os.environ.get("CHROMIUM") or next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed here")

EVIL = """\
Invented example: hostile words

Results

<img src=x onerror="window.ran=1"> a theme

‘I <script>window.ran=1</script> said what I said & nobody "minded" it at all, did they now.’ (GP, case study D)
"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as started:
        try:
            one = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        except playwright.Error as exc:  # a program of that name which does not start
            pytest.skip(f"Chromium does not start here: {str(exc).splitlines()[0]}")
        yield one
        one.close()


@pytest.fixture
def opened(browser: Any, inside: Ccg, project: Path) -> Iterator[Any]:
    """A page with the report of the project and of a hostile paper; what it asked for and what failed."""
    (project / "corpus" / "evil.txt").write_text(EVIL, encoding="utf-8")
    assert inside("ingest", "-q", cwd=project).code == 0
    report = project / "report.html"
    assert inside("report", "-o", str(report), cwd=project).code == 0
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.asked, page.failed = [], []
    page.on("request", lambda request: page.asked.append(request.url))
    page.on("pageerror", lambda error: page.failed.append(str(error)))
    page.on("console", lambda said: page.failed.append(said.text) if said.type == "error" else None)
    page.goto(report.as_uri())
    yield page
    assert page.failed == []
    assert page.asked and all(url.split("#")[0] == report.as_uri() for url in page.asked)
    page.close()


def heading(page: Any) -> str:
    return str(page.locator("main h1").first.inner_text())


def test_filters_act_at_once_and_stand_in_the_link(opened: Any, inside: Ccg, project: Path) -> None:
    every = int(inside("quotes", "--count", cwd=project).out)
    gps = int(inside("quotes", "--role", "gp", "--count", cwd=project).out)
    assert heading(opened) == f"{every} quotations"
    opened.get_by_role("checkbox", name="GP", exact=False).first.check()
    assert heading(opened).startswith(f"{gps} ")
    link = opened.url
    opened.goto("about:blank")
    opened.asked.clear()
    opened.goto(link)
    assert heading(opened).startswith(f"{gps} ")


def test_words_find_their_forms(opened: Any) -> None:
    opened.get_by_label("Words", exact=True).fill("doctor")
    opened.wait_for_function("document.querySelector('main h1').innerText.startsWith('1 ')")
    assert "doctors" in opened.locator("main").inner_text()


def test_a_link_to_a_quotation_shows_it_marked_in_its_source(
    opened: Any, inside: Ccg, project: Path
) -> None:
    id = inside("quotes", "--role", "gp", "-f", "id", cwd=project).lines[0]
    opened.goto(f"{(project / 'report.html').as_uri()}#{id}")
    opened.reload()
    marked = opened.locator("aside mark, .source mark, mark").first
    marked.wait_for()
    assert opened.evaluate("document.body.innerText").count(id) >= 1


def test_hostile_text_stays_text(opened: Any) -> None:
    """In the quotation, in the theme, in the filters, in the source and in the matrix."""
    for part in ("quotations", "documents", "matrix", "voices", "years", "made"):
        opened.evaluate(f"location.hash = '#/{part}'")
        opened.wait_for_timeout(80)
        assert opened.evaluate("window.ran") is None
        assert opened.locator("main img").count() == 0
    opened.evaluate("location.hash = '#/quotations'")
    opened.wait_for_timeout(80)
    assert "<script>window.ran=1</script>" in opened.locator("main").inner_text()


def test_the_keyboard_alone_reaches_the_filters_and_the_parts(opened: Any) -> None:
    seen = set()
    for _ in range(60):
        opened.keyboard.press("Tab")
        seen.add(opened.evaluate("document.activeElement.tagName"))
    assert {"A", "INPUT"} <= seen
    opened.evaluate("location.hash = '#/matrix'")
    opened.wait_for_timeout(80)
    assert heading(opened) == "Matrix"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_use_it(opened: Any, scheme: str) -> None:
    """axe finds nothing serious in any part, in light and in dark."""
    axe = pytest.importorskip("axe_core_python.sync_playwright", reason="axe is not installed")
    opened.emulate_media(color_scheme=scheme)
    for part in ("quotations", "documents", "matrix", "voices", "made"):
        opened.evaluate(f"location.hash = '#/{part}'")
        opened.wait_for_timeout(80)
        found = axe.Axe().run(opened)["violations"]
        grave = [one["id"] for one in found if one["impact"] in ("serious", "critical")]
        assert grave == [], part


def test_on_paper_and_on_a_phone(opened: Any) -> None:
    """Printed, the quotations stand without filters; on a narrow screen nothing lies beyond the edge."""
    opened.emulate_media(media="print")
    assert opened.locator("main article, main .quotation").first.is_visible()
    opened.emulate_media(media="screen")
    opened.set_viewport_size({"width": 380, "height": 800})
    assert opened.evaluate("document.documentElement.scrollWidth") <= 380


DRAWN = """() => new Promise(drawn => {
  window.addEventListener('hashchange', () => setTimeout(() => {
    const rows = () => document.querySelectorAll('table.heat tbody tr').length;
    const first = rows();
    window.dispatchEvent(new Event('beforeprint'));
    drawn([first, rows(), document.querySelector('table.heat tbody tr:last-child th').textContent]);
  }, 0), {once: true});
  location.hash = '#/matrix?rows=case&columns=theme';
})"""


def test_a_large_heat_map_is_drawn_as_it_is_looked_at(browser: Any, tmp_path: Path) -> None:
    """The first rows at once, all of them in the end, and at once on paper; the sums stay the last row."""
    material = runpy.run_path(str(ROOT / "benchmarks" / "report.py"))["material"]
    report = tmp_path / "large.html"
    report.write_text(page_of(material(3000)), encoding="utf-8")
    page = browser.new_page()
    page.goto(report.as_uri())
    first, whole, last = page.evaluate(DRAWN)
    assert first < whole == 151  # of 360 cases the 150 with most, and the sums
    assert last == "All"
    page.evaluate("location.hash = '#/matrix?rows=theme&columns=case'")
    page.wait_for_selector("table.heat[aria-label='Theme by Case'][aria-busy='false']")
    assert page.locator("table.heat tbody tr").count() == 151
    page.evaluate("location.hash = '#/voices'")
    page.wait_for_selector("section.voices")
    shown = page.locator("section.voices").count()
    assert 0 < shown <= 60
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.locator("section.voices").count() == 60
    page.close()
