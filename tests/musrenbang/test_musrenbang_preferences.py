"""How preferences become ballots: each kind, each mixture, against numbers worked by hand."""

from __future__ import annotations

from fractions import Fraction
from types import MappingProxyType

import pytest

from fairbudget import InputError, OptionError, select
from fairbudget.musrenbang import City, Kelurahan, Preference, Proposal, Rw, Voice, to_election

KEY = ("Utara", "Melati")


def city(voices=(), preferences=(), *, proposals=None, rws=(), criteria=None, ceiling=100):
    proposals = proposals or [Proposal(id, id.upper(), KEY, cost) for id, cost in (("a", 60), ("b", 40), ("c", 30))]
    entries = [
        Preference(v, kind, {p: Fraction(x) for p, x in said.items()}, *more) for v, kind, said, *more in preferences
    ]
    people = [Voice(id, KEY, weight=weight, role=role) for id, weight, role in voices]
    return City(
        "Kota", (Kelurahan("Melati", "Utara", ceiling),), tuple(proposals), tuple(people), tuple(entries),
        rws=tuple(rws), criteria=MappingProxyType(criteria or {}),
    )  # fmt: skip


def table(mapped):
    """Return voter -> project -> value, in points."""
    election = mapped.election
    rows, _ = election.ballots.of_lines()
    result = {}
    for voter, row in zip(election.voter_columns["voter_id"], rows.tolist(), strict=True):
        projects, values = election.ballots.row(row)
        unit = election.ballots.point_unit if election.ballot_type == "scoring" else 1
        pairs = zip(projects.tolist(), values.tolist(), strict=True)
        result[voter] = {election.ids[p]: Fraction(value, unit) for p, value in pairs}
    return result


def test_approvals_stay_approvals_with_their_weights():
    mapped = to_election(
        city([("v", 3, ""), ("w", 1, "")], [("v", "approval", {"a": 1, "c": 1}), ("w", "approval", {"b": 1})])
    )
    assert mapped.election.ballot_type == "approval"
    assert mapped.utility == "cost"
    assert table(mapped) == {"v": {"a": 1, "c": 1}, "w": {"b": 1}}
    assert mapped.election.votes.tolist() == [3, 1, 3]
    assert mapped.election.budget == 100
    assert mapped.counts == {"approval": 2}


def test_rankings_of_different_length_value_their_first_place_alike():
    said = [("v", "ranking", {"a": 1, "b": 2, "c": 3}), ("w", "ranking", {"b": 1})]
    mapped = to_election(city([("v", 1, ""), ("w", 1, "")], said))
    assert (mapped.election.ballot_type, mapped.utility) == ("scoring", "score")
    # three places: 3, 2, 1; the only wish of w is worth as much as the first of v
    assert table(mapped) == {"v": {"a": 3, "b": 2, "c": 1}, "w": {"b": 3}}
    ordinal = to_election(city([("v", 1, ""), ("w", 1, "")], said), ballots="ordinal")
    assert (ordinal.election.ballot_type, ordinal.utility) == ("ordinal", "borda")
    assert table(ordinal) == {"v": {"a": 1, "b": 2, "c": 3}, "w": {"b": 1}}
    approvals = to_election(city([("v", 1, ""), ("w", 1, "")], said), ballots="approval")
    assert table(approvals) == {"v": {"a": 1, "b": 1, "c": 1}, "w": {"b": 1}}


def test_shared_ranks_and_gaps():
    mapped = to_election(city([("v", 1, "")], [("v", "ranking", {"a": 2, "b": 2, "c": 9})]))
    assert table(mapped) == {"v": {"a": 3, "b": 3, "c": 1}}
    assert any("share a rank" in note for note in mapped.notes)
    with pytest.raises(InputError, match="share ranks"):
        to_election(city([("v", 1, "")], [("v", "ranking", {"a": 2, "b": 2})]), ballots="ordinal")


def test_scores_of_several_criteria_are_weighted_and_summed():
    said = [
        ("v", "scores", {"a": 4, "b": 1}, "urgensi"), ("v", "scores", {"a": 1, "b": 5}, "manfaat"),
        ("w", "scores", {"a": Fraction(5, 2)}, "urgensi"),
    ]  # fmt: skip
    people = [("v", 2, ""), ("w", 1, "")]
    weighted = to_election(city(people, said, criteria={"Urgensi": Fraction(2), "manfaat": Fraction(1)}))
    assert table(weighted) == {"v": {"a": 9, "b": 7}, "w": {"a": 5}}
    assert any("urgensi 2, manfaat 1" in note for note in weighted.notes)
    plain = to_election(city(people, said))
    assert table(plain) == {"v": {"a": 5, "b": 6}, "w": {"a": Fraction(5, 2)}}
    summed = to_election(city(people, said), scores="sum")
    # v counts twice
    assert table(summed) == {"skor": {"a": Fraction(25, 2), "b": 12}}
    assert summed.election.num_voters == 1


def test_scores_become_approvals_only_from_a_stated_threshold():
    said = [("v", "scores", {"a": 4, "b": 2, "c": 3})]
    with pytest.raises(OptionError, match="threshold"):
        to_election(city([("v", 1, "")], said), ballots="approval")
    mapped = to_election(city([("v", 1, "")], said), ballots="approval", threshold=3)
    assert table(mapped) == {"v": {"a": 1, "c": 1}}


