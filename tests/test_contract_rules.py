"""What every registered rule owes its users, whatever it computes."""

from __future__ import annotations

import contextlib
import dataclasses
import inspect
import json
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from strategies import BALLOT_TYPES, CRITERIA, OF_COST, UTILITIES, Case, cases, examples, payments_by_voter

import fairbudget
from fairbudget import FairbudgetError, InputError, OptionError, Outcome
from fairbudget.registry import rules

IDS = sorted(rules)


def money_of(case: Case) -> Fraction:
    return max([Fraction(1), Fraction(case.budget), *map(Fraction, case.costs.values())])


@st.composite
def calls(draw: st.DrawFn, id: str, **options: Any) -> tuple[Case, dict[str, Any]]:
    """Return an election that the rule is defined for and options that it takes."""
    entry = rules[id]
    case = draw(cases(types=tuple(entry.properties.get("ballots", BALLOT_TYPES)), **options))
    given_options: dict[str, Any] = {}
    for name, option in entry.options.items():
        if name == "utility":
            given_options[name] = draw(st.sampled_from((None, *UTILITIES[case.type])))
        elif name == "tie_breaking":
            given_options[name] = draw(st.sampled_from([*CRITERIA[:12], ["random:3"]]))
        elif name == "increment":
            # large enough for Add1 to end soon
            given_options[name] = money_of(case) / draw(st.sampled_from([1, 4, 20]))
        elif option.choices and draw(st.booleans()):
            given_options[name] = draw(st.sampled_from(option.choices))
    if given_options.get("by") in ("votes", "score"):
        # the order by utility per cost is the one that takes a utility
        given_options.pop("utility")
    if entry.properties.get("listed"):
        numbers = st.sampled_from(["1", "2", "3", "4"])
        case.columns["priority"] = [draw(numbers) for _ in case.costs]
        given_options["order"] = "priority"
    return case, given_options


def total_payments(outcome: Outcome, case: Case) -> Any:
    """Return what the voters of each line paid for each project, or None."""
    if outcome.payments is None:
        return None
    return dict(zip(outcome.selected, payments_by_voter(outcome, case), strict=True))


def check_contract(outcome: Outcome, case: Case, id: str) -> None:
    election = outcome.election
    assert election is not None
    assert outcome.rule == id
    assert len(set(outcome.selected)) == len(outcome.selected)
    assert set(outcome.selected) <= set(case.costs)
    assert (
        outcome.cost == sum((Fraction(case.costs[p]) for p in outcome.selected), Fraction(0)) <= Fraction(case.budget)
    )
    assert isinstance(outcome.cost, int) or outcome.cost.denominator > 1
    assert set(rules[id].options) <= set(outcome.options)
    assert [item.project for item in outcome.trace if item.decision == "selected"] == list(outcome.selected)
    for item in outcome.trace:
        assert item.decision in ("selected", "partly", "skipped", "stopped")
        assert item.stage
        assert item.measure
        assert item.value is None or isinstance(item.value, int | Fraction)
        assert item.cost == Fraction(case.costs[item.project])
        assert 0 <= item.remaining <= Fraction(case.budget)
        assert set(item.tied) <= set(case.costs) - {item.project}


@pytest.mark.parametrize("id", IDS)
@examples(120)
@given(st.data())
def test_feasible_deterministic_and_readable_again(id: str, data: st.DataObject) -> None:
    case, options = data.draw(calls(id))
    outcome = fairbudget.select(case.election(), id, **options)
    check_contract(outcome, case, id)
    again = fairbudget.select(case.election(), id, **options)
    assert again == outcome
    assert total_payments(again, case) == total_payments(outcome, case)
    # the options that it reports lead to the same outcome
    reported = {name: outcome.options[name] for name in rules[id].options}
    assert fairbudget.select(case.election(), id, **reported) == outcome
    for election in (case.election(), None):
        text = outcome.to_json("exact")
        read = Outcome.from_json(text, election)
        assert read == outcome
        assert read.selected == outcome.selected
        assert read.cost == outcome.cost
        assert read.trace == outcome.trace
        assert read.facts == outcome.facts
        assert read.to_json("exact") == text
        if outcome.payments is None:
            assert read.payments is None
        else:
            assert read.payments is not None
            assert read.payments.exact
            assert read.payments.amounts == tuple(list(part) for part in outcome.payments.amounts)
            assert [part.tolist() for part in read.payments.rows] == [part.tolist() for part in outcome.payments.rows]


