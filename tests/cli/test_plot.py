"""`ccg plot`: pictures that are the same each time, say their numbers, and hold text as text."""

from __future__ import annotations

import csv
import io
import subprocess
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from calling import ROOT, Ccg, command, environment, write_project

from ccg_corpus.plot.drawn import _DARK, _MIDDLE, _PALE, _luminance
from ccg_corpus.plot.gathered import MOST_COLUMNS, _most
from ccg_corpus.plot.sheet import wrapped
from ccg_corpus.synthesis.matrix import MatrixCell

pytest.importorskip("matplotlib")

PICTURES = (
    ("matrix", "--rows", "theme", "--columns", "role"),
    ("matrix", "--rows", "case", "--columns", "role", "--cells", "share", "--depth", "0"),
    ("voices", "--by", "all"),
    ("timeline",),
    ("timeline", "--by", "role"),
    ("cooccurrence",),
)
SVG = "{http://www.w3.org/2000/svg}"


def texts(path: Path) -> list[str]:
    """What is written in an SVG, piece by piece."""
    return ["".join(one.itertext()) for one in ET.parse(path).iter(f"{SVG}text")]


@pytest.mark.parametrize("arguments", PICTURES, ids=" ".join)
def test_a_picture_is_the_same_each_time(inside: Ccg, tmp_path: Path, arguments: list[str]) -> None:
    """SVG, PNG and PDF, byte for byte, and the numbers beside each."""
    for kind, begins in (("svg", b"<?xml"), ("png", b"\x89PNG"), ("pdf", b"%PDF")):
        first, second = tmp_path / f"a.{kind}", tmp_path / f"b.{kind}"
        for path in (first, second):
            assert inside("plot", *arguments, "-q", "-o", str(path)).code == 0
        data = first.read_bytes()
        assert data.startswith(begins)
        assert data.replace(b"a.csv", b"b.csv") == second.read_bytes()
        assert first.with_suffix(".csv").read_bytes() == second.with_suffix(".csv").read_bytes()


def test_the_numbers_are_those_of_the_matrix(inside: Ccg, tmp_path: Path) -> None:
    """Beside the picture as `ccg matrix` prints them, and in it the same, with the same filters."""
    wanted = ("--rows", "theme", "--columns", "role", "--role", "gp")
    picture = tmp_path / "figure.svg"
    assert inside("plot", "matrix", *wanted, "-o", str(picture)).code == 0
    numbers = (tmp_path / "figure.csv").read_text(encoding="utf-8")
    assert numbers == inside("matrix", *wanted, "-f", "csv").out
    rows = list(csv.reader(io.StringIO(numbers)))
    assert rows[-1][-1] == inside("quotes", "--role", "gp", "--count").out.strip()
    written = texts(picture)
    for row in rows[1:]:
        assert [cell for cell in row if cell and cell not in written] == []


def test_nobodys_settings_change_a_picture(ingested: Path, tmp_path: Path) -> None:
    """Not the settings of Matplotlib that a user, or whoever made the folder, has."""
    (tmp_path / "matplotlibrc").write_text(
        "font.size: 30\nsavefig.facecolor: red\ntext.usetex: True\n"
    )
    bytes_of = []
    for name, settings in (("a", {}), ("b", {"MATPLOTLIBRC": str(tmp_path / "matplotlibrc")})):
        path = tmp_path / f"{name}.svg"
        done = subprocess.run(
            command("--project", str(ingested), "plot", "voices", "-o", str(path), "-q"),
            cwd=tmp_path if settings else ROOT, env=environment(settings), capture_output=True,
        )  # fmt: skip
        assert (done.returncode, done.stderr) == (0, b"")
        bytes_of.append(path.read_bytes().replace(b"b.csv", b"a.csv"))
    assert bytes_of[0] == bytes_of[1]


def test_text_is_text_in_a_picture(inside: Ccg, tmp_path: Path) -> None:
    """Formulas, marks and markup of a heading are drawn as they are read; a CSV has no formula."""
    write_project(tmp_path)
    heading = "=cmd|calc $x^2$ <script>alert(1)</script> & 5 $ \\frac"
    (tmp_path / "corpus" / "acts.md").write_text(
        "Invented example.\n\n# Findings\n\n## =cmd|calc $x^2$ &lt;script>alert(1)&lt;/script> & 5 $"
        " \\frac\n\n“The board of the mill said nothing at all that year.” (P1, nurse)\n",
        encoding="utf-8",
    )
    assert inside("ingest", "-q", cwd=tmp_path).code == 0
    path = tmp_path / "f.svg"
    assert inside("plot", "matrix", "-o", str(path), cwd=tmp_path).code == 0
    assert "script" not in {one.tag.rpartition("}")[2] for one in ET.parse(path).iter()}
    lines = wrapped(heading, 34, 3).split("\n")
    assert len(lines) > 1
    assert [line for line in lines if not any(line in text for text in texts(path))] == []
    with (tmp_path / "f.csv").open(encoding="utf-8", newline="") as file:
        assert [row[0] for row in csv.reader(file) if "cmd" in row[0]] == [f"'{heading}"]
    for kind in ("png", "pdf"):
        assert inside("plot", "matrix", "-o", f"{tmp_path}/g.{kind}", cwd=tmp_path).code == 0


