"""Local names: a case and a participant are their document's, "smith-2019:D", "smith-2019:P7".

Comes in: what was typed, or records. Goes out: the participants that are meant, what a site joins,
and lines that say where one name stands for several. Nothing is guessed: a name that fits several
finds them all, and it is said.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from ccg_corpus.core.hit import Record
from ccg_corpus.store import Fact, Store
from ccg_corpus.text.words import fold, label_key, participant_key

if TYPE_CHECKING:
    from ccg_corpus.corpus.resolve.names import Names
    from ccg_corpus.query import Query

MOST_NAMED = 6
MOST_LISTED = 12
Person = dict[str, Any]


# Cases


def joined_cases(store: Store) -> dict[str, str]:
    """Sites of config.yaml that join cases somebody speaks in → how they are called together.

    "coast (smith-2019:D, okafor-2020:Site 2)"; a site of one case joins nothing.
    """
    cases: dict[str, list[str]] = {}
    for document, key, site in json.loads(store.fact(Fact.SITES) or "[]"):
        title = store.finished.naming.title("own case in", f"{document}:{key}")
        if title is not None:
            cases.setdefault(site, []).append(f"{document}:{title}")
    return {
        site: f"{site} ({', '.join(sorted(names))})"
        for site, names in cases.items()
        if len(names) > 1
    }


def case_id(record: Mapping[str, Any]) -> str | None:
    """A record's case by its document: "smith-2019:D"."""
    return None if record["case"] is None else f"{record['document']['id']}:{record['case']}"


# Records with their local names


def with_local_names(store: Store, records: Iterable[Record]) -> list[Record]:
    """The records with `case_row`: the case as it is counted and grouped by."""
    rows = list(records)
    joined = joined_cases(store) if any(row["site"] for row in rows) else {}
    return [_named(row, joined) for row in rows]


def _named(row: Record, joined: Mapping[str, str]) -> Record:
    own = case_id(row)
    return {**row, "case_row": None if own is None else joined.get(row["site"] or "", own)}


# Participants


def people_named(typed: str, names: Names) -> list[Person] | None:
    """The participants that a name with a document before it or attributes behind it means.

    None where it is a bare label, which means whoever has it.
    """
    document, label = _parted(typed, names)
    if document is not None:
        return _meant(label, names.local.people([document]))
    key = participant_key(label)
    if names.has_facet(("participant", key)):
        return None
    base, attributes = _base(label)
    return _meant(label, names.local.people_called(participant_key(base))) if attributes else None


def _parted(typed: str, names: Names) -> tuple[str | None, str]:
    from ccg_corpus.core.errors import QueryError

    reference, colon, label = typed.partition(":")
    if not colon:
        return None, typed.strip()
    try:
        document = names.catalogue.document(reference)
    except QueryError:
        document = None
    return (None, typed.strip()) if document is None else (document, label.strip())


def _meant(label: str, people: Iterable[Person]) -> list[Person]:
    """The one whose id it is; else all that have the label and every attribute that is typed."""
    rows = list(people)
    wanted = _folded(label)
    exact = [one for one in rows if _folded(_label_of(one)) == wanted]
    if exact:
        return exact
    base, attributes = _base(label)
    key = participant_key(base)
    called = [one for one in rows if one["key"] == key] or [
        one for one in rows if _is_called(one["who"], base)
    ]
    return [one for one in called if all(_has(one, typed) for typed in attributes)]


def _is_called(who: str, typed: str) -> bool:
    """ "KII 3" is the key informant 3, "Marrow" is Odile Marrow, as a document has them."""
    from ccg_corpus.records.participants import identity_key

    known, key = identity_key(who), identity_key(typed)
    return known == key or (key.isalpha() and len(key) > 1 and known.endswith(f" {key}"))


def _label_of(person: Person) -> str:
    return str(person["id"]).removeprefix(f"{person['document']}:")


def _folded(text: str) -> str:
    return " ".join(fold(text).replace('"', "").replace("'", "").split())


def _base(label: str) -> tuple[str, list[str]]:
    """ "K, female, 51": the code or name, and what is said of the person."""
    base, *attributes = [part.strip(" \"'“”‘’") for part in label.split(",")]
    return base, [part for part in attributes if part]


