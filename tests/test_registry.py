"""The registry: options parsed once, mistakes named with the nearest allowed word."""

from __future__ import annotations

from typing import Any

import pytest

from fairbudget.errors import OptionError
from fairbudget.registry import Entry, Option, Registry, choice, rules


def registry() -> Registry:
    # a package that exists and registers nothing here
    made = Registry("rule", "fairbudget.errors")

    @made.register(
        "majority",
        name="Majority rule",
        reference="May 1952",
        options=(choice("ties", ("no", "yes"), "no", "who wins a tie"), Option("quota", 1, int, "votes needed")),
        ballots=("approval",),
    )
    def majority(votes: int, *, ties: str = "no", quota: int = 1) -> Any:
        """Take what more than half want.

        More is said here.
        """
        return votes, ties, quota

    @made.register("plain", name="Plain", reference="-")
    def plain(votes: int) -> int:
        """Return the votes."""
        return votes

    return made


def test_an_entry_tells_what_was_registered() -> None:
    entry = registry()["majority"]
    assert isinstance(entry, Entry)
    assert (entry.id, entry.name, entry.reference) == ("majority", "Majority rule", "May 1952")
    assert entry.summary == "Take what more than half want."
    assert entry.properties == {"ballots": ("approval",)}
    assert list(entry.options) == ["ties", "quota"]
    assert entry.function(3, **entry.parse_options({})) == (3, "no", 1)


def test_a_registry_is_a_mapping_in_the_order_of_ids() -> None:
    made = registry()
    assert list(made) == ["majority", "plain"]
    assert len(made) == 2
    assert "plain" in made
    assert "nope" not in made
    assert made.get("nope") is None
    assert made.get("plain") is made["plain"]
    assert [entry.id for entry in made.values()] == ["majority", "plain"]


def test_options_are_parsed() -> None:
    entry = registry()["majority"]
    assert entry.parse_options({}) == {"ties": "no", "quota": 1}
    assert entry.parse_options({"quota": "7", "ties": "yes"}) == {"ties": "yes", "quota": 7}


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"tie": "no"}, "majority takes no option 'tie'; did you mean 'ties'? (allowed: ties, quota)"),
        ({"ties": "yess"}, "majority: ties='yess' is not allowed: did you mean 'yes'? (allowed: no, yes)"),
        ({"ties": None}, "majority: ties=None is not allowed"),
        ({"ties": ["no"]}, "majority: ties=['no'] is not allowed"),
        ({"quota": "many"}, "majority: quota='many' is not allowed"),
        ({"quota": []}, "majority: quota=[] is not allowed"),
    ],
)
def test_options_that_cannot_be_meant(given: dict[str, Any], message: str) -> None:
    with pytest.raises(OptionError) as caught:
        registry()["majority"].parse_options(given)
    assert message in str(caught.value)


def test_a_function_without_options_says_so() -> None:
    with pytest.raises(OptionError, match="plain takes no option 'x'; it takes none"):
        registry()["plain"].parse_options({"x": 1})


def test_unknown_id() -> None:
    with pytest.raises(OptionError) as caught:
        registry()["majorty"]
    assert str(caught.value) == "unknown rule 'majorty'; did you mean 'majority'? (allowed: majority, plain)"


def test_an_id_is_registered_once() -> None:
    made = registry()

    def other(votes: int) -> int:
        """Do something else."""
        return votes

    with pytest.raises(ValueError, match="registered twice"):
        made.register("plain", name="Other", reference="-")(other)
    # the same function again, as when its module is loaded again
    function = made["plain"].function
    assert made.register("plain", name="Plain", reference="-")(function) is function


def test_two_modules_may_not_take_the_same_id_by_the_same_name() -> None:
    made = registry()

    def plain(votes: int) -> int:
        """Do something else."""
        return votes

    plain.__qualname__ = made["plain"].function.__qualname__
    plain.__module__ = "elsewhere"
    with pytest.raises(ValueError, match="registered twice"):
        made.register("plain", name="Other", reference="-")(plain)


def test_a_docstring_is_owed() -> None:
    def silent(votes: int) -> int:
        return votes

    with pytest.raises(ValueError, match="no docstring"):
        registry().register("silent", name="Silent", reference="-")(silent)


def test_a_choice_may_be_none_by_default() -> None:
    option = choice("utility", ("cost",), None, "what a voter gains")
    assert option.parse(None) is None
    assert option.parse("cost") == "cost"
    assert option.choices == ("cost",)
    with pytest.raises(ValueError, match="allowed: cost"):
        option.parse("x")


def test_the_rules_register_themselves() -> None:
    assert {"greedy", "priority-order", "equal-shares"} <= set(rules)
