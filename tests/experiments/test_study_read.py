"""Study files with mistakes: all of them are told at once, with line, what is allowed and the nearest word."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
import studies
from hypothesis import given
from hypothesis import strategies as st

from fairbudget.errors import InputError
from fairbudget.experiments.study.instances import find_instances
from fairbudget.experiments.study.lines import line_of, places
from fairbudget.experiments.study.read import read_study


def faults(folder: Path, text: str) -> str:
    with pytest.raises(InputError) as caught:
        read_study(studies.write(folder, text))
    return str(caught.value)


def test_a_study_without_mistakes(tmp_path: Path) -> None:
    study = read_study(studies.write(tmp_path))
    assert study.name == "small"
    labels = [variant.label for variant in study.variants]
    assert labels == [
        "greedy",
        "equal-shares[completion=none;utility=cost]",
        "equal-shares[completion=none;utility=cardinality]",
        "equal-shares[completion=add1;utility=cost]",
        "equal-shares[completion=add1;utility=cardinality]",
        "by lot",
    ]
    assert [variant.seeded for variant in study.variants] == [False] * 5 + [True]
    assert [measure.label for measure in study.measures] == ["mean-satisfaction", "exclusion-ratio", "ejr-plus"]


MISTAKES = """\
titel = "misspelt"
seed = -3
replications = 4

[limits]
seconds = 0
memory = "2 bananas"
minutes = 3

[[instances]]
id = "two ways"
files = "a.pb"
culture = "euclidean"

[[instances]]
id = "drawn"
culture = "euclidian"
voters = [10, "x"]
projects = 5

[[instances]]
id = "drawn"
culture = "urn"
voters = 10
projects = 5
grid = { alpha = [0.1, -1] }
motivation = "why not"

[[rules]]
id = "gredy"

[[rules]]
id = "equal-shares"
options = { utility = "costs" }
grid = { completion = [
  "none",
  "add2",
], tie-breaking = "lexicographic" }

[[rules]]
id = "greedy"
then = "phragmn"

[[metrics]]
id = "mean-satisfaction"
options = { utilty = "cost" }

[[axioms]]
id = "ejr-plus"
seconds = "ten"

