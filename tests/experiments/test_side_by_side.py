"""Rules side by side against what a reader would compute from the outcomes, and what is refused."""

import functools
import itertools
from fractions import Fraction

import pytest

import fairbudget
from fairbudget.election import Election
from fairbudget.errors import InputError, OptionError
from fairbudget.experiments.side_by_side import OFFICIAL, compare_rules, official, read_rules

RULES = "greedy,equal-shares:completion=add1,phragmen"


@pytest.fixture
def elections():
    first = Election.build(
        {"a": 3, "b": 2, "c": 1, "d": 2},
        4,
        [["a"], ["a", "b"], ["b", "c"], ["c"], ["d"], []],
        project_columns={"selected": ["1", "0", "1", "2"], "category": ["x", "y", "y", ""]},
        meta={"district": "north"},
    )
    second = Election.build(
        {"p": 5, "q": 4}, 5, [["p"], ["q"], ["q"]], weights=[4, 1, 2], project_columns={"selected": ["0", "1"]},
        meta={"district": "south"},
    )  # fmt: skip
    return {"one": first, "two": second}


def test_every_figure_follows_from_the_outcomes(elections):
    found = compare_rules(elections, RULES, "mean-satisfaction,exclusion-ratio,category-distance", "cardinality")
    options = {"greedy": {}, "equal-shares:completion=add1": {"completion": "add1"}, "phragmen": {}}
    gains = {}
    rows = iter(found.rows())
    for name, election in elections.items():
        for label, given in options.items():
            outcome = fairbudget.select(election, label.split(":")[0], **given)
            row = next(rows)
            assert (row["election"], row["rule"], row["utility"]) == (name, label, "cardinality")
            expected = fairbudget.evaluate(outcome, ["mean-satisfaction"], "cardinality", exact=True)
            assert row["mean-satisfaction"] == expected["mean-satisfaction"]
            won = set(outcome.selected)
            ballots = [
                ({election.ids[p] for p in election.ballots.row(k)[0]}, n)
                for k, n in enumerate(election.ballots.multiplicities.tolist())
            ]
            gains[name, label] = [len(won & ballot) for ballot, n in ballots for _ in range(n)]
    for row in found.pairs():
        one, two = row["first"], row["second"]
        better = [sum(x > y for x, y in zip(gains[name, one], gains[name, two], strict=True)) for name in elections]
        worse = [sum(x < y for x, y in zip(gains[name, one], gains[name, two], strict=True)) for name in elections]
        assert (row["prefer_first"], row["prefer_second"]) == (sum(better), sum(worse))
        wins = [x > y for x, y in zip(better, worse, strict=True)]
        losses = [x < y for x, y in zip(better, worse, strict=True)]
        assert (row["wins"], row["losses"], row["draws"]) == (sum(wins), sum(losses), 2 - sum(wins) - sum(losses))
    for row in found.popularity():
        label = row["rule"]
        tops = {name: [max(own) for own in zip(*(gains[name, r] for r in options), strict=True)] for name in elections}
        support = {
            (name, r): sum(g == t for g, t in zip(gains[name, r], tops[name], strict=True))
            for name in elections
            for r in options
        }
        assert row["supporters"] == sum(support[name, label] for name in elections)
        assert row["most_supported_in"] == sum(
            support[name, label] == max(support[name, r] for r in options) for name in elections
        )
        assert row["welfare"] == sum(sum(gains[name, label]) for name in elections)
        assert row["most_welfare_in"] == sum(
            sum(gains[name, label]) == max(sum(gains[name, r]) for r in options) for name in elections
        )
    means = {row["rule"]: row for row in found.means()}
    for label in options:
        values = [row["mean-satisfaction"] for row in found.rows() if row["rule"] == label]
        assert means[label]["mean-satisfaction"] == Fraction(sum(values), 2)
        # the second election has no categories: the mean is over the first alone
        first = next(row for row in found.rows() if row["rule"] == label)
        assert means[label]["category-distance"] == first["category-distance"]
    across = [row for row in found.across() if row["of"] == "utility" and row["rule"] == "greedy"]
    per_head = next(row for row in across if (row["measure"], row["basis"]) == ("gini", "per head"))
    rates = [Fraction(sum(own), len(own)) for own in (gains["one", "greedy"], gains["two", "greedy"]) for _ in own]
    total = sum(abs(a - b) for a, b in itertools.product(rates, rates))
    assert per_head["value"] == total / (2 * len(rates) * sum(rates))
    assert any(row["measure"] == "theil-t, between groups" for row in across)