def test_a_mixture_is_brought_to_one_scale():
    said = [
        ("v", "approval", {"a": 1}), ("w", "ranking", {"b": 1, "a": 2}), ("x", "scores", {"a": 5, "c": 2}),
        ("y", "approval", {"a": 1, "b": 1}), ("y", "scores", {"b": 5}),
    ]  # fmt: skip
    mapped = to_election(city([(id, 1, "") for id in "vwxy"], said))
    half = Fraction(1, 2)
    assert table(mapped) == {
        "v": {"a": 1},
        "w": {"b": 1, "a": half},
        "x": {"a": 1, "c": Fraction(2, 5)},
        # the mean of both statements: (1, 1, 0) and (0, 1, 0)
        "y": {"a": half, "b": 1},
    }
    assert mapped.counts == {"approval": 2, "ranking": 1, "scores": 2}


def proposals_of_rw(rank=True):
    return [
        Proposal("a", "A", KEY, 60, rw="1", rw_priority=1 if rank else None, priority=2),
        Proposal("b", "B", KEY, 40, rw="1", rw_priority=2 if rank else None, priority=1),
        Proposal("c", "C", KEY, 30, rw="2", rw_priority=1 if rank else None),
    ]


def test_priority_lists_of_rw_weigh_their_households():
    rws = [Rw(KEY, "1", households=200, population=900), Rw(KEY, "2", households=100, population=500)]
    mapped = to_election(city(proposals=proposals_of_rw(), rws=rws))
    assert mapped.sources == ("rw",)
    assert table(mapped) == {"RW 1": {"a": 2, "b": 1}, "RW 2": {"c": 2}}
    assert mapped.election.ballots.of_lines()[1].tolist() == [200, 100]
    assert any("households, 300 together" in note for note in mapped.notes)
    assert any(note.startswith("also there, not used: the agreed list") for note in mapped.notes)
    # what is not known for all is used for none
    partly = to_election(
        city(
            proposals=proposals_of_rw(), rws=[Rw(KEY, "1", households=200, population=900), Rw(KEY, "2", population=5)]
        )
    )
    assert partly.election.ballots.of_lines()[1].tolist() == [900, 5]
    assert to_election(city(proposals=proposals_of_rw())).election.num_voters == 2
    assert to_election(city(proposals=proposals_of_rw(), rws=rws), weights="equal").election.num_voters == 2


def test_only_the_agreed_list_is_there():
    mapped = to_election(city(proposals=proposals_of_rw(rank=False)))
    assert mapped.sources == ("agreed",)
    assert table(mapped) == {"musrenbang": {"b": 2, "a": 1}}
    assert mapped.election.column("priority") == ("2", "1", "3")
    assert select(mapped.election, "priority-order").selected == ("b", "a")


def test_columns_of_scores_are_criteria_or_assessors():
    def scored(**columns):
        return [
            Proposal(
                id,
                id,
                KEY,
                10,
                scores=MappingProxyType({name: Fraction(values[k]) for name, values in columns.items()}),
            )
            for k, id in enumerate("ab")
        ]

    criteria = to_election(city(proposals=scored(urgensi=(5, 2), manfaat=(1, 3)), criteria={"urgensi": Fraction(3)}))
    assert table(criteria) == {"skor": {"a": 16, "b": 9}}
    people = [("v1", 1, "Camat"), ("v2", 1, "LPM")]
    assessors = to_election(city(people, proposals=scored(camat=(5, 2), lpm=(1, 3))))
    assert table(assessors) == {"camat": {"a": 5, "b": 2}, "lpm": {"a": 1, "b": 3}}
    forced = to_election(city(people, proposals=scored(camat=(5, 2), lpm=(1, 3))), scores="sum")
    assert table(forced) == {"skor": {"a": 6, "b": 5}}


def test_sources_can_be_mixed_and_must_be_there():
    everything = city([("v", 1, "")], [("v", "approval", {"c": 1})], proposals=proposals_of_rw())
    assert to_election(everything).sources == ("voices",)
    mixed = to_election(everything, use="voices, rw")
    assert set(table(mixed)) == {"v", "RW 1", "RW 2"}
    assert table(mixed)["RW 1"] == {"a": 1, "b": Fraction(1, 2)}
    with pytest.raises(OptionError, match="no such preferences"):
        to_election(everything, use="scores")
    with pytest.raises(OptionError, match="did you mean 'voices'"):
        to_election(everything, use="voice")


def test_a_voice_that_said_nothing_is_no_voter_and_one_whose_wish_is_not_here_is():
    chosen = [Proposal("a", "A", KEY, 60)]
    held = city([("v", 1, ""), ("w", 1, "")], [("v", "approval", {"b": 1})])
    mapped = to_election(held, proposals=chosen)
    assert mapped.election.num_voters == 1
    assert table(mapped) == {"v": {}}


def test_proposals_of_other_levels_and_missing_ceilings():
    rows = [Proposal("a", "A", KEY, 60), Proposal("b", "B", KEY, 60, "agency")]
    assert to_election(city(proposals=rows)).election.ids == ("a",)
    with pytest.raises(InputError, match="no ceiling"):
        to_election(city(proposals=rows, ceiling=None))
    assert to_election(city(proposals=rows, ceiling=None), budget=7).election.budget == 7
    with pytest.raises(OptionError, match="Melati"):
        to_election(city(), ("Utara", "Melatii"))


def test_nothing_at_all_is_an_election_without_voters():
    mapped = to_election(city())
    assert mapped.sources == ()
    assert mapped.election.num_voters == 0
    assert select(mapped.election, "equal-shares").selected == ()


def test_the_mapping_in_both_languages_and_as_data():
    held = city([("v", 1, "")], [("v", "ranking", {"a": 1})])
    english, indonesian = to_election(held), to_election(held, lang="id")
    assert english.election == indonesian.election
    assert english.notes != indonesian.notes
    assert english.to_dict()["ballot_type"] == "scoring"
    with pytest.raises(OptionError, match="language"):
        to_election(held, lang="fr")
