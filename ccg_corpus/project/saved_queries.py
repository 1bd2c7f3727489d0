"""Queries with a name: queries.yaml in the project, the user's own file.

Comes in: a project's directory. Goes out: the queries by name; and a new one is written behind the
others, or in the place of the one of that name. Nothing else in the file is touched.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from ccg_corpus.core.errors import BadConfig, ProjectError, QueryError
from ccg_corpus.core.frozen import frozen
from ccg_corpus.project.files import read_file, write_whole
from ccg_corpus.text.nearest import near

QUERIES_NAME = "queries.yaml"
HEAD = """\
# Saved queries. `ccg search @NAME` asks one, more words may follow it; `ccg saved` lists them.
# NAME: query, or NAME with a query and a note under it. Edit as you like.
"""
_NAME = re.compile(r"[^\W_][\w.-]*")


@frozen
class Saved:
    """A query as it would be typed, and what the user notes about it."""

    query: str
    note: str | None = None


def read_saved(root: Path) -> dict[str, Saved]:
    """The saved queries of a project by name, in the order of the file.

    Raises: BadConfig naming the line.
    """
    top = _composed(root)
    if top is None:
        return {}
    return {_name(key, root): _saved(key.value, value, root) for key, value in top.value}


def expanded(words: list[str], root: Path) -> str:
    """The words of a query, each @NAME as the query of that name.

    Raises: QueryError for a name that there is not.
    """
    if not any(word.startswith("@") for word in words):
        return " ".join(words).strip()
    saved = read_saved(root)
    pieces = []
    for word in " ".join(words).split():
        if not word.startswith("@"):
            pieces.append(word)
            continue
        name = word[1:]
        if name not in saved:
            hint = near(name, saved) or "'ccg save NAME QUERY' makes one"
            raise QueryError(f"no saved query '{name}'", hint=hint)
        query = saved[name].query
        is_loose = len(words) > 1 and re.search(r"\bOR\b", query)
        pieces.append(f"({query})" if is_loose else query)
    return " ".join(pieces)


def save_query(root: Path, name: str, saved: Saved, *, replace: bool = False) -> None:
    """Write a query down.

    Raises: QueryError where the name is none or is taken; ProjectError.
    """
    if not _NAME.fullmatch(name):
        hint = "letters, digits, - _ and ."
        raise QueryError(f"'{name}' is no name for a query", hint=hint)
    top = _composed(root)
    place = next((pair for pair in top.value if pair[0].value == name), None) if top else None
    if place is not None and not replace:
        raise QueryError(f"'{name}' is taken", hint="--force puts the new query in its place")
    path = root / QUERIES_NAME
    lines = [HEAD]
    if path.exists():
        lines = read_file(path).decode().splitlines(keepends=True)
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += "\n"
    if place is None:
        lines.append(_entry(name, saved))
    else:
        first, last = place[0].start_mark.line, _last_line(place[1], lines)
        lines[first : last + 1] = [_entry(name, saved)]
    _write(path, "".join(lines))


def _entry(name: str, saved: Saved) -> str:
    query = json.dumps(saved.query, ensure_ascii=False)  # which is YAML too
    if saved.note is None:
        return f"{name}: {query}\n"
    note = json.dumps(saved.note, ensure_ascii=False)
    return f"{name}:\n  query: {query}\n  note: {note}\n"


def _last_line(node: Any, lines: list[str]) -> int:
    """The last line of an entry, without the blank lines and comments behind it."""
    last = node.end_mark.line - (1 if node.end_mark.column == 0 else 0)
    last = min(last, len(lines) - 1)
    while last > node.start_mark.line and lines[last].strip()[:1] in ("", "#"):
        last -= 1
    return int(last)


def _composed(root: Path) -> Any:
    """The top of the file as YAML has it; None where there is nothing in it."""
    import yaml

    path = root / QUERIES_NAME
    try:
        text = read_file(path).decode()
        top = yaml.compose(text, Loader=yaml.SafeLoader)
    except FileNotFoundError:
        return None
    except yaml.MarkedYAMLError as exc:
        line = exc.problem_mark.line + 1 if exc.problem_mark else 1
        raise BadConfig(f"line {line}: {exc.problem}", path=path) from exc
    except (OSError, UnicodeError, yaml.YAMLError) as exc:
        raise BadConfig(f"can't be read: {exc}", path=path) from exc
    except RecursionError as exc:
        raise BadConfig("can't be read: it is nested too deep", path=path) from exc
    if top is not None and not isinstance(top, yaml.MappingNode):
        raise BadConfig("line 1: no list of NAME: query", path=path)
    return top


def _name(node: Any, root: Path) -> str:
    if not isinstance(node.value, str) or not node.value:
        line = node.start_mark.line + 1
        raise BadConfig(f"line {line}: no name of a query", path=root / QUERIES_NAME)
    return node.value


def _saved(name: str, node: Any, root: Path) -> Saved:
    from yaml import MappingNode

    fields = {"query": node}
    if isinstance(node, MappingNode):
        fields = {key.value: value for key, value in node.value if isinstance(key.value, str)}
    texts = {key: value.value for key, value in fields.items() if isinstance(value.value, str)}
    if not texts.get("query"):
        line = node.start_mark.line + 1
        raise BadConfig(f"line {line}: '{name}' has no query", path=root / QUERIES_NAME)
    return Saved(texts["query"], texts.get("note"))


def _write(path: Path, text: str) -> None:
    try:
        write_whole(path, text.encode())
    except OSError as exc:
        raise ProjectError(f"can't be written: {exc.strerror or exc}", path=path) from exc
