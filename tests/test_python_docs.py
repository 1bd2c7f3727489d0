"""The package from Python: docs/python.md runs as it is printed, and what it calls public is."""

from __future__ import annotations

import doctest
import json
import os
import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import msgspec
import pytest
from test_docs import ROOT, blocks, documents

import ccg_corpus
from ccg_corpus.core.hit import RECORD_KEYS
from ccg_corpus.core.record_types import (
    DocumentRecord,
    EvidenceRecord,
    PrintingRecord,
    QuotationRecord,
)

PAGE = ROOT / "docs" / "python.md"
PANDAS = "## Into pandas and back"


@pytest.fixture(scope="module")
def ingested(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example, taken in by way of the public names."""
    root = tmp_path_factory.mktemp("example")
    shutil.copytree(ROOT / "corpus", root / "corpus")
    shutil.copy(ROOT / "config.yaml", root)
    assert ccg_corpus.ingest(root, jobs=1).failed == ()
    return root


@pytest.fixture
def example(ingested: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it, where the test stands."""
    root = Path(shutil.copytree(ingested, tmp_path / "example"))
    monkeypatch.chdir(root)
    return root


def run(text: str, globals: dict[str, Any]) -> None:
    """The examples of a text, each with what it prints."""
    shown: list[str] = []
    example = doctest.DocTestParser().get_doctest(text, globals, PAGE.name, str(PAGE), 0)
    doctest.DocTestRunner(verbose=False).run(example, out=shown.append, clear_globs=False)
    globals.update(example.globs)
    assert not shown, "".join(shown)


@pytest.mark.usefixtures("example")
def test_the_page_runs() -> None:
    """Each example prints what the page says; pandas where it is installed."""
    globals: dict[str, Any] = {}
    for section in re.split(r"^(?=## )", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE):
        if section.startswith(PANDAS) and find_spec("pandas") is None:
            continue
        run("\n".join(blocks(section, "pycon")), globals)


def test_pandas_is_tried_where_it_is() -> None:
    """The page's examples with pandas ran: a skip says that they did not."""
    assert PANDAS in PAGE.read_text(encoding="utf-8")
    if find_spec("pandas") is None:
        pytest.skip("pandas is not installed: the examples with it were left out")


@pytest.mark.usefixtures("example")
@pytest.mark.parametrize("path", documents(), ids=lambda path: str(path.name))
def test_scripts_in_other_pages_run(path: Path) -> None:
    """Each block of Python, in the example's folder."""
    for block in blocks(path.read_text(encoding="utf-8"), "python"):
        exec(compile(block, str(path), "exec"), {"__name__": "__main__"})


def test_the_page_names_all_that_is_public() -> None:
    """And every public name is there."""
    page = PAGE.read_text(encoding="utf-8")
    for name in ccg_corpus.__all__:
        assert re.search(rf"\b{name}\b", page), name
        assert getattr(ccg_corpus, name) is not None
    assert {*ccg_corpus.__all__} <= {*dir(ccg_corpus)}
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = ccg_corpus.nothing


LOADED = """
import json, sys
before = {*sys.modules}
import ccg_corpus
first = sorted({*sys.modules} - before)
from ccg_corpus import {names}
heavy = {"lxml", "msgspec", "pypdf", "pypdfium2", "rich", "typer", "whoosh", "yaml"} & {*sys.modules}
print(json.dumps([first, sorted(heavy)]))
"""


def test_to_import_the_package_loads_nothing() -> None:
    """One module, and with all its names no parser, no index and nothing of the terminal's."""
    script = LOADED.replace("{names}", ", ".join(ccg_corpus.__all__))
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    first, heavy = json.loads(done.stdout)
    assert first == ["ccg_corpus"]
    assert heavy == []


@pytest.mark.parametrize(
    "before", ["import ccg_corpus.ingest", "from ccg_corpus.ingest import preview", ""]
)
def test_ingest_is_to_be_called(before: str, example: Path) -> None:
    """The function has its module's name, and is there whatever was imported before."""
    lines = (before, "from ccg_corpus import ingest", "from ccg_corpus import ingest as again",
             "import ccg_corpus", "assert again is ingest is ccg_corpus.ingest",
             "print(len(ingest('.', jobs=1).unchanged))")  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", "\n".join(lines)],
        cwd=example,
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert done.stdout.decode().strip() == "5"


def test_record_types_are_what_a_corpus_gives(example: Path) -> None:
    """Key for key and type for type, of every printing in the example."""
    assert tuple(QuotationRecord.__annotations__) == RECORD_KEYS
    with ccg_corpus.open_corpus(example) as corpus:
        query = ccg_corpus.Query(kinds=("participant", "survey", "named", "cited", "term"))
        records = [hit.record for hit in corpus.quotes(query)]
    assert len(records) > 30
    for record in records:
        msgspec.convert(record, QuotationRecord)
        assert record["document"].keys() == DocumentRecord.__annotations__.keys()
        for key, kind in (("evidence", EvidenceRecord), ("also_in", PrintingRecord)):
            for one in record[key]:
                assert one.keys() == kind.__annotations__.keys()


def test_types_are_stated() -> None:
    """Checkers of types look at a package only where this file lies beside it."""
    assert (ROOT / "ccg_corpus" / "py.typed").is_file()
