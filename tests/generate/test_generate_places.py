"""Spreading people over RW and RT, the map, and the draws beneath."""

from __future__ import annotations

import math
from collections import Counter
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairbudget.errors import InputError
from fairbudget.generate import Model
from fairbudget.generate.draw import Draw
from fairbudget.generate.places import apportion, households, lay_out
from fairbudget.generate.slugs import slug, slugs

sizes = st.lists(st.integers(1, 60), min_size=1, max_size=9)


def slow_apportion(total: int, sizes: list[int], least: list[int]) -> list[int]:
    """Raise single shares to their least number one after the other, then hand out seats by largest remainder."""
    fixed: dict[int, int] = {}
    while True:
        free = [k for k in range(len(sizes)) if k not in fixed]
        left = total - sum(fixed.values())
        quota = {k: Fraction(left * sizes[k], sum(sizes[j] for j in free)) for k in free}
        below = [k for k in free if quota[k] < least[k]]
        if not below:
            break
        fixed[below[0]] = least[below[0]]
    seats = {k: math.floor(quota[k]) for k in free}
    for k in sorted(free, key=lambda k: (-(quota[k] - seats[k]), k))[: left - sum(seats.values())]:
        seats[k] += 1
    return [{**fixed, **seats}[k] for k in range(len(sizes))]


@given(sizes, st.data())
def test_apportion_agrees_with_the_slow_definition(sizes: list[int], data: st.DataObject) -> None:
    least = [data.draw(st.integers(0, size)) for size in sizes]
    total = data.draw(st.integers(sum(least), sum(sizes)))
    seats = apportion(total, sizes, least)
    assert seats == slow_apportion(total, sizes, least)
    assert sum(seats) == total
    assert all(low <= seat <= size for low, seat, size in zip(least, seats, sizes, strict=True))


@given(st.integers(1, 40), st.data())
def test_rw_add_up_and_neighbours_are_mutual(rw: int, data: st.DataObject) -> None:
    rt = data.draw(st.integers(rw, 4 * rw))
    population = data.draw(st.integers(rt, 50 * rt))
    made = lay_out(Draw(data.draw(st.integers(0, 9)), "x"), population, rw, rt, Model())
    assert [place.number for place in made] == list(range(1, rw + 1))
    assert sum(place.population for place in made) == population
    assert sum(place.rt for place in made) == rt
    assert all(1 <= place.rt <= place.population and place.households >= 1 for place in made)
    assert len({(place.x, place.y) for place in made}) == rw
    for place in made:
        for number in place.neighbours:
            other = made[number - 1]
            assert abs(other.x - place.x) + abs(other.y - place.y) == 1
            assert place.number in other.neighbours
    assert all(place.number + 1 in place.neighbours for place in made[:-1])


def test_households_are_rounded_half_up() -> None:
    assert [households(n, Fraction(2)) for n in (1, 2, 3, 4, 5)] == [1, 1, 2, 2, 3]


def test_draws_are_those_of_the_raw_stream() -> None:
    # computed from numpy's guaranteed stream alone, with the arithmetic written out
    import hashlib

    digest = int.from_bytes(hashlib.sha256(b"a\0b").digest()[:16], "big")
    words = [int(word) for word in np.random.PCG64(np.random.SeedSequence([5, digest])).random_raw(40)]
    draw = Draw(5, "a", "b")
    assert [draw.below(10**12) for _ in range(20)] == [word * 10**12 // 2**64 for word in words[:20]]
    assert draw.array_below(77, (4, 5)).ravel().tolist() == [(word // 2**32) * 77 // 2**32 for word in words[20:]]


def test_raw_stream_is_the_one_that_the_instances_were_made_with() -> None:
    # would fail if numpy broke its promise; first words as of numpy 1.26 and 2.4
    assert np.random.PCG64(np.random.SeedSequence([7, 2**100 + 1])).random_raw() == RAW


RAW = 1286455977708178013


def test_bell_is_centred_and_bounded() -> None:
    values = Draw(1).bell(30, (20000,))
    assert values.min() >= -30
    assert values.max() <= 30
    assert abs(values.mean()) < 0.5
    assert 9 < values.std() < 11
    assert not Draw(1).bell(0, (50,)).any()


def test_weighted_draws_follow_the_weights() -> None:
    draw = Draw(3, "weights")
    count = Counter(draw.weighted([0, 3, 0, 1]) for _ in range(4000))
    assert set(count) == {1, 3}
    assert 2850 < count[1] < 3150


def test_model_refuses_what_is_out_of_range_and_names_it() -> None:
    with pytest.raises(InputError) as caught:
        Model(noise=-1, merit=2.5, rw_spread=True)  # type: ignore[arg-type]
    assert len(caught.value.faults) == 3
    assert "'merit'" in str(caught.value)
    assert "0..1000" in str(caught.value)
    assert all(len(reason) > 20 for _, _, reason in Model().parameters())


@given(st.text(max_size=120))
def test_a_slug_is_short_and_safe_in_a_file_name(name: str) -> None:
    text = slug(name)
    assert 1 <= len(text) <= 40
    assert set(text) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")


def test_slugs_of_equal_names_carry_the_kecamatan() -> None:
    assert slugs([("A", "x"), ("B", "X"), ("A", "y")]) == ["a.x", "b.x", "y"]
    assert slug("a" * 41) != slug("a" * 42)