@pytest.mark.parametrize("id", IDS)
@examples(80)
@given(st.data())
def test_neither_the_order_of_projects_nor_of_voters_matters(id: str, data: st.DataObject) -> None:
    case, options = data.draw(calls(id))
    places = data.draw(st.permutations(range(len(case.costs))))
    lines = data.draw(st.permutations(range(len(case.ballots))))
    costs = list(case.costs.items())
    other = dataclasses.replace(
        case,
        costs=dict(costs[k] for k in places),
        ballots=[case.ballots[k] for k in lines],
        weights=None if case.weights is None else [case.weights[k] for k in lines],
        columns={heading: [column[k] for k in places] for heading, column in case.columns.items()},
    )
    one, two = (fairbudget.select(item.election(), id, **options) for item in (case, other))
    assert one.selected == two.selected
    assert [(item.project, item.decision, item.value) for item in one.trace] == [
        (item.project, item.decision, item.value) for item in two.trace
    ]
    assert sums_by_ballot(one) == sums_by_ballot(two)


def sums_by_ballot(outcome: Outcome) -> dict[Any, Any] | None:
    """Return what one voter paid in all, by ballot."""
    election = outcome.election
    assert election is not None
    if outcome.payments is None:
        return None
    sums = outcome.payments.by_row(len(election.ballots))
    unit = election.ballots.point_unit
    result = {}
    for k, paid in enumerate(sums):
        projects, values = election.ballots.row(k)
        ballot = frozenset((election.ids[p], Fraction(int(v), unit)) for p, v in zip(projects, values, strict=True))
        if election.ballots.multiplicities[k]:
            assert result.setdefault(ballot, paid) == paid
    return result


@pytest.mark.parametrize("id", IDS)
@examples(80)
@given(st.data())
def test_a_weight_is_as_many_voters(id: str, data: st.DataObject) -> None:
    case, options = data.draw(calls(id))
    single = dataclasses.replace(case, ballots=case.voters(case.ballots), weights=None)
    one, two = (fairbudget.select(item.election(), id, **options) for item in (case, single))
    assert one.selected == two.selected
    assert [item.value for item in one.trace] == [item.value for item in two.trace]
    assert sums_by_ballot(one) == sums_by_ballot(two)
    assert total_payments(one, case) == total_payments(two, single)


@pytest.mark.parametrize("factor", [Fraction(7), Fraction(1, 4), Fraction(3, 10)])
@pytest.mark.parametrize("id", IDS)
@examples(40)
@given(st.data())
def test_the_unit_of_money_does_not_matter(id: str, factor: Fraction, data: st.DataObject) -> None:
    case, options = data.draw(calls(id))
    assume(10 * sum(map(Fraction, case.costs.values())) < 2**62 and 10 * Fraction(case.budget) < 2**62)
    if options.get("start", rules[id].options["start"].default if "start" in rules[id].options else "exact") != "exact":
        # rounding an endowment down to whole money depends on the unit
        options["start"] = "exact"
    if not rules[id].properties.get("scale_free", True):
        # a utility that is money depends on the unit
        options["utility"] = "cardinality"
    scaled = dataclasses.replace(
        case,
        costs={p: Fraction(cost) * factor for p, cost in case.costs.items()},
        budget=Fraction(case.budget) * factor,
    )
    more = {"increment": options["increment"] * factor} if "increment" in options else {}
    try:
        one = fairbudget.select(case.election(), id, **options)
    except InputError as error:
        # points times costs that pass 64 bits are refused
        assume("too large" not in str(error))
        raise
    two = fairbudget.select(scaled.election(), id, **options | more)
    assert one.selected == two.selected
    assert two.cost == one.cost * factor
    paid = total_payments(one, case)
    if paid is not None:
        assert total_payments(two, scaled) == {
            p: {voter: amount * factor for voter, amount in part.items()} for p, part in paid.items()
        }


# -- the edge of what an election is ---------------------------------------------------------------------------------

