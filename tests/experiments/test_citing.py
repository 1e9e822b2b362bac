"""What a run is told to cite: all that it used, nothing else, each key once and defined."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

import fairbudget
from fairbudget import Election, InputError
from fairbudget.axioms.papers import AXIOMS, PAPERS, bibtex_of
from fairbudget.bibliography import entries, gather
from fairbudget.cli.main import cli
from fairbudget.experiments.citing import Used, cite, used_by, used_in_file
from fairbudget.generate.cultures import cultures
from fairbudget.registry import axioms, metrics, rules


def cited(text: str) -> set[str]:
    return set(re.findall(r"\[([A-Za-z]+\w*)\]", text))


def plan(**changes: object) -> dict[str, object]:
    return {
        "study": "s",
        "config": "c0",
        "code": "k0",
        "settings": {"seed": 4, "instances": [{"id": "a", "folder": ["x"]}, {"id": "b", "culture": "urn"}]},
        "instances": [{"source": "a"}, {"source": "a"}, {"source": "b"}],
        "variants": [
            {"label": "g", "rule": "greedy", "then": None},
            {"label": "m", "rule": "equal-shares", "then": "phragmen:overflow=skip+greedy"},
        ],
        "measures": [{"kind": "metric", "id": "budget-used"}, {"kind": "axiom", "id": "ejr"}],
        "units": [["u", 0, 0, None]] * 6,
        **changes,
    }


def test_exactly_what_was_used() -> None:
    found = cite(used_by(plan()))
    assert set(found.entries) == {
        *("fairbudget", "TalmonFaliszewski2019", "PetersPierczynskiSkowron2021", "LosChristoffGrossi2022"),
        *("BrillFreemanJansonLackner2024", "BrillEtAl2023", "FaliszewskiEtAl2023", "SzufaEtAl2022", "BoehmerEtAl2024"),
    }
    assert cited(found.methods) == set(found.entries)
    assert "2 variants of rules on 3 elections (6 runs)" in found.methods
    assert "2 elections came from files" in found.methods
    assert "Configuration c0, code k0, seed 4" in found.methods
    assert found.bibtex.count("@inproceedings{FaliszewskiEtAl2023,") == 1
    assert r"\cite{TalmonFaliszewski2019}" in found.latex
    more = cite(used_by(plan(wanted={"comparisons": [{}], "regressions": [{}]})))
    assert set(more.entries) - set(found.entries) == {
        "Efron1987",
        "Wilcoxon1945",
        "Holm1979",
        "Demsar2006",
        "MacKinnonWhite1985",
    }


def test_everything_registered_can_be_cited() -> None:
    everything = Used(
        rules=tuple((id, id) for id in rules),
        metrics=tuple(metrics),
        axioms=tuple(axioms),
        sources=tuple((f"culture {id}", 1) for id in cultures),
    )
    found = cite(everything)
    assert cited(found.methods) == set(found.entries)
    for id in rules:
        assert entries(rules[id].properties["bibtex"])
    for entry in found.entries.values():
        assert entry.count("{") == entry.count("}")


def test_every_axiom_has_its_works() -> None:
    assert set(AXIOMS) == set(axioms)
    for id in axioms:
        assert entries(bibtex_of(id))
    assert all(entries(text) == {key: text} for key, text in PAPERS.items())


def test_a_key_means_the_same_work_everywhere() -> None:
    texts: dict[str, set[str]] = {}
    for source in (
        *(e.properties["bibtex"] for e in rules.values()),
        *(e.properties["bibtex"] for e in metrics.values()),
    ):
        for key, entry in entries(source).items():
            title = re.search(r"title\s*=\s*\{(.*?)\},?\n", entry, re.DOTALL)
            assert title is not None, key
            texts.setdefault(key, set()).add(re.sub(r"[{}\s]+", " ", title[1]).strip().lower())
    assert {key: found for key, found in texts.items() if len(found) > 1} == {}


def test_an_outcome_and_a_file_that_is_none(tmp_path: Path) -> None:
    election = Election.build({"a": 1, "b": 2}, 2, [["a"], ["b"]])
    path = tmp_path / "outcome.json"
    fairbudget.select(election, "equal-shares", then="greedy").save(path)
    found = CliRunner().invoke(cli, ["cite", str(path), "--format", "json"])
    assert set(json.loads(found.output)["entries"]) == {
        *("fairbudget", "PetersPierczynskiSkowron2021", "TalmonFaliszewski2019", "FaliszewskiEtAl2023")
    }
    for text in ("", "[]", "{}", '{"format": "fairbudget-run"}'):
        path.write_text(text, "utf-8")
        with pytest.raises(InputError):
            used_in_file(path)


def test_itself_and_mistakes() -> None:
    assert "@software{fairbudget" in CliRunner().invoke(cli, ["cite"]).output
    both = CliRunner().invoke(cli, ["cite", "--rule", "greedy, phragmen", "--format", "bibtex"]).output
    assert list(gather([both])) == sorted(gather([both]), key=str.lower)
    assert CliRunner().invoke(cli, ["cite", "--rule", "gredy"]).exit_code != 0
