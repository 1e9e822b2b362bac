"""A city as a folder: what every file says, whole writes, round trips, the command."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Callable
from pathlib import Path

import click
import openpyxl
import pytest

import fairbudget
from fairbudget.cli.generate import musrenbang
from fairbudget.cli.main import main
from fairbudget.errors import InputError
from fairbudget.generate import GENERATOR, Kelurahan, MusrenbangCity, folder, generate_musrenbang, write_musrenbang
from fairbudget.generate.records import kelurahan_from_table

Run = Callable[..., tuple[int, str, str]]
TABLES = ["kelurahan.csv", "participants.csv", "proposals.csv", "rw.csv"]
RECORDS = [
    Kelurahan("Cempaka", "Utara", 9000, 250_000_000),
    Kelurahan("Melati, Lama", "Utara", 5000, 180_000_000),
    Kelurahan('Kenanga "Baru"', "", 17000, 420_000_000),
]
CEILINGS = "Kecamatan;Kelurahan;Penduduk;Pagu\nUtara;Cempaka;9.000;250.000.000\nUtara;Melati;5.000;180.000.000\n"


def rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8"))))


@pytest.fixture(scope="module")
def city() -> MusrenbangCity:
    return generate_musrenbang(RECORDS, seed=99, city="Kota Uji", rw=20)


@pytest.fixture(scope="module")
def made(city: MusrenbangCity, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("city") / "new" / "uji"
    write_musrenbang(city, target)
    return target


def test_the_files(made: Path) -> None:
    names = sorted(path.name for path in made.iterdir())
    assert names == sorted([*TABLES, "README.txt", "cempaka.pb", "melati-lama.pb", "kenanga-baru.pb"])
    assert [path.name for path in made.parent.iterdir()] == ["uji"], "nothing is left beside the folder"
    assert made.stat().st_mode & 0o777 == (made / "..").stat().st_mode & 0o777 or sys.platform == "win32"


def test_every_file_says_that_it_is_synthetic_and_from_which_seed(made: Path) -> None:
    for path in made.iterdir():
        if path.suffix == ".csv":
            assert rows(path)
            assert all(row["synthetic_seed"] == "99" for row in rows(path))
            assert path.read_text("utf-8").splitlines()[0].endswith(",synthetic_seed")
        else:
            text = path.read_text("utf-8")
            assert "SYNTHETIC" in text
            assert "seed 99" in text
            assert GENERATOR in text


@pytest.mark.parametrize("ballots", ["approval", "ordinal"])
@pytest.mark.parametrize("weights", ["households", "equal"])
def test_elections_read_back_equal_and_without_a_warning(tmp_path: Path, ballots: str, weights: str) -> None:
    city = generate_musrenbang(RECORDS, seed=1, rw=9, ballots=ballots, weights=weights)
    write_musrenbang(city, tmp_path)
    for meeting in city.meetings:
        election = fairbudget.read_pabulib(tmp_path / f"{meeting.code}.pb")
        assert election == meeting.election
        assert not election.faults
        assert election.num_voters == sum(person.weight for person in meeting.participants)


def test_tables_agree_with_the_elections(made: Path, city: MusrenbangCity) -> None:
    proposals = {row["id"]: row for row in rows(made / "proposals.csv")}
    people = {row["id"]: row for row in rows(made / "participants.csv")}
    listed = rows(made / "kelurahan.csv")
    assert [row["kelurahan"] for row in listed] == [record.name for record in RECORDS]
    assert len(proposals) == sum(len(meeting.proposals) for meeting in city.meetings), "ids are unique in the city"
    for row in listed:
        election = fairbudget.read_pabulib(made / row["election"])
        own = [entry for entry in proposals.values() if entry["kelurahan"] == row["kelurahan"]]
        competing = [entry for entry in own if entry["authority"] == "kelurahan"]
        assert int(row["proposals"]) == len(competing) == election.num_projects
        assert (
            int(row["passed_upward"]) == len(own) - len(competing) == sum(e["status"] == "passed upward" for e in own)
        )
        assert int(row["demand"]) == sum(int(entry["cost"]) for entry in competing)
        assert float(row["demand_to_ceiling"]) == pytest.approx(int(row["demand"]) / int(row["ceiling"]), abs=5e-4)
        assert int(row["weight"]) == election.num_voters
        for project in election.projects:
            entry = proposals[project.id]
            assert int(entry["cost"]) == project.cost == int(entry["volume"]) * int(entry["unit_price"])
            assert entry["title"] == project.name
            assert all(entry[key] == value for key, value in project.columns.items() if key != "name")
        voters = election.voter_columns["voter_id"]
        for k, voter in enumerate(voters):
            assert people[voter]["kelurahan"] == row["kelurahan"]
            assert int(people[voter]["weight"]) == election.ballots.weights[k]
            named, _ = election.ballots.row(int(election.ballots.voters[k]))
            assert set(people[voter]["ballot"].split(",")) == {election.ids[p] for p in named}
    assert len(people) == sum(len(meeting.participants) for meeting in city.meetings)
    places = rows(made / "rw.csv")
    assert len(places) == 20
    for record in RECORDS:
        assert sum(int(row["population"]) for row in places if row["kelurahan"] == record.name) == record.population


def test_the_readme_gives_each_parameter_with_its_reason(made: Path, city: MusrenbangCity) -> None:
    text = " ".join((made / "README.txt").read_text("utf-8").split())
    for name, value, reason in city.model.parameters():
        assert f"{name} = {value}: {reason}" in text
    for name in TABLES:
        assert name in text


def test_a_second_run_gives_the_same_bytes(made: Path, tmp_path: Path) -> None:
    write_musrenbang(generate_musrenbang(RECORDS, seed=99, city="Kota Uji", rw=20), tmp_path)
    for path in made.iterdir():
        assert path.read_bytes() == (tmp_path / path.name).read_bytes()


def test_a_folder_in_use_is_refused_or_with_force_renewed(tmp_path: Path, city: MusrenbangCity) -> None:
    target = tmp_path / "x"
    target.mkdir()
    write_musrenbang(city, target)
    with pytest.raises(InputError, match="not empty"):
        write_musrenbang(city, target)
    (target / "notes.txt").write_text("mine")
    (target / "mine.pb").write_text("META\nkey;value\n")
    smaller = generate_musrenbang(RECORDS[:1], seed=5, rw=4)
    files = write_musrenbang(smaller, target, force=True)
    assert sorted(path.name for path in target.iterdir()) == sorted(
        ["README.txt", *TABLES, "cempaka.pb", "notes.txt", "mine.pb"]
    ), "the elections of the earlier city are gone, other files are left alone"
    assert all(path.is_file() for path in files)
    assert {row["synthetic_seed"] for row in rows(target / "rw.csv")} == {"5"}
    with pytest.raises(InputError, match="is a file"):
        write_musrenbang(city, target / "notes.txt", force=True)
    with pytest.raises(InputError, match="cannot be"):
        write_musrenbang(city, target / "notes.txt" / "below")


def test_a_run_that_is_cut_short_leaves_nothing(
    tmp_path: Path, city: MusrenbangCity, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = iter(range(10))

    def failing(election: object, path: Path) -> None:
        if next(calls) == 1:
            raise KeyboardInterrupt
        path.write_text("half")

    monkeypatch.setattr(folder, "write_pabulib", failing)
    with pytest.raises(KeyboardInterrupt):
        write_musrenbang(city, tmp_path / "new")
    assert not list(tmp_path.iterdir())
    kept = tmp_path / "kept"
    kept.mkdir()
    (kept / "cempaka.pb").write_text("old")
    calls = iter(range(10))
    with pytest.raises(KeyboardInterrupt):
        write_musrenbang(city, kept, force=True)
    assert [path.read_text() for path in kept.iterdir()] == ["old"]


# -- reading the table ---------------------------------------------------------------------------------------------


def test_a_table_of_ceilings_in_local_spelling(tmp_path: Path) -> None:
    path = tmp_path / "pagu.csv"
    path.write_text("\ufeff" + CEILINGS + "Jumlah;;14.000;430.000.000\n", encoding="utf-8")
    assert kelurahan_from_table(path) == [
        Kelurahan("Cempaka", "Utara", 9000, 250_000_000),
        Kelurahan("Melati", "Utara", 5000, 180_000_000),
    ]


def test_faults_of_a_table(tmp_path: Path) -> None:
    path = tmp_path / "pagu.csv"
    path.write_text("kelurahan,pagu\nA,5\n")
    with pytest.raises(InputError, match=r"no column for the population; there are: kelurahan, pagu"):
        kelurahan_from_table(path)
    path.write_text("kelurahan,population,ceiling\nA,1000.5,5\nB,,-3\nC,12,x\n")
    with pytest.raises(InputError) as caught:
        kelurahan_from_table(path)
    told = str(caught.value)
    for part in ("pagu.csv:2, row 'A', column 'population': not a whole number", "row 'B', column 'population'"):
        assert part in told
    assert "pagu.csv:3, row 'B', column 'ceiling'" in told
    assert "pagu.csv:4, row 'C', column 'ceiling'" in told
    with pytest.raises(InputError, match="no such file"):
        kelurahan_from_table(tmp_path / "none.csv")


# -- the command ---------------------------------------------------------------------------------------------------


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "pagu.csv"
    path.write_text(CEILINGS)
    return path


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def call(*arguments: object) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            main(["generate", "musrenbang", *map(str, arguments)])
        out, err = capsys.readouterr()
        return int(ended.value.code or 0), out, err

    return call


def test_the_command_writes_what_the_function_makes(run: Run, table: Path, tmp_path: Path) -> None:
    options = ["--rw", 10, "--rt", 41, "--ballots", "ordinal", "--weights", "population", "--demand", "2.5", "3"]
    code, out, err = run("--ceilings", table, "--seed", 12, "-o", tmp_path / "o", "--city", "Kota Uji", *options)
    assert (code, err) == (0, "")
    assert "Kota Uji, seed 12: 2 kelurahan, 10 RW" in out
    expected = generate_musrenbang(
        kelurahan_from_table(table),
        seed=12,
        city="Kota Uji",
        rw=10,
        rt=41,
        ballots="ordinal",
        weights="population",
        demand=("2.5", 3),
    )
    write_musrenbang(expected, tmp_path / "e")
    assert {path.name: path.read_bytes() for path in (tmp_path / "o").iterdir()} == {
        path.name: path.read_bytes() for path in (tmp_path / "e").iterdir()
    }
    assert "2.5 to 3 times" in (tmp_path / "o" / "README.txt").read_text()
    code, _, err = run("--ceilings", table, "--seed", 12, "-o", tmp_path / "o")
    assert code == 2
    assert "not empty" in err
    assert run("--ceilings", table, "--seed", 12, "-o", tmp_path / "o", "--force")[0] == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--seed", "-1"], "--seed"),
        (["--seed", "1.5"], "--seed"),
        (["--seed", "x"], "--seed"),
        (["--seed", "1", "--demand", "4", "2"], "demand from 4 to 2"),
        (["--seed", "1", "--demand", "two", "4"], "two numbers were expected"),
        (["--seed", "1", "--rw", "1"], "fewer than the 2 kelurahan"),
        (["--seed", "1", "--rw", "10", "--rt", "5"], "fewer than the 10 RW"),
        (["--seed", "1", "--rw", "0"], "--rw"),
        (["--seed", "1", "--ballots", "ranked"], "--ballots"),
        (["--seed", "1", "--table", "x.csv"], "either --ceilings, or --table"),
        (["--seed", "1", "--formula", "x.toml"], "go together"),
        (["--seed", "1", "--catalogue", "none.csv"], "cannot be read"),
        (["--seed", "1", "--city", ""], "a name was expected"),
    ],
)
def test_options_that_cannot_be_meant(
    run: Run, table: Path, tmp_path: Path, arguments: list[str], message: str
) -> None:
    code, out, err = run("--ceilings", table, "-o", tmp_path / "o", *arguments)
    assert code == 2
    assert message in err
    assert not out
    assert not (tmp_path / "o").exists()


def test_half_of_the_inputs(run: Run, tmp_path: Path) -> None:
    code, _, err = run("--seed", 1, "-o", tmp_path / "o", "--table", "x.csv")
    assert code == 2
    assert "go together" in err
    code, _, err = run("--seed", 1, "-o", tmp_path / "o", "--ceilings", tmp_path / "none.csv")
    assert code == 2
    assert "no such file" in err


def test_a_warning_is_told_and_the_files_are_written(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "pagu.csv"
    path.write_text("kelurahan,population,ceiling\nKecil,90,5000\n")
    code, _, err = run("--ceilings", path, "--seed", 3, "--rw", 2, "-o", tmp_path / "o")
    assert code == 0
    assert err.startswith("warning: row 'Kecil'")
    assert (tmp_path / "o" / "kecil.pb").exists()


def test_a_catalogue_of_ones_own(run: Run, table: Path, tmp_path: Path) -> None:
    works = tmp_path / "works.csv"
    header = "code,title,category,family,kind,unit,unit_price,volumes,frequency,target,reach,authority,agency\n"
    line = "Z{0},Kerja {0},fisik,sarana prasarana,transportasi,m,10000,{0}00,1,warga,1,kelurahan,\n"
    works.write_text(header + "".join(line.format(k) for k in range(1, 9)))
    code, _, _ = run("--ceilings", table, "--seed", 3, "--rw", 6, "-o", tmp_path / "o", "--catalogue", works)
    assert code == 0
    assert {row["code"][0] for row in rows(tmp_path / "o" / "proposals.csv")} == {"Z"}


def test_help_explains_every_option(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["generate", "musrenbang", "--help"])
    assert not ended.value.code
    text = capsys.readouterr().out
    for parameter in musrenbang.params:
        assert isinstance(parameter, click.Option)
        assert parameter.help
        assert max(parameter.opts, key=len) in text


def test_the_sign_before_decimals_and_the_sheet_can_be_stated(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "pagu.csv"
    path.write_text("kelurahan;population;ceiling\nA;9.000;200000000\nB;8.000;200000000\n")
    code, _, err = run("--ceilings", path, "--seed", 3, "-o", tmp_path / "o")
    assert code == 2
    assert "--decimal" in err
    assert run("--ceilings", path, "--seed", 3, "-o", tmp_path / "o", "--decimal", ",")[0] == 0
    assert {row["population"] for row in rows(tmp_path / "o" / "kelurahan.csv")} == {"9000", "8000"}
    book = openpyxl.Workbook()
    book.active.append(["catatan"])
    book.create_sheet("Pagu").append(["kelurahan", "population", "ceiling"])
    book["Pagu"].append(["A", 9000, 200_000_000])
    book.save(tmp_path / "pagu.xlsx")
    assert run("--ceilings", tmp_path / "pagu.xlsx", "--seed", 3, "-o", tmp_path / "x")[0] == 2
    assert run("--ceilings", tmp_path / "pagu.xlsx", "--seed", 3, "-o", tmp_path / "x", "--sheet", "Pagu")[0] == 0
