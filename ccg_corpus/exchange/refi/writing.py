"""A gathered review → the element tree of a REFI-QDA project.

Comes in: plain values. Goes out: an element tree in the order that the standard asks for.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from ccg_corpus.exchange.refi.codebook_out import put_codes
from ccg_corpus.exchange.refi.gathered import (
    OWN,
    GatheredReview,
    GivenCode,
    Remark,
    Selected,
    TextOf,
    WhoOrWhere,
    moment,
)
from ccg_corpus.exchange.refi.guids import allowed, guid, one_line, unlike
from ccg_corpus.exchange.refi.programs import Program
from ccg_corpus.exchange.refi.sources_out import SourceFiles, notes_of
from ccg_corpus.exchange.refi.structure import PROJECT_SPACE

if TYPE_CHECKING:
    from ccg_corpus.corpus import Corpus

MEMO = "Memo"
ROLES, CASES, PEOPLE = "Role", "Case", "Participant"
_FOLDERS = {"role": ROLES, "case": CASES, "person": PEOPLE}
_NAME_BYTES = 120
_MEMO = rf"{MEMO} by ([^\n]{{1,80}}?) \((\d{{4}}-[^)\s]{{1,30}})\): "
INCLUDED = "Included"
# What the description of a project says, also when it comes back from another program.
MADE_BY, ALL, STATE = "Made by ccg", "All quotations.", "State:"


def project_tree(
    corpus: Corpus,
    review: GatheredReview,
    wanted: Program,
    files: SourceFiles,
    *,
    title: str,
    asked: str,
) -> Any:
    """The root element."""
    return _Writing(corpus, review, wanted, files).tree(title, asked)


class _Writing:
    def __init__(
        self, corpus: Corpus, review: GatheredReview, wanted: Program, files: SourceFiles
    ) -> None:
        from lxml import etree

        self._make, self._root_of = etree.SubElement, etree.Element
        self._corpus, self._review, self._for, self._files = corpus, review, wanted, files
        self._tree = corpus.coding.tree
        self._notes = {one.guid: one for one in notes_of(review)}
        self._notes_on: dict[str, list[str]] = defaultdict(list)
        for key, one in self._notes.items():
            self._notes_on[one.on].append(key)

    def tree(self, title: str, asked: str) -> Any:
        from ccg_corpus import __version__

        review = self._review
        root = self._root_of(
            f"{{{PROJECT_SPACE}}}Project",
            {
                "name": one_line(title) or "review",
                "origin": f"ccg {__version__}",
                "creatingUserGUID": user(OWN),
                "creationDateTime": review.last,
            },
            nsmap={None: PROJECT_SPACE},
        )
        users = self._add(root, "Users")
        for name in review.people:
            self._add(users, "User", guid=user(name), name=one_line(name))
        self._codebook(root)
        self._variables(root)
        self._cases(root)
        sources = self._add(root, "Sources") if review.documents else None
        names = _source_names(review)
        for one in review.documents:
            self._document(sources, one, names[one.id])
        self._write_notes(root)
        self._sets(root)
        told = f"Quotations asked for: {asked}." if asked else ALL
        self._text(root, "Description", f"{MADE_BY} {__version__}. {told} {STATE} {review.last}")
        return root

    def _add(self, above: Any, tag: str, /, **attributes: str) -> Any:
        return self._make(above, f"{{{PROJECT_SPACE}}}{tag}", attributes)

    def _text(self, above: Any, name: str, text: str) -> None:
        self._add(above, name).text = allowed(text)

    # The codebook

    def _codebook(self, root: Any) -> None:
        folders = {kind: list(self._names_given(kind)) for kind in self._kinds()}
        if not len(self._tree) and not any(folders.values()):
            return
        codes = self._add(self._add(root, "CodeBook"), "Codes")
        notes = {
            code.slug: self._notes_on.get(f"code:{code.slug}", []) for code in self._tree.codes
        }
        taken = put_codes(codes, self._tree, most=self._for.names, space=PROJECT_SPACE, notes=notes)
        wanted = [(f"folder {kind}", _FOLDERS[kind], OWN) for kind, some in folders.items() if some]
        wanted += [
            (f"{kind} {name}", self._shown(kind, name), _FOLDERS[kind].lower())
            for kind, some in folders.items()
            for name in some
        ]
        names = unlike(wanted, self._for.names, taken=taken)
        for kind, some in folders.items():
            if not some:
                continue
            folder = self._add(codes, "Code", guid=guid("folder", kind),
                               name=names[f"folder {kind}"], isCodable="false")  # fmt: skip
            for name in some:
                self._add(folder, "Code", guid=self._code_guid(kind, name),
                          name=names[f"{kind} {name}"], isCodable="true")  # fmt: skip

    def _kinds(self) -> tuple[str, ...]:
        """Which kinds of codes there are besides the reviewer's; people only where text comes to
        cases by codes."""
        return ("role", "case", "person") if self._for.shares else ("role", "case")

    def _names_given(self, kind: str) -> Iterable[str]:
        given = dict.fromkeys(one.name for one in self._review.given if one.kind == kind)
        return sorted(given)

    def _shown(self, kind: str, name: str) -> str:
        return one_line(self._corpus.vocabulary.title(name) if kind == "role" else name)

    def _code_guid(self, kind: str, name: str) -> str:
        if kind in ("case", "person"):
            return guid(kind, name) if self._for.shares else guid("code of", kind, name)
        return guid(kind, name)

    # People, cases, values

    def _variables(self, root: Any) -> None:
        names = [name for one in self._review.cases for name, _ in one.values]
        own = [name for one in self._review.documents for name, _ in one.facts]
        if not names and not own:
            return
        variables = self._add(root, "Variables")
        for of, some in (("case", names), ("document", own)):
            for name in dict.fromkeys(some):
                self._add(variables, "Variable", guid=guid("variable", of, name),
                          name=variable_name(of, name), typeOfVariable="Text")  # fmt: skip

    def _values(self, above: Any, of: str, values: Iterable[tuple[str, str]]) -> None:
        for name, value in values:
            element = self._add(above, "VariableValue")
            self._add(element, "VariableRef", targetGUID=guid("variable", of, name))
            self._text(element, "TextValue", value)

    def _cases(self, root: Any) -> None:
        review = self._review
        documents = [one for one in review.documents if one.facts] if self._for.unnamed else []
        if not review.cases and not documents:
            return
        cases = self._add(root, "Cases")
        names = unlike(((f"{one.kind} {one.id}", one_line(one.id), _FOLDERS[one.kind].lower())
                        for one in review.cases), 200)  # fmt: skip
        codes = {(one.kind, one.name) for one in review.given}
        for one in review.cases:
            case = self._add(cases, "Case", guid=one.guid, name=names[f"{one.kind} {one.id}"])
            told = "\n\n".join(
                part for part in (one.description, *map(memo_text, one.remarks)) if part
            )
            if told:
                self._text(case, "Description", told)
            if (one.kind, one.id) in codes and one.kind in self._kinds() and not self._for.shares:
                self._add(case, "CodeRef", targetGUID=self._code_guid(one.kind, one.id))
            self._values(case, "case", one.values)
            self._references(case, one)
        for document in documents:
            case = self._add(cases, "Case", guid=guid("facts", document.id))
            self._values(case, "document", document.facts)
            self._add(case, "SourceRef", targetGUID=document.guid)

    def _references(self, case: Any, one: WhoOrWhere) -> None:
        source = next((doc for doc in self._review.documents if doc.id == one.document), None)
        if source is not None:
            self._add(case, "SourceRef", targetGUID=source.guid)
        for key in one.selections:
            self._add(case, "SelectionRef", targetGUID=key)

    # Documents

    def _document(self, above: Any, one: TextOf, name: str) -> None:
        made = {"creatingUser": user(OWN), "creationDateTime": self._review.last}
        path = f"internal://{one.guid}.txt"
        ending = self._files.originals.get(one.id)
        own = f"internal://{guid('original', one.id)}.{ending}"
        if ending == "pdf" and not self._files.has_both:
            pdf = self._add(above, "PDFSource", guid=one.guid, name=name, path=own, **made)
            self._told(pdf, one)
            inner = self._add(pdf, "Representation", guid=guid("text of", one.id), name=name,
                              plainTextPath=path, **made)  # fmt: skip
            self._select(inner, one)
            self._values(inner, "document", self._facts(one))
            self._after(pdf, one)
            return
        rich = {"richTextPath": own} if ending == "docx" and not self._files.has_both else {}
        text = self._add(
            above, "TextSource", guid=one.guid, name=name, plainTextPath=path, **rich, **made
        )
        self._told(text, one)
        self._select(text, one)
        self._after(text, one)
        if ending and self._files.has_both:
            key = guid("beside", one.id)
            if ending == "pdf":
                self._add(above, "PDFSource", guid=key, name=f"{name} (PDF)", path=own, **made)
            else:
                self._add(above, "TextSource", guid=key, name=f"{name} (Word)", richTextPath=own,
                          plainTextPath=path, **made)  # fmt: skip

    def _told(self, element: Any, one: TextOf) -> None:
        """A document's memos also as its description, where notes on it are dropped."""
        if self._for.told and one.remarks:
            self._text(element, "Description", "\n\n".join(map(memo_text, one.remarks)))

    def _facts(self, one: TextOf) -> tuple[tuple[str, str], ...]:
        return () if self._for.unnamed else one.facts

    def _after(self, element: Any, one: TextOf) -> None:
        for note in self._notes_on.get(one.id, ()):
            self._add(element, "NoteRef", targetGUID=note)
        self._values(element, "document", self._facts(one))

    def _select(self, above: Any, one: TextOf) -> None:
        at = counting(one.text) if self._for.units else _as_it_is
        for selected in one.selections:
            for key, by, codes in self._of_coders(selected):
                element = self._add(
                    above, "PlainTextSelection", guid=key, name=selected.name,
                    startPosition=str(at(selected.start)), endPosition=str(at(selected.end)),
                    creatingUser=user(by), creationDateTime=max((c.at for c in codes), default=self._review.last),
                )  # fmt: skip
                told = [selected.description]
                if self._for.told and by == OWN:
                    told += map(memo_text, selected.remarks)
                self._text(element, "Description", "\n\n".join(told))
                for code in codes:
                    self._coding(element, selected, code)
                for remark in selected.remarks if by == OWN else ():
                    if remark.guid in self._notes:
                        self._add(element, "NoteRef", targetGUID=remark.guid)

    def _of_coders(self, selected: Selected) -> Iterator[tuple[str, str, tuple[GivenCode, ...]]]:
        """The selection once, or once for each coder; its first has its own GUID."""
        codes = tuple(
            code for code in selected.codes if code.kind == "code" or code.kind in self._kinds()
        )
        if not self._for.by_coder:
            yield selected.guid, OWN, codes
            return
        coders = [OWN, *sorted({code.by for code in codes} - {OWN})]
        for by in coders:
            own = tuple(code for code in codes if code.by == by)
            if own or (by == OWN and (selected.remarks or len(coders) == 1)):
                key = selected.guid if by == OWN else guid("selection", selected.key, by)
                yield key, by, own

    def _coding(self, above: Any, selected: Selected, code: GivenCode) -> None:
        element = self._add(
            above, "Coding", guid=guid("coding", selected.key, code.kind, code.name, code.by),
            creatingUser=user(code.by), creationDateTime=code.at,
        )  # fmt: skip
        target = (
            guid("code", code.name)
            if code.kind == "code"
            else self._code_guid(code.kind, code.name)
        )
        self._add(element, "CodeRef", targetGUID=target)

    # Memos and sets

    def _write_notes(self, root: Any) -> None:
        if not self._notes:
            return
        above = self._add(root, "Notes")
        names = unlike(((key, memo_name(one), one.at[:10])
                        for key, one in self._notes.items()), 200)  # fmt: skip
        for key, one in self._notes.items():
            self._add(above, "Note", guid=key, name=names[key], plainTextPath=f"internal://{key}.txt",
                      creatingUser=user(one.by), creationDateTime=moment(one.at))  # fmt: skip

    def _sets(self, root: Any) -> None:
        sources = {one.id: one.guid for one in self._review.documents}
        if not sources:
            return
        above = self._add(root, "Sets")
        found = {INCLUDED: list(sources)}
        found |= {f"Study {name}": ids for name, ids in self._review.studies.items()}
        for name, ids in found.items():
            one = self._add(above, "Set", guid=guid("set", name), name=one_line(name))
            for id in ids:
                if id in sources:
                    self._add(one, "MemberSource", targetGUID=sources[id])


