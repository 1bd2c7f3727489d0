"""A codebook that comes from elsewhere → which of its codes are codes here, and what is new.

Comes in: codes as `BookCode`s and the codebook here. Goes out: a plan; and the codebook with what is new. A
code is recognised by its GUID, by its path, or by a name that nothing contradicts. What differs is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ccg_corpus.codebook.reading import COLOUR
from ccg_corpus.codebook.tree import CodeTree
from ccg_corpus.exchange.refi.codebook_out import PARTS, TERMS, code_names, description
from ccg_corpus.exchange.refi.guids import guid, one_line
from ccg_corpus.exchange.refi.incoming import BookCode
from ccg_corpus.exchange.refi.writing import CASES, PEOPLE, ROLES, parted
from ccg_corpus.project.config import Code
from ccg_corpus.vocabulary.forms import slug_of

if TYPE_CHECKING:
    from ccg_corpus.codebook.editing import Codebook
    from ccg_corpus.vocabulary import Roles

_FOLDERS = {ROLES: "role", CASES: "case", PEOPLE: "person"}
_PART = re.compile(r"^(" + "|".join([*(name for name, _ in PARTS), TERMS]) + r"): (.*)$")
_APART = re.compile(r" \((?:case|role|participant|\d+)\)$")
_NAME_ROOMS = (200, 63)


@dataclass(frozen=True, slots=True)
class NewCode:
    """A code to be added: its slug, its name, and what is written of it."""

    slug: str
    name: str
    fields: dict[str, Any]


@dataclass(slots=True)
class CodePlan:
    """Codes there by key: `slugs` of codes here, `others` (a kind and a name) of what reading gave.
    `tree` is the codebook as it will be; `lines` are for whoever imports."""

    tree: CodeTree
    slugs: dict[str, str] = field(default_factory=dict)
    others: dict[str, tuple[str, str]] = field(default_factory=dict)
    new: list[NewCode] = field(default_factory=list)
    filled: dict[str, dict[str, str]] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)


def plan_codes(
    codes: Sequence[BookCode], tree: CodeTree, roles: Roles | None = None, *, is_ours: bool = False
) -> CodePlan:
    """What becomes of each code. `is_ours`: the file was made here, so that equal names are equal codes."""
    return _Planning(codes, tree, roles, is_ours).plan()


def add_codes(plan: CodePlan, book: Codebook, by: str) -> None:
    """Write what is new."""
    book.add_all(((one.slug, one.name, one.fields) for one in plan.new), by=by)
    for slug, fields in plan.filled.items():
        book.fill(slug, fields)


class _Planning:
    def __init__(
        self, codes: Sequence[BookCode], tree: CodeTree, roles: Roles | None, is_ours: bool
    ) -> None:
        self._codes = {one.key: one for one in codes}
        self._roles, self._is_ours = roles, is_ours
        self._by_guid = {guid("code", code.slug): code.slug for code in tree.codes}
        self._names = {
            name.casefold(): slug
            for most in _NAME_ROOMS
            for slug, name in code_names(tree, most).items()
        }
        self._before = tree
        self._plan = CodePlan(tree)
        self._wrappers = set(self._wrapping())

    def plan(self) -> CodePlan:
        for one in self._codes.values():
            kind = self._kind(one)
            if kind == "folder" or one.key in self._wrappers:
                continue
            if kind:
                self._plan.others[one.key] = (kind, self._other(kind, one.name))
                continue
            known = self._known(one)
            if known is None:
                self._new(one)
            else:
                self._plan.slugs[one.key] = known
                self._compare(one, known)
        return self._plan

    def _kind(self, one: BookCode) -> str:
        """What reading gave: a role, a case, a participant; "folder" for what holds them."""
        own = {guid("folder", kind) for kind in _FOLDERS.values()}
        if one.under is None:
            is_named = self._is_ours and one.name in _FOLDERS and not one.is_codable
            return "folder" if one.key in own or is_named else ""
        above = self._codes.get(one.under)
        if above is None or self._kind(above) != "folder":
            return ""
        named = {guid("folder", kind): kind for kind in _FOLDERS.values()}
        return named.get(above.key) or _FOLDERS.get(above.name, "")

    def _other(self, kind: str, name: str) -> str:
        plain = _APART.sub("", name)
        if kind == "role" and self._roles is not None:
            return self._roles.resolve(plain) or self._roles.resolve(name) or slug_of(plain)
        return plain

    def _wrapping(self) -> Iterator[str]:
        """A category that only holds everything, as NVivo's "Nodes"."""
        tops = [one for one in self._codes.values() if one.under is None]
        if len(tops) == 1 and not tops[0].is_codable and len(self._codes) > 1 and not self._is_ours:
            yield tops[0].key

    def _above(self, one: BookCode) -> str | None:
        """The slug of the code that it is under."""
        return None if one.under is None else self._plan.slugs.get(one.under)

    def _known(self, one: BookCode) -> str | None:
        if (slug := self._by_guid.get(one.key)) is not None:
            return slug
        if self._is_ours:
            return self._names.get(one.name.casefold())
        tree, above = self._plan.tree, self._above(one)
        path = [one.name] if above is None else [tree.path(above), one.name]
        if (slug := tree.resolve(" > ".join(path))) is not None and tree.parent(slug) == above:
            return slug
        slug = tree.resolve(one.name)
        if slug is None or slug in self._plan.slugs.values() or slug not in self._before:
            return None
        return slug if above is None or tree.parent(slug) in (None, above) else None

    def _new(self, one: BookCode) -> None:
        plan, name = self._plan, one_line(one.name).replace(">", "/")
        from ccg_corpus.codebook.editing import Codebook

        slug = Codebook.free_slug(name, plan.tree)
        if not slug:
            plan.lines.append(f"code '{name}' is not taken over: its name has no letter")
            return
        fields = fields_of(one.definition)
        if re.fullmatch(COLOUR, one.colour):
            fields["colour"] = one.colour
        elif one.colour:
            plan.lines.append(f"code '{name}': '{one.colour[:20]}' is no colour and is left out")
        if (above := self._above(one)) is not None:
            fields["under"] = above
        plan.new.append(NewCode(slug, name, fields))
        plan.slugs[one.key] = slug
        known = {k: v for k, v in fields.items() if k in ("definition", "colour", "under")}
        plan.tree = CodeTree((*plan.tree.codes, Code(slug, name, **known)))

    def _compare(self, one: BookCode, slug: str) -> None:
        """What is written there and not here is taken over; what differs is said."""
        if slug not in self._before:
            return
        code = self._before[slug]
        names = {code_names(self._before, most)[slug].casefold() for most in _NAME_ROOMS}
        if one.name.casefold() not in {*names, code.title.casefold(), code.slug}:
            self._plan.lines.append(
                f"code {slug} is called '{one.name}' there: 'ccg codes rename {slug} \"{one.name}\"'"
                " takes it over"
            )
        if one.definition and one_line(parted(one.definition)[0]) != one_line(description(code)):
            there = {k: v for k, v in fields_of(one.definition).items() if isinstance(v, str)}
            here = {key: str(getattr(code, key)) for key in there}
            fresh = {key: text for key, text in there.items() if not here[key]}
            differing = [
                key for key, text in there.items()
                if here[key] and one_line(here[key]) != one_line(text)
            ]  # fmt: skip
            if fresh:
                self._plan.filled[slug] = fresh
            if differing:
                shown = ", ".join(name.replace("_", " ") for name in differing)
                self._plan.lines.append(
                    f"code {slug}: {shown} is another there; left as it is here"
                )


def fields_of(text: str) -> dict[str, Any]:
    """What is written of a code, in its parts."""
    keys = dict(PARTS)
    found: dict[str, list[str]] = {}
    key = "definition"
    for line in parted(text)[0].splitlines():
        if match := _PART.match(line):
            key = "terms" if match[1] == TERMS else keys[match[1]]
            line = match[2]
        found.setdefault(key, []).append(line)
    fields: dict[str, Any] = {key: "\n".join(some).strip() for key, some in found.items()}
    if "terms" in fields:
        fields["terms"] = [one.strip() for one in fields["terms"].split(";") if one.strip()]
    return {key: value for key, value in fields.items() if value}
