"""Files that are broken or mean harm: one line each, within bounds, and the others are read.

`CCG_HOSTILE=1 pytest tests/hostile` reads each alone under the limits that users have, and takes
minutes; else all are read in one run under smaller ones.
"""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest
from making import DOUBTFUL as FIRST_DOUBTFUL
from making import ENDING as FIRST_ENDING
from making import FAILING as FIRST_FAILING
from making import external, external_parameter, external_subset, one_page
from making_more import MORE_DOUBTFUL, MORE_ENDING, MORE_FAILING
from running import Cost, ingest, make_project, records

pytestmark = pytest.mark.long

FAILING = {**FIRST_FAILING, **MORE_FAILING}
DOUBTFUL = {**FIRST_DOUBTFUL, **MORE_DOUBTFUL}
ENDING = {**FIRST_ENDING, **MORE_ENDING}
SMALL = "limits: {seconds: 15, memory_mb: 400}\n"
GOOD = 3


def test_all_at_once(tmp_path: Path) -> None:
    """One run over all of them: a line each, and the good files' records as without them.

    One test, so that the run is made once, whoever shares out the tests.
    """
    made = {name.split("/")[0]: make() for name, (make, _) in {**FAILING, **DOUBTFUL}.items()}
    made |= {name: make() for name, make in ENDING.items()}
    root = make_project(tmp_path / "hostile", made, limits=SMALL, good=GOOD)
    cost = ingest(root, "--jobs", "2")
    assert cost.code == 2 and cost.worker_mb < 420
    _check_lines(cost)
    alone = make_project(tmp_path / "alone", {}, good=GOOD)
    assert ingest(alone).code == 0
    assert len(records(alone)) == GOOD
    assert [one for one in records(root) if '"corpus/good-' in one] == records(alone)
    twice = ingest(root, "--jobs", "2")  # what ran out of time is tried once more
    again = ingest(root)
    assert again.code == 2 and again.seconds < 15, "failures are known by their files"
    assert sorted(again.lines[:-1]) == sorted(twice.lines[:-1])


def _check_lines(cost: Cost) -> None:
    """What is said of each file, and nothing besides."""
    said = [line for line in cost.lines[:-1] if " is a version of " not in line]
    assert all(line.startswith(("ccg: corpus/", "note: corpus/")) for line in said)
    assert "Traceback" not in "".join(said) and "fault of ccg" not in "".join(said)
    for name, (_, message) in FAILING.items():
        lines = [line for line in said if line.startswith(f"ccg: corpus/{name}: ")]
        assert len(lines) == 1 and message in lines[0], (name, lines)
    for name, (_, message) in DOUBTFUL.items():
        assert any(line.startswith(f"note: corpus/{name}: {message}") for line in said), name
    for name in (*DOUBTFUL, *ENDING):
        assert sum(line.startswith(f"ccg: corpus/{name}: ") for line in said) <= (name in ENDING)


@pytest.mark.skipif("CCG_HOSTILE" not in os.environ, reason="CCG_HOSTILE=1 takes minutes")
@pytest.mark.parametrize("name", [*FAILING, *DOUBTFUL, *ENDING])
def test_each_alone_under_the_default_limits(tmp_path: Path, name: str) -> None:
    """30 seconds and 1 GB, whatever it is."""
    made = {**FAILING, **DOUBTFUL}
    data = made[name][0]() if name in made else ENDING[name]()
    root = make_project(tmp_path / "project", {name.split("/")[0]: data})
    cost = ingest(root, "--jobs", "2")
    print(f"{name}: {cost.seconds:.1f} s, {cost.worker_mb} MB, {cost.lines[0]}")
    assert cost.code == (2 if name in FAILING or cost.lines[0].startswith("ccg: ") else 0)
    assert cost.seconds < 30 and cost.worker_mb < 1000
    assert len([one for one in records(root) if '"corpus/good-' in one]) == 3


# Nothing is fetched


def test_nothing_is_fetched(tmp_path: Path) -> None:
    """No format makes us open a connection, or another file."""
    secret = tmp_path / "secret.txt"
    secret.write_text("unheardofword")
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        root = make_project(tmp_path / "project", tempting(server.getsockname()[1], secret))
        cost = ingest(root, "--jobs", "1")
        with pytest.raises(BlockingIOError):
            server.accept()
    assert not [line for line in cost.lines if line.startswith("ccg: ")]
    stored = b"".join(path.read_bytes() for path in (root / ".ccg").glob("corpus.sqlite*"))
    assert b"good-0.txt" in stored and b"unheardofword" not in stored


def tempting(port: int, secret: Path) -> dict[str, bytes]:
    """Files that ask for other files: over HTTP and from the disk."""
    url = f"http://127.0.0.1:{port}/fetched"
    html = (
        f'<html><head><base href="{url}/"><link rel="stylesheet" href="{url}.css">'
        f'<script src="{url}.js"></script><meta http-equiv="refresh" content="0; url={url}"></head>'
        f'<body><p>Invented words.</p><img src="{url}.png"><iframe src="{url}"></iframe>'
        f'<object data="{secret.as_uri()}"></object></body></html>'
    )
    xinclude = (
        f'<?xml version="1.0"?><?xml-stylesheet href="{url}.xsl" type="text/xsl"?>'
        '<article article-type="research-article" xmlns:xi="http://www.w3.org/2001/XInclude">'
        f'<body><p>Invented words.<xi:include href="{secret.as_uri()}" parse="text"/>'
        f'<xi:include href="{url}"/></p></body></article>'
    )
    away = b"<< /Length 0 /F << /FS /URL /F (%s) >> >>\nstream\n\nendstream" % url.encode()
    shown = b"BT /F 12 Tf 50 700 Td (Invented words that are a layer of text, long enough.) Tj ET"
    return {
        "page.html": html.encode(),
        "include.xml": xinclude.encode(),
        "entity-http.xml": external(url),
        "entity-file.xml": external(secret.as_uri()),
        "subset.xml": external_subset(url),
        "parameter.xml": external_parameter(url),
        "image.md": f"Invented words ![]({url}.png) and <img src='{url}'>\n".encode(),
        "away.pdf": one_page(shown + b" /X Do", away, resources=b"/XObject << /X 6 0 R >>"),
    }
