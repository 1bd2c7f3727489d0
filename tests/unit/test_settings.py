"""What answering needs of config.yaml is kept in the store, ready; and never that of other code."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ccg_corpus.corpus import open_corpus
from ccg_corpus.ingest import ingest
from ccg_corpus.project.config import load_config
from ccg_corpus.project.settings import read_settings, settings_of, settings_text
from ccg_corpus.store import Fact, Store
from ccg_corpus.vocabulary import Roles, load_roles

CONFIG = """
corpus: corpus
roles:
  link-worker:
    names: [link worker]
    broader: [staff]
  staff:
    names: [member of staff]
codes:
  trust:
    title: Trust
    terms: [trust*]
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "config.yaml").write_text(CONFIG, encoding="utf-8")
    text = "Invented example\n\nA link worker said: ‘I trust them with all of it.’\n"
    (tmp_path / "corpus" / "a.txt").write_text(text, encoding="utf-8")
    return tmp_path


def test_settings_are_read_as_they_were_written(root: Path) -> None:
    """Written and read again they are the same, and the roles are found as by a new vocabulary."""
    config = load_config(root)
    made = settings_of(config)
    read = read_settings(settings_text(made))
    assert read is not None
    assert (read.sites, read.studies, read.codes) == (made.sites, made.studies, made.codes)
    roles, expected = Roles(read.roles), load_roles(config.roles)
    text = "Two link workers, a GP and the members of staff met the practice managers."
    assert roles.find(text) == expected.find(text)
    assert roles.slugs == expected.slugs
    for slug in roles.slugs:
        assert roles.broader(slug) == expected.broader(slug)
        assert roles.names(slug) == expected.names(slug)
        assert roles.title(slug) == expected.title(slug)


def test_settings_of_other_code_are_not_read(root: Path) -> None:
    """What another version of the vocabulary made is left alone; config.yaml is read instead."""
    ingest(root)
    with Store.to_write(root) as store, store.transaction():
        text = store.fact(Fact.SETTINGS)
        assert text is not None and read_settings(text) is not None
        fields = json.loads(text) | {"made_by": "another"}
        assert read_settings(json.dumps(fields)) is None
        fields["roles"]["named"] = {}
        store.remember(Fact.SETTINGS, json.dumps(fields))
    with open_corpus(root) as corpus:
        query = corpus.read("link workers on trust")
        assert query.roles == ("link-worker",)
        assert len(list(corpus.search(query))) == 1


def test_settings_of_an_older_version_are_not_read() -> None:
    """Settings without a maker, as they were once written, are no settings."""
    assert read_settings('{"sites": [], "studies": [], "codes": [], "roles": {}}') is None