def test_winner_and_official(elections):
    found = compare_rules(elections["one"], "greedy", with_official=True)
    assert found.labels == [OFFICIAL, "greedy"]
    assert found.contests[0].selected[OFFICIAL] == ("a", "c")
    assert found.winner() in (None, *found.labels)
    assert compare_rules(elections["one"], "greedy").winner() is None
    assert compare_rules(elections["one"], "greedy").across() == []
    assert official(Election.build({"a": 1}, 1, [["a"]])) is None
    dear = Election.build({"a": 3}, 1, [["a"]], project_columns={"selected": ["1"]})
    with pytest.raises(InputError, match="official result costs 3, the budget is 1"):
        official(dear)


def test_elections_are_read_one_by_one_and_failures_told(elections):
    def broken():
        raise InputError("bad.pb: damaged")

    sources = [("one", functools.partial(lambda e: e, elections["one"])), ("bad.pb", broken)]
    with pytest.raises(InputError, match=r"^bad\.pb: damaged$"):
        compare_rules(sources, "greedy")
    found = compare_rules(sources, "greedy", keep_going=True)
    assert found.failed == (("bad.pb", "bad.pb: damaged"),)
    assert len(found.contests) == 1
    with pytest.raises(InputError, match="no election could be used"):
        compare_rules([("bad.pb", broken)], "greedy", keep_going=True)
    with pytest.raises(OptionError, match=r"^one: .*not defined for approval"):
        compare_rules(elections, "greedy", utility="borda")
    ordinal = Election.build({"a": 1}, 1, [["a"]], type="ordinal")
    mixed = compare_rules({**elections, "three": ordinal}, "greedy")
    assert {row["of"] for row in mixed.across()} == {"spending"}


def test_empty_elections():
    for election in (Election.build({}, 0, []), Election.build({"a": 0}, 0, [[]]), Election.build({"a": 2}, 1, [])):
        found = compare_rules({"x": election, "y": election}, "greedy,equal-shares", "all")
        assert len(found.rows()) == 4
        assert found.winner() is None
        assert len(found.pairs()) == 2
        found.across()


def test_reading_rules():
    runs = read_rules(["greedy,equal-shares:completion=add1,utility=cost", "greedy:tie-breaking=more-votes,random:7"])
    assert [(run.rule, dict(run.options)) for run in runs] == [
        ("greedy", {}),
        ("equal-shares", {"completion": "add1", "utility": "cost"}),
        ("greedy", {"tie_breaking": "more-votes,random:7"}),
    ]
    assert read_rules("equal-shares:completion=add1;utility=cost")[0].options == {
        "completion": "add1",
        "utility": "cost",
    }
    assert read_rules("equal-shares:then=phragmen:overflow=skip+greedy,greedy")[0].options == {
        "then": "phragmen:overflow=skip+greedy"
    }


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("gredy", "did you mean 'greedy'"),
        ("greedy,equal-share:completion=add1", "did you mean 'equal-shares'"),
        ("greedy:completion=add1", "takes no option 'completion'"),
        ("equal-shares:completion=add2", "completion='add2' is not allowed"),
        ("equal-shares:completion=add1,phragmn", "did you mean 'phragmen'"),
        ("equal-shares:add1", "written name=value"),
        ("greedy,greedy", "given twice"),
        ("", "no rule is given"),
        (",", "no rule is given"),
        ("equal-shares:then=gredy", "did you mean 'greedy'"),
        ("completion=add1", "unknown rule"),
    ],
)
def test_refused_rules(text, message):
    with pytest.raises(OptionError, match=message):
        read_rules(text)


def test_refused_metrics(elections):
    with pytest.raises(OptionError, match="'category-shares' is a table"):
        compare_rules(elections, "greedy", "category-shares")
    with pytest.raises(OptionError, match="did you mean 'budget-used'"):
        compare_rules(elections, "greedy", "budget-use")
    found = compare_rules(elections, "greedy", "mean-satisfaction:utility=cost,mean-satisfaction:utility=cardinality")
    assert [spec.label for spec in found.metrics] == [
        "mean-satisfaction:utility=cost",
        "mean-satisfaction:utility=cardinality",
    ]
