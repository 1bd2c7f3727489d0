"""A page put where a browser can open it: in the project's cache, at a quotation.

Comes in: a page and an id. Goes out: the address of a small page that leads to it. Some systems hand
a browser a file's name alone and lose what stands behind "#": so the place is in a file too.
"""

from __future__ import annotations

import html
from pathlib import Path
from urllib.parse import quote

from ccg_corpus.core.errors import ProjectError
from ccg_corpus.project.files import write_whole

FOLDER = ".ccg"
REPORT_NAME = "report.html"
DOOR_NAME = "open.html"
# A cache is readable by its user alone, as the rest of it is.
_MODE = 0o600


def put_in_cache(root: Path, page: str, id: str | None) -> str:
    """Write the page and what leads to the quotation in it: the address to open.

    Raises: ProjectError where it can't be written.
    """
    folder = root.resolve() / FOLDER
    target = REPORT_NAME + (f"#{quote(id, safe=':')}" if id else "")
    try:
        write_whole(folder / REPORT_NAME, page.encode(), mode=_MODE)
        write_whole(folder / DOOR_NAME, _door(target).encode(), mode=_MODE)
    except OSError as exc:
        raise ProjectError(f"can't be written: {exc.strerror or exc}", path=folder) from exc
    return (folder / DOOR_NAME).as_uri()


def _door(target: str) -> str:
    """A page that goes on to the target at once, by no script."""
    there = html.escape(target)
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'">\n'
        f'<meta http-equiv="refresh" content="0; url={there}">\n<title>ccg</title>\n</head>\n'
        f'<body><p><a href="{there}">The report</a></p></body>\n</html>\n'
    )