[[axioms]]
id = "ejr+"
"""

#: line -> words of what is said about it
TOLD = {
    1: ["unknown key 'titel'", "did you mean 'title'"],
    2: ["key 'seed'", "whole number from 0"],
    3: ["nothing changes with a replication"],
    6: ["limits: key 'seconds'", "above 0"],
    7: ["limits: key 'memory'", '"2 GB"'],
    8: ["limits: unknown key 'minutes'", "allowed: seconds, memory"],
    10: ["more than one", "one of files, folder, culture, table"],
    15: ["key 'motivation' is missing"],
    17: ["unknown culture 'euclidian'", "did you mean 'euclidean'"],
    18: ["key 'voters'", "whole number"],
    21: ["id 'drawn' is taken in line 15"],
    26: ["not allowed", "-1"],
    29: ["unknown rule 'gredy'", "did you mean 'greedy'"],
    34: ["utility='costs' is not allowed", "did you mean 'cost'"],
    37: ["completion='add2' is not allowed", "did you mean 'add1'"],
    38: ["'tie_breaking' is not a list", "[value, value, ...]"],
    42: ["unknown rule 'phragmn'", "did you mean 'phragmen'"],
    46: ["takes no option 'utilty'", "did you mean 'utility'"],
    50: ["key 'seconds'", "number of seconds"],
    52: ["unknown axiom 'ejr+'", "did you mean"],
}


def test_all_mistakes_are_told_at_once_with_their_lines(tmp_path: Path) -> None:
    told = faults(tmp_path, MISTAKES)
    by_line: dict[int, str] = {}
    for row in told.splitlines():
        number = int(row.split("small.toml:")[1].split(":")[0])
        by_line[number] = by_line.get(number, "") + row
    for number, words in TOLD.items():
        for word in words:
            assert word in by_line.get(number, ""), (number, word, told)
    assert set(by_line) == set(TOLD)


def test_a_value_of_a_grid_is_told_with_its_own_line(tmp_path: Path) -> None:
    grid = 'grid = { completion = [\n  "none",\n  "add2",\n] }'
    text = studies.SMALL.replace('grid = { completion = ["none", "add1"], utility = ["cost", "cardinality"] }', grid)
    told = faults(tmp_path, text)
    line = text.splitlines().index('  "add2",') + 1
    assert f"small.toml:{line}:" in told
    assert "did you mean 'add1'" in told


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('id = "drawn"\n', 'id = "drawn"\nseeds = 3\n', "unknown key 'seeds'; did you mean 'seed'"),
        ('culture = "euclidean"', 'culture = "euclidian"', "unknown culture 'euclidian'; did you mean 'euclidean'"),
        ("approvals = [2, 3]", "aprovals = [2, 3]", "takes no option 'aprovals'; did you mean 'approvals'"),
        ("approvals = [2, 3]", "approvals = [2, 2]", "has a value twice"),
        ("number = 3", "number = 0", "key 'number'"),
        ('label = "by lot"', 'label = "greedy"', "label 'greedy' is taken in line"),
        ('title = "small"', 'title = "small"\nreplications = 0', "key 'replications'"),
        ('id = "exclusion-ratio"', 'id = "mean-satisfaction"', "is measured twice"),
        ('title = "small"', 'title = "small"\n[[formulas]]\nid = "f"\nfile = "f.toml"', "formulas need a city"),
        ("random:{seed}", "random", "write random:SEED"),
        (
            '[[metrics]]\nid = "mean-satisfaction"\n[[metrics]]\nid = "exclusion-ratio"\n',
            "",
            "key 'metrics' is not a list",
        ),
    ],
)
def test_one_mistake(tmp_path: Path, old: str, new: str, words: str) -> None:
    text = studies.SMALL.replace(old, new, 1)
    assert words in faults(tmp_path, text if new else f'metrics = "every"\n{text}')


def test_replications_need_something_that_changes(tmp_path: Path) -> None:
    text = studies.SMALL.replace('title = "small"', "replications = 5").replace("random:{seed}", "lexicographic")
    assert "nothing changes with a replication" in faults(tmp_path, text)


def test_a_study_without_anything(tmp_path: Path) -> None:
    told = faults(tmp_path, 'title = "nothing"\n')
    for words in ("there are no instances", "there are no rules", "nothing to measure"):
        assert words in told


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("x.json", b"{}", "unknown kind of file"),
        ("x.toml", b"", "the file is empty"),
        ("x.toml", b"\xff\xfe\x00", "not a text file"),
        ("x.toml", b"a = \n", "not well-formed TOML"),
    ],
)
def test_files_that_are_no_study(tmp_path: Path, name: str, data: bytes, words: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(InputError, match=words):
        read_study(tmp_path / name)
    with pytest.raises(InputError, match="no such file"):
        read_study(tmp_path / "absent.toml")


FILTERED = """
metrics = ["exclusion-ratio"]
rules = ["greedy"]
[[instances]]
id = "files"
folder = ["$NO_SUCH_VARIABLE", "elections"]
"""


@pytest.fixture
def elections(tmp_path: Path) -> Path:
    folder = tmp_path / "elections"
    (folder / "below").mkdir(parents=True)
    for name, country, votes, begin in (
        ("a", "Poland", 3, "2019"),
        ("below/b", "Poland", 30, "11.02.2020"),
        ("c", "France", 300, "2021"),
    ):
        voters = "".join(f"{k};x\n" for k in range(votes))
        (folder / f"{name}.pb").write_text(
            f"META\nkey;value\ncountry;{country}\nnum_projects;1\nnum_votes;{votes}\nbudget;5\nvote_type;approval\n"
            f"rule;greedy\ndate_begin;{begin}\nPROJECTS\nproject_id;cost\nx;3\nVOTES\nvoter_id;vote\n{voters}"
        )
    return folder


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ("", ["a", "below/b", "c"]),
        ('where = { country = "poland" }', ["a", "below/b"]),
        ("where = { voters = { min = 30 } }", ["below/b", "c"]),
        ("where = { num_votes = { min = 4, max = 299 } }", ["below/b"]),
        ("where = { year = [2019, 2020] }", ["a", "below/b"]),
        ("limit = 1", ["a"]),
        ('where = { country = ["France", "Poland"], num_projects = 1 }\nlimit = 2', ["a", "below/b"]),
    ],
)
def test_filters(tmp_path: Path, elections: Path, where: str, expected: list[str]) -> None:
    found, notes = find_instances(read_study(studies.write(tmp_path, FILTERED + where)))
    assert [item.name for item in found] == expected
    assert not notes


@pytest.mark.parametrize(
    ("where", "words"),
    [
        ('where = { contry = "Poland" }', "no file has the key 'contry' in META; did you mean 'country'"),
        ('where = { country = "Peru" }', "no file is left after 'country'.*expected France, Poland"),
        ("where = { voters = { least = 3 } }", "min = ..., max = ... }, not 'least'"),
        ('where = { voters = { min = "many" } }', "min and max are numbers"),
        ('files = "absent.pb"', "there is no file 'absent.pb'"),
    ],
)
def test_filters_that_cannot_be_meant(tmp_path: Path, elections: Path, where: str, words: str) -> None:
    study = read_study(studies.write(tmp_path, FILTERED + where))
    with pytest.raises(InputError, match=words) as caught:
        find_instances(study)
    assert "small.toml:" in str(caught.value)


def test_mistakes_in_the_file_and_in_what_it_names_are_told_together(tmp_path: Path, elections: Path) -> None:
    text = """
