"""Opening an index imports little, and what it puts off is there when it is asked for."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

PROGRAM = """
import sys
from pathlib import Path
from ccg_corpus.index.opening import PUT_OFF, open_to_read
index = open_to_read(Path(sys.argv[1]))
def is_whole(name):
    return "__file__" in vars(sys.modules[name])
assert not any(is_whole(name) for name in PUT_OFF), "imported at once"
"""


def ask(tmp_path: Path, then: str) -> None:
    """Run a program with a new index open, in a process of its own."""
    from whoosh.index import create_in

    from ccg_corpus.index.writing import _schema

    create_in(str(tmp_path), _schema())
    program = [sys.executable, "-c", PROGRAM + then, str(tmp_path)]
    done = subprocess.run(program, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_analyzers_and_dates_are_not_imported(tmp_path: Path) -> None:
    """To open and read an index takes neither."""
    ask(tmp_path, "index.reader().close(); assert not any(is_whole(name) for name in PUT_OFF)")


def test_a_name_of_it_brings_the_module(tmp_path: Path) -> None:
    """Whoever imports more of what was put off gets it from the module itself."""
    ask(
        tmp_path,
        "from whoosh.analysis import StemmingAnalyzer\n"
        "assert [t.text for t in StemmingAnalyzer()('runs')] == ['run']\n"
        "assert is_whole('whoosh.analysis')",
    )


def test_a_module_within_it_is_found(tmp_path: Path) -> None:
    """A module of a package that was put off can be imported."""
    ask(tmp_path, "import whoosh.analysis.filters\nassert whoosh.analysis.filters.LowercaseFilter")


def test_a_function_imported_by_name_works(tmp_path: Path) -> None:
    """The functions that stand for the module's own do what those do."""
    ask(
        tmp_path,
        "from datetime import datetime\n"
        "from whoosh.util.times import datetime_to_long, long_to_datetime\n"
        "then = datetime(2019, 5, 1)\n"
        "assert long_to_datetime(datetime_to_long(then)) == then",
    )


def test_an_index_can_be_written_after_one_was_read(tmp_path: Path) -> None:
    """Whoosh's own writer, which has dates and analyzers, works in the same process."""
    ask(
        tmp_path,
        "from datetime import datetime\n"
        "from whoosh.fields import DATETIME, TEXT, Schema\n"
        "from whoosh.index import create_in\n"
        "folder = Path(sys.argv[1]) / 'other'; folder.mkdir()\n"
        "other = create_in(str(folder), Schema(said=TEXT, at=DATETIME))\n"
        "with other.writer() as writer:\n"
        "    writer.add_document(said='Invented example', at=datetime(2019, 5, 1))\n"
        "assert other.doc_count() == 1",
    )
