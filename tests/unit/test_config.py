"""config.yaml: what loads, and what each mistake is told."""

from __future__ import annotations

import re
from dataclasses import asdict
from pathlib import Path

import pytest

from ccg_corpus.core.errors import BadConfig, NotAProject, ProjectError
from ccg_corpus.project import find_project, init_project
from ccg_corpus.project.config import (
    DEFAULT_CONFIG,
    Code,
    Config,
    DocumentFacts,
    ReadingLimits,
    SiteFacts,
    StudyFacts,
    extraction_key,
    load_config,
    parse_config,
)
from ccg_corpus.readers.limits import Limits

ROOT = Path("project")


def parsed(text: str) -> Config:
    return parse_config(text.encode(), ROOT)


def complaint(text: str) -> str:
    with pytest.raises(BadConfig) as caught:
        parsed(text)
    return str(caught.value).removeprefix("project/")


def test_the_default_loads_to_the_defaults() -> None:
    """What `ccg init` writes changes nothing."""
    assert parsed(DEFAULT_CONFIG) == Config(root=ROOT, log=True)
    assert parsed("") == Config(root=ROOT)


def test_the_commented_examples_of_the_default_are_valid() -> None:
    """Taking the # away from every example gives a config in which every key says something."""
    config = parsed(re.sub(r"(?m)^# (?=  |[a-z_]+:)", "", DEFAULT_CONFIG))
    for section in ("exclude", "documents", "studies", "sites", "roles", "codes"):
        assert getattr(config, section), section
    assert config.documents[0].authors == ("Smith J", "Okafor A")
    assert config.documents[1].version_of == config.documents[0].id


def test_every_section_is_read() -> None:
    """All keys in one config, long and short forms."""
    config = parsed(
        """\
corpus: papers
exclude: ["*.bak"]
language: nl
documents:
  ./a.txt: {id: a, title: One, authors: Solo Author, year: 1999, doi: "https://doi.org/10.1234/x",
            study: s, skip: yes, volume: 12, publisher: Press}
  b.txt:
studies:
  s: A study
  t:
sites:
  north: {title: The north, study: s, cases: "a:D"}
  south: ["a:E: the town", "b.txt: B "]
roles:
  beadle: [beadle]
  verger: {names: [verger], plurals: [vergers], broader: [beadle, staff]}
codes:
  anger: {title: Anger, terms: [furious, no]}
  workload: [overwork]
  empty:
limits: {max_mb: 5}
"""
    )
    assert config == Config(
        root=ROOT,
        corpus=("papers",),
        exclude=("*.bak",),
        language="nl",
        documents=(
            DocumentFacts(
                "a.txt",
                id="a",
                title="One",
                authors=("Solo Author",),
                year=1999,
                doi="10.1234/x",
                extra=(("volume", "12"), ("publisher", "Press")),
                study="s",
                skip=True,
            ),
            DocumentFacts("b.txt"),
        ),
        studies=(StudyFacts("s", "A study"), StudyFacts("t", "t")),
        sites=(
            SiteFacts("north", "The north", ("a:D",), "s"),
            SiteFacts("south", "south", ("a:E: the town", "b.txt:B")),
        ),
        roles={
            "beadle": {"names": ["beadle"]},
            "verger": {
                "names": ["verger"],
                "plurals": ["vergers"],
                "broader": ["beadle", "staff"],
            },
        },
        codes=(
            Code("anger", "Anger", ("furious", "no")),
            Code("workload", "workload", ("overwork",)),
            Code("empty", "empty"),
        ),
        limits=ReadingLimits(max_mb=5),
    )


def test_text_stays_as_written() -> None:
    """YAML would make 001 a number, no a boolean and 2019-01-01 a date; a name stays a name."""
    config = parsed("documents: {001: {id: 007, title: 2019-01-01, type: no, pages: 0x10}}")
    facts = config.documents[0]
    assert (facts.source, facts.id, facts.title, facts.type) == ("001", "007", "2019-01-01", "no")
    assert facts.extra == (("pages", "0x10"),)