def test_letters_that_the_font_lacks_are_said(inside: Ccg, tmp_path: Path) -> None:
    """A picture made of points has no way to show them; an SVG has them as text."""
    for kind, says in (("png", "font lacks"), ("svg", "")):
        done = inside("plot", "timeline", "--title", "年の引用", "-o", f"{tmp_path}/t.{kind}")
        assert done.code == 0
        assert ("font lacks" in done.err) is bool(says)


def test_without_the_library_one_line_says_so(
    inside: Ccg, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import importlib.util

    find = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util,
        "find_spec",
        lambda name, *more: None if name == "matplotlib" else find(name),
    )
    done = inside("plot", "matrix", "-o", str(tmp_path / "f.svg"))
    assert done.code == 2
    assert len(done.err.splitlines()) == 1
    assert "ccg-corpus[plot]" in done.err
    assert not list(tmp_path.iterdir())


def test_numbers_take_no_other_files_place(inside: Ccg, tmp_path: Path) -> None:
    """A table of the reviewer's, or a CSV file that no picture made, stays."""
    (tmp_path / "charting.csv").write_text("row,column,summary\n")
    (tmp_path / "charting.svg").write_text("")
    (tmp_path / "mine.csv").write_text("a,b\n")
    for name in ("charting.svg", "mine.png"):
        done = inside("plot", "matrix", "-o", str(tmp_path / name))
        assert (done.code, "made by no picture" in done.err) == (2, True)
    assert (tmp_path / "charting.csv").read_text() == "row,column,summary\n"
    assert (tmp_path / "mine.csv").read_text() == "a,b\n"
    for name in ("f.svg", "f.pdf", "f.svg"):
        assert inside("plot", "matrix", "-o", str(tmp_path / name)).code == 0


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("voices", "--rows", "role", "-o", "f.svg"), "--rows is of matrix"),
        (("matrix", "--by", "role", "-o", "f.svg"), "--by is of voices and timeline"),
        (("matrix", "--of", "all", "-o", "f.svg"), "--cells share"),
        (("matrix", "-o", "f.jpg"), ".svg, .png or .pdf"),
        (("matrix",), "-o matrix.svg"),
        (("pie", "-o", "f.svg"), "no picture is called 'pie'"),
    ],
)
def test_what_cant_be_meant_is_said(ccg: Ccg, arguments: tuple[str, ...], says: str) -> None:
    done = ccg("plot", *arguments)
    assert done.code == 2
    assert says in done.err


def test_nothing_found_draws_nothing(inside: Ccg, tmp_path: Path) -> None:
    """No file, and the exit code of an empty listing."""
    done = inside("plot", "matrix", "zeppelins", "-o", str(tmp_path / "f.svg"))
    assert done.code == 1
    assert not list(tmp_path.iterdir())


def test_years_between_are_there_and_empty(inside: Ccg, tmp_path: Path) -> None:
    """2019 and 2021 have quotations: 2020 stands between them, with no bar."""
    path = tmp_path / "t.svg"
    assert inside("plot", "timeline", "-o", str(path)).code == 0
    assert {"2019", "2020", "2021"} <= set(texts(path))
    rows = (tmp_path / "t.csv").read_text().splitlines()
    assert rows[0] == "year,quotations,documents"
    assert [row[:4] for row in rows[1:]] == ["2019", "2021"]
    total = sum(int(row.split(",")[1]) for row in rows[1:])
    assert total == int(inside("quotes", "--count").out)


def test_voices_add_up(inside: Ccg, tmp_path: Path) -> None:
    """Those of nobody who is told apart have a bar and a line of their own."""
    path = tmp_path / "v.svg"
    assert inside("plot", "voices", "--by", "all", "-o", str(path)).code == 0
    with (tmp_path / "v.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert sum(int(row["quotations"]) for row in rows) == int(inside("quotes", "--count").out)
    assert abs(sum(float(row["share"]) for row in rows) - 1) < 0.001
    assert "nobody told apart" in texts(path)


def test_shades_are_read_without_colour() -> None:
    """More is always darker, and each number stands out from its cell by 4.5 to 1."""
    steps = [at / 50 for at in range(51)]
    fills = [tuple(a + (b - a) * at for a, b in zip(_PALE, _DARK, strict=True)) for at in steps]
    light = [_luminance(fill) for fill in fills]
    assert light == sorted(light, reverse=True)
    assert light[0] - light[-1] > 0.7
    for one in light:
        ink = 1.0 if one < _MIDDLE else 0.0
        bright, dark = max(one, ink), min(one, ink)
        assert (bright + 0.05) / (dark + 0.05) >= 4.5


def test_what_is_left_out_is_the_least() -> None:
    """In the order of the lines, and counted."""
    totals = [MatrixCell(count) for count in [1, 5, *[3] * MOST_COLUMNS, 2]]
    kept, more = _most(totals, MOST_COLUMNS)
    assert (len(kept), more) == (MOST_COLUMNS, 3)
    assert kept == sorted(kept)
    assert 0 not in kept
    assert 1 in kept
