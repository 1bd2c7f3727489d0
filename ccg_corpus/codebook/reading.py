"""codebook.yaml → codes, with a line for whatever in it can't be meant.

Comes in: a project's directory. Goes out: a `CodeTree`. An entry is a code by its slug, under it what
is known of it; codes may also be nested under `codes`. Two clones of a project that both changed the
file are merged line by line: what then stands twice is read as far as it can be, and said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ccg_corpus.codebook.tree import CodeTree
from ccg_corpus.core.errors import BadConfig
from ccg_corpus.project.config import Code, Config
from ccg_corpus.project.default_config import CODEBOOK_NAME
from ccg_corpus.project.files import read_file
from ccg_corpus.text.words import slug as slug_of

if TYPE_CHECKING:
    from ccg_corpus.project.config.nodes import Node

# What a field of an entry may be called besides its own name.
FIELDS = {
    "name": "title", "title": "title", "terms": "terms", "under": "under", "parent": "under",
    "definition": "definition", "description": "definition", "use when": "use_when",
    "when": "use_when", "not when": "not_when", "when not": "not_when", "do not use when": "not_when",
    "example": "example", "examples": "example", "colour": "colour", "color": "colour", "was": "was",
    "codes": "codes",
}  # fmt: skip
_LISTS = ("terms", "was")
ADDED = "added"  # when and by whom


def with_codebook(config: Config) -> Config:
    """A project's config with the codes of its codebook.yaml beside its own.

    Raises: BadConfig.
    """
    return replace(config, codes=read_codebook(config.root, config.codes).codes)


def read_codebook(root: Path, others: Iterable[Code] = ()) -> CodeTree:
    """The codes of codebook.yaml, then those of `others` (config.yaml's) that it does not have.

    Raises: BadConfig where the file can't be read as YAML.
    """
    path = root / CODEBOOK_NAME
    try:
        data = read_file(path)
    except FileNotFoundError:
        return CodeTree(others)
    except OSError as exc:
        raise BadConfig(f"can't be read: {exc.strerror or exc}", path=path) from exc
    codes, problems = parse_codebook(data)
    known = {code.slug for code in codes}
    return CodeTree((*codes, *(one for one in others if one.slug not in known)), problems)


def parse_codebook(data: bytes) -> tuple[tuple[Code, ...], tuple[str, ...]]:
    """The codes in the bytes of a codebook.yaml, and what is wrong with them.

    Raises: BadConfig.
    """
    from ccg_corpus.project.config.nodes import compose

    top = compose(data, CODEBOOK_NAME)
    if top is None or top.is_empty:
        return (), ()
    if not top.is_mapping:
        raise top.wrong("is no list of codes", hint="a code and a colon, then what is known of it")
    reader = _Reader()
    reader.entries(top, None)
    return tuple(reader.codes()), tuple(reader.problems)


class _Reader:
    """Entries on their way to codes; one code may have several entries after a merge."""

    def __init__(self) -> None:
        self.problems: list[str] = []
        self._found: dict[str, dict[str, list[Any]]] = {}
        self._lines: dict[str, int] = {}

    def entries(self, mapping: Node, under: str | None) -> None:
        for key, value in _pairs(mapping):
            slug = code_slug(key.text())
            if not slug:
                self._wrong(key, f"'{key.text()}' has no letter to call a code by")
                continue
            if slug in self._found and not _is_same(self._found[slug], value):
                first = self._lines[slug]
                self._wrong(
                    key, f"code {slug} stands twice, here and on line {first}: put together"
                )
            self._lines.setdefault(slug, key.line)
            fields = self._found.setdefault(slug, {})
            if slug != key.text():
                fields.setdefault("key", []).append(key.text())
            if under is not None:
                fields.setdefault("under", []).append(under)
            self._entry(slug, value, fields)

    def _entry(self, slug: str, value: Node, fields: dict[str, list[Any]]) -> None:
        if value.is_empty:
            return
        if value.is_list:
            fields.setdefault("terms", []).extend(value.texts())
        elif not value.is_mapping:
            fields.setdefault("title", []).append(value.text())
        else:
            for key, one in _pairs(value):
                self._field(slug, key, one, fields)

    def _field(self, slug: str, key: Node, value: Node, fields: dict[str, list[Any]]) -> None:
        written = key.text()
        name = FIELDS.get(" ".join(written.replace("_", " ").replace("-", " ").lower().split()))
        if value.is_empty:
            return
        if name == "codes":
            if not value.is_mapping:
                self._wrong(value, f"code {slug}: 'codes' holds no codes")
            else:
                self.entries(value, slug)
        elif name in _LISTS:
            fields.setdefault(name, []).extend(_texts(value))
        elif name is None:
            fields.setdefault("notes", []).append((written, "; ".join(_texts(value))))
        else:
            fields.setdefault(name, []).append("; ".join(_texts(value)))

    def codes(self) -> Iterator[Code]:
        for slug, fields in self._found.items():
            was = tuple(dict.fromkeys(fields.get("was", ())))
            one = {
                name: self._settled(slug, name, values, was)
                for name, values in fields.items()
                if name not in (*_LISTS, "notes", "key")
            }
            title = one.pop("title", "") or next(iter(fields.get("key", ())), slug)
            yield Code(
                slug,
                title,
                terms=tuple(dict.fromkeys(fields.get("terms", ()))),
                was=was,
                notes=tuple(dict.fromkeys(fields.get("notes", ()))),
                is_term=False,
                **one,
            )

    def _settled(self, slug: str, name: str, values: list[str], was: tuple[str, ...]) -> str:
        """One value of a field that stands once, or that a merge has left several of."""
        different = list(dict.fromkeys(values))
        if name == "title":  # the one that another clone had is what this one was called
            different = [value for value in different if value not in was] or different
        if len(different) > 1:
            shown = " / ".join(f"'{value}'" for value in different)
            said = "name" if name == "title" else name.replace("_", " ")
            self.problems.append(
                f"{CODEBOOK_NAME}:{self._lines[slug]}: code {slug} has more than one {said}: {shown}; "
                "keep one"
            )
        return different[-1]

    def _wrong(self, node: Node, message: str) -> None:
        self.problems.append(f"{CODEBOOK_NAME}:{node.line}: {message}")


def code_slug(name: str) -> str:
    """What a code is called by for good: an identifier as it stands, else made of the words."""
    plain = all(sign.isalnum() or sign in "-_." for sign in name)
    return name if plain and name[:1].isalnum() else slug_of(name)


def _pairs(mapping: Node) -> Iterator[tuple[Node, Node]]:
    """The keys and values of a mapping, a key that stands twice as often as it does."""
    from ccg_corpus.project.config.nodes import Node

    for key, value in mapping.yaml.value:
        yield Node(key, mapping.path, mapping.where), Node(value, mapping.path, mapping.where)


def _texts(value: Node) -> tuple[str, ...]:
    if value.is_mapping:
        return tuple(f"{key.text()}: {'; '.join(_texts(one))}" for key, one in _pairs(value))
    if value.is_list:
        return tuple(text for item in value.items() for text in _texts(item))
    return (" ".join(str(value.yaml.value).split()),)


def _is_same(fields: dict[str, list[Any]], value: Node) -> bool:
    """Whether an entry that stands twice says the same twice, as after a merge of equal additions."""
    if not value.is_mapping:
        return value.is_empty
    # who added it, and when, may differ
    said = {text for values in fields.values() for text in values if isinstance(text, str)}
    return all(key.text() == ADDED or set(_texts(one)) - {""} <= said for key, one in _pairs(value))
