"""Who is named in an author's sentence: a full name with a position, an office or a title with a name.

In: the author's words. Out: a `Mention` with the name as printed. Names that are cited, and names
that only stand beside the one who speaks, are none.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from ccg_corpus.core.model import Span
from ccg_corpus.quotations.labels import role_of
from ccg_corpus.quotations.labels.offices import TITLED, office_of
from ccg_corpus.quotations.score.voice import without_marks
from ccg_corpus.quotations.speakers.mentions import Mention, says
from ccg_corpus.quotations.speakers.verbs import VERB, VERBS, cased
from ccg_corpus.vocabulary import Roles

# "Jo Moss, chief officer of Fen CCG, came out and told us:" – a person on the record
_NAME = r"(?:(?:Dr|Mr|Mrs|Ms|Professor|Prof|Sir|Dame|Cllr|Councillor)\.? )?[A-ZÀ-Þ][\w’'-]+(?: [A-Z]\.)?(?: [A-ZÀ-Þ][\w’'-]+){1,2}"
_NAMED = cased(
    rf"(?:^|(?<=[.?!:;,\"”’] ))(?P<name>{_NAME})(?:, | (?=who ))(?P<what>(?:who |an? |the )?[^.:;]{{4,160}}?)(?=,|\s(?:{VERBS})\b|[.:;]|$)"
)
_NO_NAME = re.compile(
    r"(?:In|The|At|As|For|One|Another|An?|On|By|With|From|This|These|When|While|Case|Site|Figure|Table|Box|NHS|"
    r"However|Although|After|Before|According|Similarly|Finally|Some|Many|Most|Others?)\b"
)
_OF = re.compile(
    r"\b(?:of|at|for|from|in|chairs|leads|runs|heads) (?:the )?(?P<organisation>(?:[A-ZÀ-Þ][\w’'&-]*)(?: (?:(?:of|for|and|the|&) )?[A-ZÀ-Þ][\w’'&-]*)*)"
)
_ROLE_VERBS = {"chairs": "chair", "leads": "lead", "heads": "head", "runs": "manager"}


def named_person(text: str, roles: Roles) -> Mention | None:
    """A person with a full name and a position, in a grey-literature sentence.

    "wrote" is what cited authors do: a person who wrote is not one who was spoken to.
    """
    found = None
    for match in _NAMED.finditer(text):
        what = match["what"]
        if _NO_NAME.match(match["name"]) or roles.find(match["name"]):
            continue
        mentions = roles.find(what)
        verb = next(
            (role for verb, role in _ROLE_VERBS.items() if re.search(rf"\b{verb}\b", what)), None
        )
        if not mentions and verb is None:
            continue
        if re.search(
            r"\b(?:wrote|writes|argues?|argued|et al)\b", text[match.start() : match.end() + 60]
        ):
            continue
        slug = mentions[0].slug if mentions else roles.resolve(verb or "") or verb
        of = _OF.search(what)
        found = Mention(
            match["name"], Span(*match.span("name")), slug, roles.broader(slug or ""), False, 2.0,
            name=match["name"], organisation=of["organisation"] if of else None,
        )  # fmt: skip
    return found


_TITLED = re.compile(rf"(?<![\w-]){TITLED}")
NEAR = 3  # code points between a role and the name beside it: ", "


def titled_person(text: str, roles: Roles) -> Mention | None:
    """The last person with a title or an office and a name that a sentence lets speak:
    "Councillor H. B. told the committee"."""
    spans = _titled_in(text)
    text = without_marks(text)
    verbs = [Span(*match.span()) for match in VERB.finditer(text)] if spans else []
    found = None
    for span in spans:
        weight = says(text, span.start, span.end, verbs)
        if weight:
            found = titled(text[span.start : span.end], span.start, roles, weight=weight)
    return found


@lru_cache(maxsize=1024)
def _titled_in(text: str) -> tuple[Span, ...]:
    """Where titles and names stand: the same sentences are asked again and again."""
    return tuple(Span(*match.span()) for match in _TITLED.finditer(without_marks(text)))


def titled(name: str, at: int, roles: Roles, *, weight: float = 2.0) -> Mention:
    """The mention of a person by a title and a name that stand at an offset; an office is a role."""
    office = office_of(name)
    known = office or roles.resolve(name.split()[0])  # "Professor"; a Dr may be of anything
    role, wider = role_of(known, roles) if known and not name.startswith("Dr") else (None, ())
    return Mention(name, Span(at, at + len(name)), role, wider, False, weight, name=name)


_BEFORE_ROLE = re.compile(
    r"(?:^|(?<=[\s(]))(?P<name>[A-ZÀ-Þ][a-zà-ÿ]{2,}(?:[’'-][A-ZÀ-Þ]?[a-zà-ÿ]+)?), (?:an?|the|our|her|his|their) (?:[\w-]+ ){0,2}$"
)
# what opens a sentence before a comma and is nobody's name
_OPENS = re.compile(
    r"\w+ly|However|Meanwhile|Here|There|Again|Instead|Indeed|Overall|Likewise|Elsewhere|Nevertheless|Nonetheless|"
    r"Moreover|Furthermore|Besides|Still|Then|First|Second|Third|Last|Later|Afterwards?|Once|Yesterday|Today|Often|"
    r"Sometimes|Perhaps|Thus|Hence|Also|Too|Yet|Otherwise|Rather|Next|Now|Soon|Before|Outside|Inside"
)
_CLOSED = re.compile(r"[^,.;:]{0,60}, ")


def called_before(text: str, mention: Mention) -> str | None:
    """The one name that the role beside it describes: "Marguerite, a primary teacher of eleven years,
    said"; whether it is a person's name is not judged."""
    match = _BEFORE_ROLE.search(text[: mention.span.start])
    closed = _CLOSED.match(text, mention.span.end)
    if match is None or closed is None or _OPENS.fullmatch(match["name"]):
        return None
    return match["name"]


def with_role_beside(person: Mention, beside: Mention | None) -> Mention:
    """The named person with the role that the words right before the name state: "Mr Quill's
    doctor, Dr Hask, told us"."""
    if beside is None or beside.role is None or beside.plural or person.role:
        return person
    if 0 <= person.span.start - beside.span.end <= NEAR:
        return replace(person, role=beside.role, roles=beside.roles)
    return person
