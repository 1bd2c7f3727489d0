"""The role vocabulary: names found in text, a user's words resolved, additions laid over."""

from __future__ import annotations

import pytest
from builders import packaged_roles
from hypothesis import given
from hypothesis import strategies as st

from ccg_corpus.core.errors import BadConfig
from ccg_corpus.vocabulary import Roles, load_roles
from ccg_corpus.vocabulary.forms import plural_of, slug_of


def found_in(text: str, roles: Roles | None = None) -> list[tuple[str, str, bool]]:
    return [
        (text[mention.span.start : mention.span.end], mention.slug, mention.plural)
        for mention in (roles or packaged_roles()).find(text)
    ]


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        ("GP", "gp"),
        ("gp", "gp"),
        ("GPs", "gp"),
        ("general practitioner", "gp"),
        ("General Practitioners", "gp"),
        ("family physician", "gp"),
        ("gp-chair", "gp-chair"),
        ("gp chair", "gp-chair"),
        ("midwives", "midwife"),
        ("nurse", "nurse"),
        ("members of staff", "staff-member"),
        ("astronaut", None),
        ("", None),
    ],
)
def test_resolve(words: str, slug: str | None) -> None:
    """Slugs, names, synonyms and plurals name a role, in any case; other words none."""
    assert packaged_roles().resolve(words) == slug


def test_find_takes_the_longest_name() -> None:
    """ "GP chair" is one role, not a GP and a chair."""
    assert found_in("the GP chair spoke") == [("GP chair", "gp-chair", False)]


def test_find_gives_places_and_plurals() -> None:
    """Mentions are in order, with what is printed and whether they are several."""
    assert found_in("Two nurses and a GP waited.") == [
        ("nurses", "nurse", True),
        ("GP", "gp", False),
    ]


def test_acronyms_count_in_capitals_only() -> None:
    """A name of up to four capitals is found only as it is written."""
    assert found_in("the pa and the gp of the band") == []
    assert [slug for _, slug, _ in found_in("the PA and the GP")] == ["physician-assistant", "gp"]


@pytest.mark.parametrize(
    "text", ["the practice, nurse", "practice (nurse)", "general. Practitioner"]
)
def test_names_are_not_broken(text: str) -> None:
    """A comma, a bracket or a full stop parts the words of a name."""
    assert not {"practice-nurse", "gp"} & {slug for _, slug, _ in found_in(text)}


def test_possessives_are_names() -> None:
    """ "the nurse's" is about a nurse."""
    assert [slug for _, slug, _ in found_in("the nurse’s van and the nurse's hat")] == [
        "nurse",
        "nurse",
    ]


def test_broader_goes_all_the_way_up() -> None:
    """A role's own slug first, then every broader one, each once."""
    wider = packaged_roles().broader("gp-chair")
    assert wider[0] == "gp-chair"
    assert {"gp", "chair", "clinician", "doctor"} <= set(wider)
    assert len(wider) == len(set(wider))


def test_unknown_slug_is_its_own_and_only_role() -> None:
    """What the vocabulary does not have keeps its words and is no kind of anything."""
    assert packaged_roles().broader("ferry-pilot") == ("ferry-pilot",)
    assert packaged_roles().title("ferry-pilot") == "ferry pilot"


def test_every_slug_resolves_to_itself_and_has_a_title() -> None:
    """The vocabulary is whole: names lead to slugs, broader roles are defined."""
    roles = packaged_roles()
    assert roles.slugs == tuple(sorted(set(roles.slugs)))
    for slug in roles.slugs:
        assert roles.resolve(slug) == slug
        assert roles.title(slug)
        assert set(roles.broader(slug)) <= set(roles.slugs)


def test_every_title_leads_back_to_its_slug() -> None:
    """The name that is shown for a role can be typed to ask for it."""
    roles = packaged_roles()
    wrong = [slug for slug in roles.slugs if roles.resolve(roles.title(slug)) != slug]
    assert wrong == []


def test_additions_make_roles() -> None:
    """A project's own role is found, resolved and has its broader roles."""
    roles = load_roles({"ferry-pilot": {"names": ["ferry pilot", "pilot"], "broader": ["staff"]}})
    assert found_in("two pilots", roles) == [("pilots", "ferry-pilot", True)]
    assert roles.broader("ferry-pilot") == ("ferry-pilot", "staff")
    assert roles.title("ferry-pilot") == "ferry pilot"


def test_additions_without_names_use_the_slug() -> None:
    """A slug alone is enough."""
    assert load_roles({"ferry-pilot": {}}).resolve("Ferry pilots") == "ferry-pilot"


def test_additions_extend_packaged_roles() -> None:
    """New names come before the packaged ones, which stay."""
    roles = load_roles({"nurse": {"names": ["sister of mercy"]}})
    assert roles.resolve("sister of mercy") == "nurse"
    assert roles.resolve("staff nurse") is not None
    assert "clinician" in roles.broader("nurse")


def test_additions_win() -> None:
    """A name that a project gives to its own role is that role's."""
    assert load_roles({"wise-one": {"names": ["GP"]}}).resolve("GP") == "wise-one"


def test_unknown_broader_role_is_an_error() -> None:
    """An addition that hangs in the air says which role is missing."""
    with pytest.raises(BadConfig, match="captain"):
        load_roles({"ferry-pilot": {"broader": ["captain"]}})


def test_circles_of_broader_roles_end() -> None:
    """Two roles that are broader than each other don't go round for ever."""
    roles = load_roles({"one": {"broader": ["other"]}, "other": {"broader": ["one"]}})
    assert set(roles.broader("one")) == {"one", "other"}


@pytest.mark.parametrize(
    ("name", "plural"),
    [
        ("nurse", "nurses"),
        ("secretary", "secretaries"),
        ("coach", "coaches"),
        ("boy", "boys"),
        ("member of staff", "members of staff"),
        ("midwife", "midwives"),
        ("GP", "GPs"),
    ],
)
def test_plural_of(name: str, plural: str) -> None:
    """Regular plurals are derived, of the head noun."""
    assert plural_of(name) == plural


def test_slug_of() -> None:
    """Any words as a slug: small letters, no apostrophes, hyphens between."""
    assert slug_of("Ward Sister’s (acting)") == "ward-sisters-acting"


@given(st.text("GP nurse chair’s ,.()-midwives é\n", max_size=80))
def test_find_is_in_order_and_apart(text: str) -> None:
    """Whatever the text: mentions inside it, in order, never overlapping."""
    at = 0
    for mention in packaged_roles().find(text):
        assert at <= mention.span.start < mention.span.end <= len(text)
        at = mention.span.end


def test_a_role_that_is_an_adjective_too() -> None:
    """The heading "Representative quotations" names nobody."""
    roles = load_roles()
    assert not roles.find("Representative quotations")
    assert [each.slug for each in roles.find("a representative said")] == ["representative"]