def test_windows_line_ends_and_a_mark_at_the_start_are_fine() -> None:
    """Notepad saves CRLF and a byte order mark."""
    assert parse_config(b"\xef\xbb\xbfcorpus: [x]\r\nlanguage: de\r\n", ROOT).language == "de"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("corpus: [a]\ncode: {}\n", "config.yaml:2: unknown key 'code' (did you mean 'codes'?)"),
        (
            "documents:\n  a.txt:\n    yeer: 2018\n",
            "config.yaml:3: unknown key 'yeer' in 'documents › a.txt' (did you mean 'year'?)",
        ),
        (
            "frobnicate: 1\n",
            "config.yaml:1: unknown key 'frobnicate' (known: corpus, exclude, ",
        ),
        ("- a\n- b\n", "config.yaml:1: should be keys with values, not a list"),
        ("corpus:\n  a: b\n", "config.yaml:2: 'corpus' should be text, not keys with values"),
        (
            "documents:\n  a:\n    year: last\n",
            "config.yaml:3: 'documents › a › year' should be a whole number, not 'last'",
        ),
        ("documents: {a: {year: 18}}", "config.yaml:1: 'documents › a › year' should be between"),
        (
            "documents: {a: {skip: maybe}}",
            "config.yaml:1: 'documents › a › skip' should be true or",
        ),
        (
            "documents: {a: {doi: x}}",
            "config.yaml:1: 'documents › a › doi' is not a DOI: 'x' (a DOI",
        ),
        ("documents: {a: {id: a b}}", "config.yaml:1: 'a b' can't be an id (an id is letters"),
        ("documents: [a]", "config.yaml:1: 'documents' should be keys with values, not a list"),
        ("codes: {a: {terms: [x, ]}, b c: []}", "config.yaml:1: 'b c' can't be an id"),
        ("corpus: ['']", "config.yaml:1: 'corpus' is empty"),
        ("limits: {max_mb: 0}", "config.yaml:1: 'limits › max_mb' should be between 1 and"),
        (
            "corpus: a\nlanguage: en\ncorpus: b\n",
            "config.yaml:3: 'corpus' is given twice, here and on line 1",
        ),
        (
            "documents:\n  a: {id: x}\n  b: {id: x}\n",
            "config.yaml:3: document id 'x' is given twice, here and on line 2",
        ),
        (
            "sites:\n  n: ['a:D']\n  s:\n    cases: ['a:D']\n",
            "config.yaml:4: case 'a:D' is given twice, here and on line 2",
        ),
        (
            "sites: {n: [D]}",
            "config.yaml:1: 'sites › n' names no document and case: 'D' (a case is",
        ),
        (
            "studies:\n  leadership: L\nsites:\n  n:\n    study: leadershp\n",
            "config.yaml:5: 'sites › n › study' names an unknown study 'leadershp' "
            "(did you mean 'leadership'?)",
        ),
        (
            "documents:\n  a: {study: x}\n",
            "config.yaml:2: 'documents › a › study' names an unknown study 'x' "
            "(add it under 'studies')",
        ),
        (
            "roles:\n  beadle: {names: [beadle],\n    broader: [clinicain]}\n",
            "config.yaml:3: 'roles › beadle › broader' names an unknown role 'clinicain' "
            "(did you mean 'clinician'?)",
        ),
        ("roles: {beadle: }", "config.yaml:1: 'roles › beadle' says nothing (give it names)"),
    ],
)
def test_a_mistake_is_one_line_that_names_the_line(text: str, message: str) -> None:
    """What, where, and what to do."""
    assert complaint(text).startswith(message)
    assert "\n" not in complaint(text)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"corpus: [a\nlanguage: en\n", "config.yaml:2: not valid YAML: "),
        (b"corpus:\n\t- a\n", "config.yaml:2: not valid YAML: "),
        (b"documents:\n  a: {title: T}\n  b: title: x\n", "config.yaml:3: not valid YAML: "),
        (b"exclude: [*.bak]\n", "config.yaml:1: not valid YAML: "),
        (b"corpus: [a]\n---\ncorpus: [b]\n", "config.yaml:2: not valid YAML: "),
        (b"corpus: &x [a]\nexclude: *x\n", "config.yaml:2: YAML aliases (&, *) are not used here"),
        (b"corpus: &x [*x]\n", "config.yaml:1: YAML aliases"),
        (b"corpus: [a]\nlanguage: *x\n", "config.yaml:2: YAML aliases"),
        (b"corpus: [a]\nlanguage: f\xe9\n", "config.yaml:2: not UTF-8 text (save the file as"),
        (b"corpus: [a\x00b]\n", "config.yaml"),
        (b"[" * 100_000, "config.yaml:1: lists or entries are nested too deeply"),
    ],
)
def test_what_is_not_yaml_is_one_line_too(data: bytes, message: str) -> None:
    """The parser's words, with the line; never a traceback."""
    with pytest.raises(BadConfig) as caught:
        parse_config(data, ROOT)
    assert str(caught.value).removeprefix("project/").startswith(message)
    assert "\n" not in str(caught.value)