rules = ["greedi"]
metrics = ["cost"]
[[formulas]]
id = "absent"
file = "nothing.toml"
[[instances]]
id = "city"
table = "table.csv"
motivation = "a city"
[[instances]]
id = "files"
folder = "elections"
where = { contry = "Poland" }
"""
    told = faults(tmp_path, text)
    for line, words in (
        (2, "unknown rule 'greedi'; did you mean 'greedy'"),
        (3, "unknown metric 'cost'"),
        (4, "formulas 'absent'"),
        (14, "no file has the key 'contry' in META; did you mean 'country'"),
    ):
        assert any(f"small.toml:{line}:" in row and words in row for row in told.splitlines()), (line, words, told)


CITY = """
rules = ["greedy"]
metrics = ["exclusion-ratio"]
[[formulas]]
id = "equal"
file = "formula.toml"
[[instances]]
id = "city"
table = "table.csv"
motivation = "a city"
"""


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ("parameters = { noyse = 3 }", "unknown parameter 'noyse'; did you mean 'noise'"),
        ("parameters = { noise = -1 }", "parameter 'noise' cannot be meant"),
        ("grid = { noise = [3, -1] }", "parameter 'noise' cannot be meant"),
        ("grid = { noise = 3 }", "'noise' is not a list of values"),
        ('kelurahan = "Lojji"', "unknown kelurahan 'Lojji'; did you mean 'Loji'"),
        ('formulas = "equil"', "unknown formula 'equil'; did you mean 'equal'"),
        ('across = "exclusion"', "unknown metric 'exclusion'; did you mean 'exclusion-ratio'"),
        ("proposals = 'drawn'", "allowed: fixed, by-ceiling"),
        ("", ""),
    ],
)
def test_mistakes_about_a_city(tmp_path: Path, more: str, words: str) -> None:
    (tmp_path / "table.csv").write_text("kelurahan,population\nLoji,9000\nCurug,7000\n")
    (tmp_path / "formula.toml").write_text('[[components]]\nid = "BES"\nkind = "equal-share"\nbase = 200_000_000\n')
    if not words:
        found, _ = find_instances(read_study(studies.write(tmp_path, CITY)))
        assert [(item.name, item.formula, item.about["ceiling"]) for item in found] == [
            ("Loji", "equal", 200_000_000),
            ("Curug", "equal", 200_000_000),
        ]
        return
    with pytest.raises(InputError) as caught:
        find_instances(read_study(studies.write(tmp_path, CITY + more)))
    assert words in str(caught.value)
    assert "small.toml:" in str(caught.value)


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    study = read_study(studies.write(tmp_path, FILTERED))
    with pytest.raises(InputError, match=r"there is no folder '\$NO_SUCH_VARIABLE' or 'elections'"):
        find_instances(study)
    study = read_study(studies.write(tmp_path, FILTERED + "optional = true\n"))
    with pytest.raises(InputError, match="there is no election to look at"):
        find_instances(study)


# -- lines -----------------------------------------------------------------------------------------------------

SCALARS = st.sampled_from(
    ["1", '"a # [b] = {c}"', "'x'", "true", "1.5", "[1, 2]", '{ k = "v", l = [1] }', '"""\na\nb"""']
)
KEYS = st.sampled_from(["a", "b-c", '"q k"', "d.e"])


@given(st.lists(st.tuples(st.sampled_from(["", "[t]", "[[u]]", "[t.v]", "[[u.w]]"]), KEYS, SCALARS), max_size=8))
def test_lines_of_keys_are_where_a_change_of_the_value_is_seen(parts: list[tuple[str, str, str]]) -> None:
    """A marked value is found by tomllib under the very path that the scanner gives for its line."""
    rows: list[str] = []
    for header, key, value in parts:
        rows += [header, f"{key} = {value}"] if header else [f"{key} = {value}"]
    text = "\n".join(rows)
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return
    found = places(text)
    lines = text.split("\n")
    for number, line in enumerate(lines, 1):
        if not line.endswith(" = 1"):
            continue
        marked = tomllib.loads("\n".join([*lines[: number - 1], line.replace("= 1", '= "MARK"'), *lines[number:]]))
        [path] = [path for path in _paths(marked) if _at(marked, path) == "MARK"]
        assert found[path] == number
        assert line_of(found, (*path, "further")) == number


def _paths(value: object, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(inner for key, item in items for inner in _paths(item, (*path, key)))]


def _at(value: object, path: tuple[str | int, ...]) -> object:
    for step in path:
        value = value[step]  # type: ignore[index]
    return value