def user(name: str) -> str:
    """The GUID of a coder."""
    return guid("user", name)


def variable_name(of: str, name: str) -> str:
    """What a value is called: what is of documents is told from what is of people, for programs have
    one list of both."""
    return one_line(name) if of == "case" else one_line(f"document {name.replace('_', ' ')}")


def memo_text(one: Remark) -> str:
    """A memo within a description, and whose it is."""
    return f"{MEMO} by {one_line(one.by)} ({one.at}): {one.text}"


def memo_name(one: Remark) -> str:
    """What a memo's file is called: programs that let go of what it is on keep this."""
    return one_line(f"{MEMO} on {one.on} by {one.by}")


def memo_named(name: str) -> str:
    """What a memo of such a name is on; "" where it says nothing."""
    found = re.match(rf"{MEMO} on (.+) by [^:]+?$", name)
    return found[1] if found else ""


def parted(text: str) -> tuple[str, list[tuple[str, str, str]]]:
    """A description as it was before memos were put behind it, and these: by whom, when, words."""
    own, *memos = re.split(rf"(?:\A|\n\s*\n)(?={_MEMO})", text)
    found = [re.match(_MEMO + "(.*)", one, re.DOTALL) for one in memos]
    return own.strip(), [(one[1], one[2], one[3].strip()) for one in found if one]


def counting(text: str) -> Callable[[int], int]:
    """From code points to units of UTF-16."""
    beyond = [at for at, sign in enumerate(text) if sign > "\uffff"]
    return lambda at: at + bisect_left(beyond, at)


def _as_it_is(at: int) -> int:
    return at


def _source_names(review: GatheredReview) -> dict[str, str]:
    """What documents are called: signs that no file's name may have are left out."""

    def plain_name(id: str) -> str:
        name = re.sub(r'[\\/:*?"<>|]+', " ", one_line(id)).strip(" .") or "document"
        return name.encode()[:_NAME_BYTES].decode("utf-8", "ignore")

    return unlike(((one.id, plain_name(one.id), "") for one in review.documents), _NAME_BYTES)
