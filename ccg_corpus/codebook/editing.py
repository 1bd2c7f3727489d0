"""`ccg codes add|rename|move|merge|remove`: each one change of codebook.yaml, all or nothing.

Comes in: a project and a name. Goes out: the slug, and the file with the change. Slugs never change,
so what was coded stays coded: a code that is renamed keeps its slug, one that is merged into another
leaves its own there. A code of config.yaml that is changed gets an entry here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ccg_corpus.codebook import lines
from ccg_corpus.codebook.reading import ADDED, COLOUR, code_slug, read_codebook
from ccg_corpus.codebook.tree import CodeTree
from ccg_corpus.core.errors import BadConfig, ProjectError, QueryError
from ccg_corpus.project.config import Code
from ccg_corpus.project.default_config import CODEBOOK_NAME
from ccg_corpus.project.files import read_file, write_whole
from ccg_corpus.text.nearest import near
from ccg_corpus.text.words import slug as slug_of

HEAD = """\
# The codebook. A code is called by the word before the colon, which must not change: what is coded
# names it. `name` may change. Edit as you like; `ccg codes` shows the tree.
#
# losing-heart:
#   name: Losing heart
#   definition: What it is.
#   use when: …
#   not when: …
#   example: …
#   colour: "#aa3355"
#   terms: [disillusion, lost heart]     # words that propose it
#   under: morale                        # the broader code
"""
WRITTEN = ("name", "definition", "use when", "not when", "example", "colour", "terms", "under")


class Codebook:
    """codebook.yaml of a project, to be changed. `others` are the codes of config.yaml."""

    def __init__(self, root: Path, others: Iterable[Code] = ()) -> None:
        self._path = root / CODEBOOK_NAME
        self._root = root
        self._others = tuple(others)

    @property
    def tree(self) -> CodeTree:
        """The codes as they are now."""
        return read_codebook(self._root, self._others)

    def add(self, name: str, *, by: str | None = None, **fields: Any) -> str:
        """A new code; its slug is made of the name. `by`: who adds it.

        Raises: QueryError where there is one of that name, or where what it is under is none.
        """
        name = " ".join(name.split())
        *above, name = [piece.strip() for piece in name.split(">")]
        tree = self.tree
        if above:
            fields["under"] = " > ".join(above)
        if (taken := tree.resolve(name)) is not None and tree[taken].under == fields.get("under"):
            raise QueryError(f"there is a code '{tree[taken].title}' ({taken})")
        slug = self._free(slug_of(name), tree)
        if not slug:
            raise QueryError(f"'{name}' has no letter to call a code by")
        if fields.get("under"):
            fields["under"] = self.named(fields["under"], tree)
        _check_colour(fields.get("colour"))
        given: Mapping[str, Any] = {
            "name": name,
            **{k.replace("_", " "): v for k, v in fields.items()},
        }
        # an empty definition asks for one, and keeps the lines of two clones' changes apart
        stated = [
            (key, given.get(key) or "") for key in WRITTEN if given.get(key) or key == "definition"
        ]
        stated.append((ADDED, _now(by)))
        self._change(lambda text: lines.with_entry(text or HEAD, slug, stated), slug)
        return slug

    def add_all(
        self, wanted: Iterable[tuple[str, str, Mapping[str, Any]]], *, by: str | None = None
    ) -> None:
        """New codes at once: slug, name, fields; `under` is a slug that there is or that comes before.

        Their slugs are free, as `free_slug` gives them.
        """
        stated: list[tuple[str, list[tuple[str, Any]]]] = []
        for slug, name, fields in wanted:
            given = {"name": name, **{k.replace("_", " "): v for k, v in fields.items()}}
            keys = [key for key in WRITTEN if given.get(key) or key == "definition"]
            entry = [(key, given.get(key) or "") for key in keys]
            stated.append((slug, [*entry, (ADDED, _now(by))]))

        def changed(text: str) -> str:
            for slug, entry in stated:
                text = lines.with_entry(text or HEAD, slug, entry)
            return text

        if stated:
            self._change(changed)

    def fill(self, slug: str, fields: Mapping[str, str]) -> list[str]:
        """Write what is not written of a code yet: the names of these fields."""
        code = self.tree[slug]
        empty = {
            key: value
            for key, value in fields.items()
            if value
            and key in ("definition", "use_when", "not_when", "example", "colour")
            and not getattr(code, key)
        }

        def changed(text: str) -> str:
            for key, value in empty.items():
                text = lines.with_field(text, slug, key.replace("_", " "), value)
            return text

        if empty:
            self._change(changed, slug)
        return list(empty)

    @staticmethod
    def free_slug(name: str, tree: CodeTree) -> str:
        """The slug of a new code of that name; "" where the name has no letter."""
        return Codebook._free(slug_of(name), tree)

    def namesakes(self, slug: str) -> list[str]:
        """Other codes of the same name, elsewhere in the tree: their paths."""
        tree = self.tree
        name = slug_of(tree[slug].title)
        others = (code.slug for code in tree.codes if slug_of(code.title) == name)
        return [f"{tree.path(one)} ({one})" for one in others if one != slug]

    def rename(self, name: str, new: str) -> str:
        """Another name for a code. What is coded with it stays so."""
        tree = self.tree
        slug, new = self.named(name, tree), " ".join(new.split())
        taken = tree.resolve(new)
        if not slug_of(new):
            raise QueryError(f"'{new}' has no letter to call a code by")
        if taken not in (None, slug):
            hint = f"'ccg codes merge {slug} {taken}' makes the two one"
            raise QueryError(f"there is a code '{tree[taken or slug].title}' ({taken})", hint=hint)
        old = tree[slug]
        if old.title == new:
            raise QueryError(f"'{new}' is its name")
        was = [one for one in (*old.was, old.title) if one not in (slug, new)]

        def changed(text: str) -> str:
            text = lines.with_field(text, slug, "name", new)
            return lines.with_field(text, slug, "was", was) if was else text

        self._change(changed, slug)
        return slug

    def move(self, name: str, under: str | None) -> tuple[str, str | None]:
        """A code with all that is under it, under another; None for the top."""
        tree = self.tree
        slug = self.named(name, tree)
        parent = None if under is None else self.named(under, tree)
        if parent is not None and (parent == slug or parent in tree.below(slug)):
            raise QueryError(f"'{tree[parent].title}' is under '{tree[slug].title}'")
        if tree.parent(slug) == parent:
            where = f"under '{tree[parent].title}'" if parent else "at the top"
            raise QueryError(f"'{tree[slug].title}' is {where}")

        def changed(text: str) -> str:
            if lines.is_nested(text, slug):
                text = lines.moved_to_top(text, slug)
            return lines.with_field(text, slug, "under", parent)

        self._change(changed, slug)
        return slug, parent

    def merge(self, name: str, into: str) -> tuple[str, str]:
        """Two codes as one: what is coded with the first is coded with the second."""
        tree = self.tree
        slug, kept = self.named(name, tree), self.named(into, tree)
        if slug == kept:
            raise QueryError(f"'{name}' and '{into}' are one code")
        if kept in tree.below(slug):
            hint = f"'ccg codes move {kept} --top' first"
            raise QueryError(f"'{tree[kept].title}' is under '{tree[slug].title}'", hint=hint)
        gone, stays = tree[slug], tree[kept]
        names = (gone.slug, gone.title, *gone.was)
        was = [one for one in dict.fromkeys((*stays.was, *names)) if one not in (kept, stays.title)]
        terms = list(dict.fromkeys((*stays.terms, *gone.terms)))
        children = [code.slug for code in tree.codes if tree.parent(code.slug) == slug]
        said = _said(gone)

        def changed(text: str) -> str:
            for child in children:
                if lines.stands(text, child) and lines.is_nested(text, child):
                    text = lines.moved_to_top(text, child)
                text = lines.with_field(self._with(text, tree[child]), child, "under", kept)
            text = self._with(text, stays)
            if tuple(terms) != stays.terms:
                text = lines.with_field(text, kept, "terms", terms)
            text = lines.with_field(text, kept, "was", was)
            if said:
                text = lines.with_field(text, kept, f"of {gone.title}", said)
            return lines.without_entry(text, slug) if lines.stands(text, slug) else text

        self._change(changed, kept, slug)
        return slug, kept

    def remove(self, name: str) -> Code:
        """A code taken out; those under it come under what it was under."""
        tree = self.tree
        slug = self.named(name, tree)
        if any(one.slug == slug for one in self._others):
            raise QueryError(f"code '{slug}' is of config.yaml", hint="take it out there")
        children = [code.slug for code in tree.codes if tree.parent(code.slug) == slug]

        def changed(text: str) -> str:
            for child in children:
                if lines.stands(text, child) and lines.is_nested(text, child):
                    text = lines.moved_to_top(text, child)
                text = lines.with_field(
                    self._with(text, tree[child]), child, "under", tree.parent(slug)
                )
            return lines.without_entry(text, slug)

        self._change(changed)
        return tree[slug]

    def named(self, name: str, tree: CodeTree | None = None) -> str:
        """The slug of a code.

        Raises: QueryError where there is none of that name, with the nearest.
        """
        tree = tree or self.tree
        slug = tree.resolve(name)
        if slug is None:
            known = [form for code in tree.codes for form in (code.slug, code.title)]
            hint = near(name, known, listed=False) or "'ccg codes' lists them"
            raise QueryError(f"no code '{name}'", hint=hint)
        return slug

    @staticmethod
    def _free(slug: str, tree: CodeTree) -> str:
        """A slug that no code has; the second "other" of a tree is other-2."""
        if slug not in tree or not slug:
            return slug
        return next(f"{slug}-{n}" for n in range(2, len(tree) + 3) if f"{slug}-{n}" not in tree)

    def _with(self, text: str, code: Code) -> str:
        """The text with an entry for a code; one of config.yaml has none yet."""
        if lines.stands(text, code.slug):
            return text
        fields: list[tuple[str, Any]] = [("name", code.title), ("definition", "")]
        own = (code.slug.replace("-", " "),) if code.is_term else ()
        if terms := list(dict.fromkeys((*code.terms, *own))):
            fields.append(("terms", terms))
        return lines.with_entry(text or HEAD, code.slug, fields)

    def _change(self, change: Callable[[str], str], *needed: str) -> None:
        """One change under a lock, written only where it reads back.

        Raises: BadConfig; ProjectError.
        """
        with _alone(self._path):
            raw = self._read()
            text = raw.decode("utf-8-sig")
            for slug in needed:
                code = next((one for one in self._others if one.slug == slug), None)
                if code is not None:
                    text = self._with(text, code)
            changed = change(text)
            from ccg_corpus.codebook.reading import parse_codebook

            parse_codebook(changed.encode())
            _let_git_merge(self._root)
            mark = "\ufeff" if raw.startswith(b"\xef\xbb\xbf") else ""
            _write(self._path, mark + changed)

    def _read(self) -> bytes:
        try:
            raw = read_file(self._path)
            raw.decode("utf-8-sig")
            return raw
        except FileNotFoundError:
            return b""
        except UnicodeDecodeError as exc:
            raise BadConfig("not UTF-8 text", path=self._path, hint="save it as UTF-8") from exc
        except OSError as exc:
            raise ProjectError(f"can't be read: {exc.strerror or exc}", path=self._path) from exc


def _said(code: Code) -> str:
    """What was written of a code, in one text."""
    pieces = [code.definition, *(f"{name}: {text}" for name, text in (
        ("use when", code.use_when), ("not when", code.not_when), ("example", code.example),
    ) if text), *(f"{name}: {text}" for name, text in code.notes)]  # fmt: skip
    return "; ".join(piece for piece in pieces if piece)


def _now(by: str | None) -> str:
    """When and by whom, for the record; and a last line that no other code has, so that git does
    not take the ends of two clones' new codes for one."""
    from datetime import UTC, datetime

    now = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")[:-3]
    return f"{now}, {by}" if by else now


