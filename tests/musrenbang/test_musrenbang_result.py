from fractions import Fraction

import pytest

from fairbudget.errors import InputError, OptionError
from fairbudget.musrenbang.result import Decision, GroupResult, LevelResult, Plan, Step


@pytest.fixture
def plan() -> Plan:
    place = ("Utara", "Melati")
    step = Step("kelurahan", place, "ceiling", "not funded", "no money")
    decisions = (
        Decision("a", place, "Jalan", 600, "funded", "selected", stage="ceiling", order=1, value=Fraction(1, 3)),
        Decision(
            "b", place, "Lampu", 300, "funded", "selected", level="kecamatan", stage="pool", order=1, trail=(step,)
        ),
        Decision("c", place, "Kantor", 900, "passed upward", "authority", level="kota", authority="agency"),
        Decision("d", place, "Taman", 700, "not funded", "no money", shortfall=300),
    )
    results = (
        LevelResult(
            "kelurahan",
            "ceiling",
            place,
            1000,
            600,
            0,
            400,
            ("a",),
            ("a", "b", "d"),
            options={"utility": "cost", "threshold": Fraction(5, 2), "tie_breaking": ("lower-cost",)},
            groups=(GroupResult("coverage", "03", None, 0, False, "nothing fits"),),
        ),
        LevelResult("kecamatan", "pool", ("Utara", ""), 400, 300, 100, funded=("b",), candidates=("b", "d")),
    )
    return Plan("Kota", "greedy", {"utility": "cost"}, {"unspent": "pooled"}, results, decisions, ("a note",))


def test_json_gives_the_same_plan_back(plan: Plan) -> None:
    again = Plan.from_json(plan.to_json())
    assert again == plan
    assert again.to_json() == plan.to_json()


def test_money_counts_what_was_pooled_once(plan: Plan) -> None:
    whole = plan.money()
    assert (whole.ceiling, whole.spent, whole.left, whole.pooled) == (1000, 900, 100, 0)
    assert (whole.proposals, whole.funded) == (3, 2)
    below = plan.money("kelurahan")
    assert (below.ceiling, below.spent, below.left, below.pooled) == (1000, 600, 0, 400)
    assert plan.money(stage="pool").ceiling == 400


def test_a_kelurahan_lists_each_proposal_once(plan: Plan) -> None:
    place = plan.of("Melati")
    parts = (place.funded, place.funded_above, place.passed, place.rejected)
    assert [[item.proposal for item in part] for part in parts] == [["a"], ["b"], ["c"], ["d"]]
    with pytest.raises(OptionError, match="Melati"):
        plan.of("Melat")


@pytest.mark.parametrize(
    ("text", "message"),
    [("", "not JSON"), ("[]", "not a plan"), ('{"format": "fairbudget-musrenbang-plan", "version": 9}', "version 9")],
)
def test_other_texts_are_refused(text: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        Plan.from_json(text, "x.json")


def test_a_damaged_plan_is_refused(plan: Plan) -> None:
    with pytest.raises(InputError, match="damaged"):
        Plan.from_json(plan.to_json().replace('"because"', '"since"'))