def _has(person: Person, typed: str) -> bool:
    """Whether an attribute that was typed is one of the person's."""
    from ccg_corpus.records.attributes import group_key, read_attributes

    read = read_attributes(typed, "", has_role=False).known()
    known = person["attributes"]
    if read:
        return all(
            group_key(known.get(name, "")) == group_key(value)
            if name == "group"
            else known.get(name) == value
            for name, value in read.items()
        )
    words = fold(typed)
    return (
        words.replace(" ", "-") in person["roles"]
        or (person["case_key"] is not None and label_key(typed) == person["case_key"])
        or (words == "?" and str(person["id"]).endswith(", ?"))
    )


# What is said


def local_notes(query: Query, names: Names) -> Iterator[str]:
    """A line for each name in the query that is of several documents or people."""
    asked = query.names()
    for case in asked.get("case", ()):
        yield from _case_note(case, names)
    for label in asked.get("participant", ()):
        yield from _participant_note(label, names)


def _case_note(case: str, names: Names) -> Iterator[str]:
    if ":" in case and _parted(case, names)[0] is not None:
        return
    cases = names.local.with_case(label_key(case))
    works = names.local.work_of(document for document, _ in cases)
    own = [f"{document}:{label}" for document, label in cases if works[document] == document]
    if len(set(works.values())) > 1:
        shown = own or [f"{document}:{label}" for document, label in cases]
        yield (
            f"note: '{case}' is a case of {len(set(works.values()))} documents, each its own:"
            f" {_some(shown)}. Write {shown[0]} for one"
        )


def _participant_note(label: str, names: Names) -> Iterator[str]:
    people = people_named(label, names)
    if people is None:
        people = names.local.people_called(participant_key(label))
    people = [one for one in people if one["quotations"]]
    if len(people) < 2:
        return
    documents = {one["document"] for one in people}
    where = f"{len(documents)} documents" if len(documents) > 1 else "one document"
    shown = _some([one["id"] for one in people])
    yield f"note: '{label}' is {len(people)} participants of {where}, each an id of its own: {shown}"


def _some(names: list[str]) -> str:
    more = f"; … ({len(names)} in all)" if len(names) > MOST_NAMED else ""
    return "; ".join(names[:MOST_NAMED]) + more


# Names that find nothing


def unknown_case(case: str, names: Names) -> str | None:
    """Why a case finds nothing: it is described and nobody is quoted, or the document has others."""
    document, label = _parted(case, names) if ":" in case else (None, case)
    described = names.local.described(document, label_key(label))
    if described:
        where = ", ".join(f"{one}:{title}" for one, title in described[:MOST_NAMED])
        return f"case {where}: described, nobody quoted"
    if document is None:
        return _unknown_anywhere(case, names)
    own = [row["case"] for row in names.local.cases() if row["document"] == document]
    known = f" (it has {', '.join(own)})" if own else " (it has no cases)"
    return f"no case '{label}' in {document}{known}"


def _unknown_anywhere(case: str, names: Names) -> str:
    """A label that no document has, with what may have been meant, or all where they are few."""
    from ccg_corpus.text.nearest import near

    hint = near(case, names.catalogue.cases, listed=False)
    if not hint:
        known = [row["case_id"] for row in names.local.cases()]
        hint = (
            f"known: {', '.join(known)}"
            if 0 < len(known) <= MOST_LISTED
            else "'ccg cases' lists them"
        )
    return f"no case '{case}' in the corpus ({hint})"


def unknown_participant(typed: str, names: Names) -> str | None:
    """Why a participant of one document finds nothing."""
    from ccg_corpus.text.nearest import near

    document, label = _parted(typed, names)
    if document is None:
        return None
    own = [one["id"] for one in names.local.people([document])]
    if not own:
        return f"no participant is told apart in {document}"
    hint = near(f"{document}:{label}", own, listed=len(own) <= MOST_NAMED)
    return f"no participant '{label}' in {document}" + (f" ({hint})" if hint else "")


def silent_cases(query: Query, names: Names) -> list[str]:
    """Cases with nobody's words, by their documents, where nothing but documents is asked for."""
    if query.with_filters(documents=()) != type(query)():
        return []
    asked = {names.catalogue.document(name) for name in query.documents}
    return [
        f"{document}:{label}"
        for document, label, _ in names.local.silent_cases()
        if not asked or document in asked
    ]