EDGES = {
    "nothing at all": Case({}, 0, []),
    "no projects": Case({}, 10, [[], []]),
    "no voters": Case({"a": 1, "b": 0}, 10, []),
    "no voter behind any line": Case({"a": 1, "b": 0}, 10, [["a"], ["b"]], "approval", [0, 0]),
    "empty ballots": Case({"a": 1, "b": 0}, 10, [[], []]),
    "no money": Case({"a": 1, "b": 0}, 0, [["a", "b"]]),
    "all free": Case({"a": 0, "b": 0}, 0, [["a"], ["b"]]),
    "all too dear": Case({"a": 11, "b": 12}, 10, [["a"], ["a", "b"]]),
    "one voter, one project": Case({"a": 10}, 10, [["a"]]),
    "one voter, one project, one unit short": Case({"a": 10}, 9, [["a"]]),
    "unsupported": Case({"a": 3, "b": 4}, 10, [["b"], ["b"]]),
    "equal names but for case": Case({"A": 3, "a": 3}, 3, [["A", "a"]]),
    "rupiah": Case({"a": 10**13, "b": 10**13 + 1}, 2 * 10**13, [["a", "b"], ["b"]]),
    "rupiah and sen": Case({"a": "9999999999999.99", "b": "0.01"}, "10000000000000.00", [["a", "b"]]),
    "weight beyond a float": Case({"a": 1, "b": 1}, 1, [["a"], ["b"]], "approval", [2**55, 2**55 + 1]),
}

HUGE = ("rupiah", "rupiah and sen", "weight beyond a float")


DEFINED = [(id, type) for id in IDS for type in rules[id].properties.get("ballots", BALLOT_TYPES)]


@pytest.mark.parametrize("edge", EDGES)
@pytest.mark.parametrize(("id", "type"), DEFINED)
def test_edges(id: str, type: str, edge: str) -> None:
    case = EDGES[edge]
    ballots = case.ballots
    if type == "choose-1":
        ballots = [ballot[:1] for ballot in case.ballots]
    if type in ("cumulative", "scoring"):
        ballots = [dict.fromkeys(ballot, 2) for ballot in case.ballots]
    election = dataclasses.replace(case, type=type, ballots=ballots).election()
    for name, option in [("", None), *rules[id].options.items()]:
        for value in option.choices if option else [None]:
            if name == "utility" and value in OF_COST and edge in HUGE:
                # amounts for which these have no whole numbers: an outcome that keeps its word, or a clear refusal
                with contextlib.suppress(OptionError):
                    check_contract(fairbudget.select(election, id, utility=value), case, id)
                continue
            if name == "utility" and value not in (*UTILITIES[type], *OF_COST):
                with pytest.raises(OptionError, match="is not defined for"):
                    fairbudget.select(election, id, utility=value)
                continue
            if id == "priority-order" and value == "priority":
                with pytest.raises(OptionError, match="no project column 'priority'"):
                    fairbudget.select(election, id, order="priority")
                continue
            options = {name: value} if name else {}
            if "increment" in rules[id].options:
                options["increment"] = money_of(case) / 3
            outcome = fairbudget.select(election, id, **options)
            check_contract(outcome, case, id)
            Outcome.from_json(outcome.to_json(), election)


# -- what is said when something cannot be meant -----------------------------------------------------------------

SMALL = Case({"a": 1, "b": 2}, 2, [["a"], ["b"]])


@pytest.mark.parametrize(
    ("wrong", "hint"), [("equal-share", "did you mean 'equal-shares'?"), ("Greedy", "greedy"), ("", "allowed: ")]
)
def test_unknown_rule(wrong: str, hint: str) -> None:
    with pytest.raises(OptionError, match="unknown rule") as caught:
        fairbudget.select(SMALL.election(), wrong)
    assert hint in str(caught.value)
    assert all(id in str(caught.value) for id in IDS)


@pytest.mark.parametrize("id", IDS)
def test_unknown_option(id: str) -> None:
    with pytest.raises(OptionError, match=f"{id} takes no option 'tie_braking'") as caught:
        fairbudget.select(SMALL.election(), id, tie_braking="lexicographic")
    if "tie_breaking" in rules[id].options:
        assert "did you mean 'tie_breaking'?" in str(caught.value)