def _check_colour(colour: str | None) -> None:
    import re

    if colour and not re.fullmatch(COLOUR, colour):
        raise QueryError(f"'{colour}' is no colour", hint="as in --colour '#aa3355'")


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Two terminals that change the codebook do so one after the other."""
    from filelock import FileLock, Timeout

    cache = path.parent / ".ccg"
    lock = cache / "codebook.lock" if cache.is_dir() else path.with_name(f".{path.name}.lock")
    try:
        with FileLock(lock, timeout=10):
            yield
    except Timeout as exc:
        raise ProjectError("another run changes it", path=path, hint="try again") from exc


def _let_git_merge(root: Path) -> None:
    """In a clone git puts the lines of both sides together: what then stands twice is said."""
    if not any((folder / ".git").exists() for folder in (root, *root.resolve().parents)):
        return
    path = root / ".gitattributes"
    try:
        before = read_file(path).decode() if path.exists() else ""
        if CODEBOOK_NAME in before:
            return
        if before and not before.endswith("\n"):
            before += "\n"
        _write(path, f"{before}{CODEBOOK_NAME} merge=union\n")
    except (OSError, UnicodeDecodeError):
        return  # the codebook is what matters


def _write(path: Path, text: str) -> None:
    try:
        write_whole(path, text.encode(), mode=0o666, is_synced=True)
    except OSError as exc:
        raise ProjectError(f"can't be written: {exc.strerror or exc}", path=path) from exc


__all__ = ["HEAD", "Codebook", "code_slug"]