def test_no_object_is_ever_made() -> None:
    """A tag that would run code in an unsafe loader is only text."""
    assert "should be text" in complaint("language: !!python/object/apply:os.getcwd []")


def test_the_key_of_extraction_follows_roles_and_language_only() -> None:
    """Facts, sites and codes are laid over what was found: they don't read files again."""
    plain = extraction_key(parsed(""))
    assert plain == extraction_key(parsed("codes: {a: [b]}\ndocuments: {x: {year: 2000}}"))
    assert plain != extraction_key(parsed("roles: {beadle: [beadle]}"))
    assert plain != extraction_key(parsed("language: nl"))
    one = extraction_key(parsed("roles: {a: [x], b: [y]}"))
    assert one == extraction_key(parsed("roles: {b: [y], a: [x]}"))


def test_default_limits_are_the_readers_own() -> None:
    """Written in two rooms, one meaning."""
    ours, readers = asdict(ReadingLimits()), Limits()
    assert ours.pop("max_mb") * 1024 * 1024 == readers.max_bytes
    assert ours.pop("max_unpacked_mb") * 1024 * 1024 == readers.max_unpacked_bytes
    assert ours == {key: getattr(readers, key) for key in ours}


def test_load_says_where_no_project_is(tmp_path: Path) -> None:
    """A directory without config.yaml."""
    with pytest.raises(NotAProject, match=r"no config\.yaml"):
        load_config(tmp_path)


def test_init_makes_a_project_and_never_overwrites(tmp_path: Path) -> None:
    """Twice is as good as once, and the user's config stays."""
    root = init_project(tmp_path / "a" / "b")
    assert load_config(root) == Config(root=root, log=True)
    assert (root / "corpus").is_dir()
    (root / "config.yaml").write_text("corpus: [mine]\n")
    init_project(root)
    assert (root / "config.yaml").read_text() == "corpus: [mine]\n"


def test_init_on_a_file_is_an_error(tmp_path: Path) -> None:
    """The path is there and is no directory."""
    (tmp_path / "file").write_text("")
    with pytest.raises(ProjectError, match="can't be made"):
        init_project(tmp_path / "file")


def test_a_project_is_found_upwards(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As git does; --project first, then CCG_PROJECT, then the directories above."""
    monkeypatch.delenv("CCG_PROJECT", raising=False)
    mine, other = init_project(tmp_path / "mine"), init_project(tmp_path / "other")
    deep = mine / "corpus" / "deep"
    deep.mkdir()
    assert find_project(deep) == mine
    assert find_project(deep, "../../../other").resolve() == other
    monkeypatch.setenv("CCG_PROJECT", str(other))
    assert find_project(deep) == other
    assert find_project(deep, str(mine)) == mine


@pytest.mark.parametrize(
    ("named", "message"), [("nowhere", "nowhere: no such directory"), (".", "has no config.yaml")]
)
def test_a_project_that_is_none(tmp_path: Path, named: str, message: str) -> None:
    """The path as typed, what is wrong, what to do."""
    with pytest.raises(NotAProject) as caught:
        find_project(tmp_path, named)
    assert message in str(caught.value)
    assert "ccg init" in str(caught.value)