@pytest.mark.parametrize("id", IDS)
def test_values_that_an_option_does_not_allow(id: str) -> None:
    for name, option in rules[id].options.items():
        for wrong in ("no-such-value", "", 3.5j, ["x"], object()):
            with pytest.raises(OptionError, match=name) as caught:
                fairbudget.select(SMALL.election(), id, **{name: wrong})
            assert isinstance(caught.value, FairbudgetError)
        for word in option.choices:
            close = word[:-1] + "~"
            with pytest.raises(OptionError) as caught:
                fairbudget.select(SMALL.election(), id, **{name: close})
            assert "did you mean" in str(caught.value) or len(word) <= 3
            assert word in str(caught.value)


@pytest.mark.parametrize("amount", ["0", 0, -1, "-1/2", "nan", "inf", float("nan"), "x", None, True, "1,5", "1/0"])
@pytest.mark.parametrize("name", ["increment", "percent"])
def test_amounts_that_cannot_be_meant(name: str, amount: Any) -> None:
    with pytest.raises(OptionError, match=name):
        fairbudget.select(SMALL.election(), "equal-shares", **{name: amount})


@pytest.mark.parametrize(
    ("amount", "exact"), [("1/3", Fraction(1, 3)), (0.1, Fraction(1, 10)), ("2.50", Fraction(5, 2)), (3, Fraction(3))]
)
def test_amounts_are_taken_exactly(amount: Any, exact: Fraction) -> None:
    outcome = fairbudget.select(SMALL.election(), "equal-shares", completion="add1", increment=amount)
    assert outcome.options["increment"] == exact


# -- what is known about a rule ------------------------------------------------------------------------------------


@pytest.mark.parametrize("id", IDS)
def test_a_rule_is_described(id: str) -> None:
    entry = rules[id]
    assert entry.id == id == id.lower()
    assert entry.name
    assert entry.summary.endswith(".")
    assert len(entry.reference) > 30
    assert entry.properties["complexity"].startswith("O(")
    assert entry.properties["bibtex"].startswith("@")
    assert entry.properties["bibtex"].count("{") == entry.properties["bibtex"].count("}")
    assert set(entry.properties["ballots"]) <= set(BALLOT_TYPES)
    text = inspect.getdoc(entry.function) or ""
    for heading in ("Parameters", "Returns", "Notes", "Examples"):
        assert f"\n{heading}\n---" in text, heading
    assert "O(" in text or "complexity" in text.lower() or "exact" in text


@pytest.mark.parametrize("id", IDS)
def test_the_options_are_the_parameters(id: str) -> None:
    entry = rules[id]
    parameters = list(inspect.signature(entry.function).parameters.values())
    assert parameters[0].name == "election"
    assert [parameter.name for parameter in parameters[1:]] == list(entry.options)
    for parameter in parameters[1:]:
        assert parameter.kind is inspect.Parameter.KEYWORD_ONLY
        assert parameter.default == entry.options[parameter.name].default
    for name, option in entry.options.items():
        assert option.name == name
        assert len(option.help) > 10
        assert option.parse(option.default) == option.default
        for word in option.choices:
            assert option.parse(word) == word
        # the defaults are what the text says they are
        assert f"{name} : " in (inspect.getdoc(entry.function) or "")


UNDEFINED = [(id, type) for id in IDS for type in BALLOT_TYPES if (id, type) not in DEFINED]


@pytest.mark.skipif(not UNDEFINED, reason="every rule is defined for every ballot type")
@pytest.mark.parametrize(("id", "type"), UNDEFINED)
def test_other_ballots_are_refused(id: str, type: str) -> None:
    with pytest.raises(OptionError) as caught:
        fairbudget.select(Case({"a": 1}, 1, [], type).election(), id)
    assert type in str(caught.value)


@pytest.mark.parametrize("id", IDS)
def test_an_outcome_is_json_for_others_too(id: str) -> None:
    outcome = fairbudget.select(SMALL.election(), id)
    data = json.loads(outcome.to_json())
    assert data["rule"] == id
    assert data["selected"] == list(outcome.selected)
    assert data["cost"] == outcome.cost
