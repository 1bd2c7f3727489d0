"""Names of authors, in parts and back."""

from __future__ import annotations

import pytest

from ccg_corpus.bibliography.names import initials, name_of, written


@pytest.mark.parametrize(
    ("printed", "family", "given"),
    [
        ("Smith J", "Smith", "J"),
        ("Smith, Jo", "Smith", "Jo"),
        ("Jo Smith", "Smith", "Jo"),
        ("Jo van der Berg", "van der Berg", "Jo"),
        ("van der Berg JM", "van der Berg", "JM"),
        ("Smith, Jo, Jr.", "Smith", "Jo"),
        ("Smith, Jr., Jo", "Smith", "Jo"),
        ("Fenmouth Reading Group", "Fenmouth Reading Group", ""),
        ("NHS England", "NHS England", ""),
        ("Madonna", "Madonna", ""),
    ],
)
def test_parts(printed: str, family: str, given: str) -> None:
    """Family name and given names, of people only."""
    name = name_of(printed)
    assert (name.family, name.given) == (family, given)


@pytest.mark.parametrize(
    ("family", "given", "name"),
    [
        ("Smith", "J.", "Smith J"),
        ("Smith", "J. M.", "Smith JM"),
        ("Smith", "Jo", "Smith, Jo"),
        ("van der Berg", "J", "van der Berg J"),
        ("SMITH", "J", "SMITH, J"),
        ("Smith", "", "Smith"),
    ],
)
def test_written(family: str, given: str, name: str) -> None:
    """As a record has it, and never so that its parts can't be told again."""
    assert written(family, given) == name
    assert name_of(name).family == family


@pytest.mark.parametrize(
    ("given", "letters"),
    [("Mary-Ann J.", "MAJ"), ("JM", "JM"), ("Ana de Maria", "AM"), ("", ""), ("Élodie", "É")],
)
def test_initials(given: str, letters: str) -> None:
    """One letter a name; the words between have none."""
    assert initials(given) == letters
