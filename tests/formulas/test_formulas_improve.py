"""`improve` against exhaustive searches on small tables, and its limits against independent checks."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from fairbudget import ceilings
from fairbudget.errors import InputError, OptionError
from fairbudget.formulas.improve import improve
from fairbudget.formulas.improve.conflict import smallest_conflict
from fairbudget.formulas.improve.measures import gini_of, hoover_of
from fairbudget.metrics.inequality import gini

INSTANCES = Path(__file__).parents[2] / "instances"
BOGOR, FORMULA = str(INSTANCES / "bogor" / "indicators.csv"), str(INSTANCES / "bogor" / "formula.toml")


def small(draw: random.Random, rows: int, pool: int) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    listed = [
        {
            "kelurahan": f"K{k}",
            "kecamatan": f"C{k % 2}",
            "area": draw.randint(1, 9),
            "people": draw.randint(1, 9),
            "poor": draw.randint(1, 6),
            "need": draw.randint(1, 12),
            "last": draw.randint(0, pool // 2),
        }
        for k in range(rows)
    ]
    half = {"kind": "proportional", "pool": pool, "rounding": "largest-remainder"}
    del half["rounding"]
    indicators = [{"column": c, "weight": "1/2"} for c in ("area", "people")]
    return listed, {
        "rounding": "largest-remainder",
        "components": [{"id": "APW", **half, "indicators": indicators}],
    }


def slow(aim: str, amounts: Sequence[int], rows: Sequence[dict[str, Any]]) -> Any:
    """A measure as its definition says it, smaller is better."""
    poor = [row["poor"] for row in rows]
    if aim == "gini":
        whole = 2 * sum(poor) * sum(amounts)
        pairs = itertools.product(zip(amounts, poor, strict=True), repeat=2)
        return Fraction(sum(abs(q * x - p * y) for (x, p), (y, q) in pairs), whole)
    if aim == "hoover":
        shares = [Fraction(x, sum(amounts)) - Fraction(p, sum(poor)) for x, p in zip(amounts, poor, strict=True)]
        return sum(map(abs, shares)) / 2
    if aim == "spread":
        rates = [Fraction(x, p) for x, p in zip(amounts, poor, strict=True)]
        return (max(rates) - min(rates)) * sum(poor) / sum(amounts)
    if aim == "change":
        return sum(abs(x - row["last"]) for x, row in zip(amounts, rows, strict=True))
    covered = sorted(Fraction(x, row["need"]) for x, row in zip(amounts, rows, strict=True))
    return -covered[0] if aim == "max-min" else [-value for value in covered]


def splits(total: int, bounds: Sequence[tuple[int, int]]) -> Iterator[tuple[int, ...]]:
    """All whole splits of a total within bounds."""
    if len(bounds) == 1:
        if bounds[0][0] <= total <= bounds[0][1]:
            yield (total,)
        return
    for first in range(bounds[0][0], min(bounds[0][1], total) + 1):
        for rest in splits(total - first, bounds[1:]):
            yield (first, *rest)


@pytest.mark.parametrize("aim", ["hoover", "change", "max-min", "leximin", "gini", "spread"])
def test_ceilings_are_the_best_of_all_whole_ones(aim: str) -> None:
    draw = random.Random(aim)
    for _ in range(8):
        rows, formula = small(draw, 4, 24)
        floor, cap, top = draw.randint(0, 4), draw.randint(8, 16), draw.randint(12, 16)
        limits = [
            {"kind": "floor", "amount": floor},
            {"kind": "cap", "amount": cap},
            {"kind": "group-cap", "amount": top, "group": "C0"},
        ]
        keys = {"poor": "poor", "need": "need", "last_year": "last"}
        found = improve(rows, formula, {"find": "ceilings", "aim": aim, "limits": limits, **keys})
        allowed = [s for s in splits(24, [(floor, cap)] * 4) if s[0] + s[2] <= top]
        best = min([slow(aim, s, rows), slow("change", s, rows)] for s in allowed)
        own = [slow(aim, found.amounts, rows), slow("change", found.amounts, rows)]
        assert tuple(found.amounts) in allowed
        assert found.kept
        assert found.found is not None
        if aim in ("gini", "spread"):
            assert not found.found.proved
            # what whole rupiah cost beside the programme's bound, which nothing beats
            assert found.found.bound is not None
            assert found.found.bound <= float(best[0]) + 1e-9
            assert float(own[0]) <= found.found.bound + (4 / 24 if aim == "gini" else 2.5)
        else:
            assert found.found.proved
            assert own == best


def grid(step: int, count: int) -> Iterator[tuple[Fraction, ...]]:
    for numbers in itertools.product(range(step + 1), repeat=count):
        if sum(numbers) == step:
            yield tuple(Fraction(n, step) for n in numbers)


def big(draw: random.Random) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    names = ("area", "people", "poor")
    rows = [
        {"kelurahan": f"K{k}", **{n: draw.randint(5, 900) for n in names}, "need": draw.randint(1, 90)}
        for k in range(9)
    ]
    formula = {
        "rounding": "largest-remainder",
        "components": [
            {"id": "BES", "kind": "equal-share", "base": 40_000_000},
            {
                "id": "APW",
                "kind": "proportional",
                "pool": 540_000_000,
                "indicators": [{"column": n, "weight": "1/3"} for n in names],
            },
        ],
    }
    return rows, formula


@pytest.mark.parametrize("aim", ["gini", "hoover", "spread", "max-min", "leximin", "change"])
def test_formulas_are_the_best_of_all_on_the_grid(aim: str) -> None:
    draw = random.Random(aim)
    for trial in range(2):
        rows, formula = big(draw)
        for row, before in zip(rows, ceilings(rows, formula).totals, strict=True):
            row["last"] = before + draw.randint(-20_000_000, 20_000_000)
        limits: list[dict[str, Any]] = [{"kind": "weight", "indicator": "area", "at_least": "1/10", "at_most": "6/10"}]
        if trial:
            limits += [
                {"kind": "non-zero", "at_most": 2, "least": "3/10"},
                {"kind": "base-share", "at_least": "3/10", "at_most": "6/10"},
                {"kind": "hold-harmless", "share": "1/2"},
            ]
        keys = {"step": "1/10", "base_step": "1/10", "need": "need", "last_year": "last"}
        found = improve(rows, formula, {"aim": aim, "limits": limits, **keys})
        bases = [40_000_000] if not trial else [30_000_000, 40_000_000, 50_000_000, 60_000_000]
        listed = []
        for base, weights in itertools.product(bases, grid(10, 3)):
            used = [w for w in weights if w]
            if not Fraction(1, 10) <= weights[0] <= Fraction(6, 10) or (trial and (len(used) > 2 or min(used) < 0.3)):
                continue
            sums = {n: sum(row[n] for row in rows) for n in ("area", "people", "poor")}
            left = 900_000_000 - 9 * base
            amounts = [
                base + sum(left * w * Fraction(row[n], sums[n]) for n, w in zip(sums, weights, strict=True))
                for row in rows
            ]
            if trial and any(a < Fraction(row["last"], 2) for a, row in zip(amounts, rows, strict=True)):
                continue
            listed.append(slow(aim, amounts, rows))  # type: ignore[arg-type]
        assert found.found is not None
        assert found.kept
        assert sum(found.amounts) == 900_000_000
        assert ceilings(rows, found.found.formula).totals == found.amounts
        own = slow(aim, found.amounts, rows)
        best = min(listed)
        if aim == "leximin":
            assert [float(v) for v in own] == pytest.approx([float(v) for v in best], rel=1e-6)
        else:
            assert float(own) == pytest.approx(float(best), rel=1e-6)


def test_measures_are_those_of_the_metrics() -> None:
    draw = random.Random(3)
    for _ in range(20):
        amounts, heads = [draw.randint(0, 50) for _ in range(7)], [draw.randint(1, 9) for _ in range(7)]
        rates = [Fraction(x, h) for x, h in zip(amounts, heads, strict=True)]
        assert gini_of(amounts, heads) == gini(rates, heads)
        assert 0 <= hoover_of(amounts, heads) <= gini_of(amounts, heads)


def test_the_smallest_conflict_is_the_smallest() -> None:
    draw = random.Random(5)
    for _ in range(40):
        numbers = list(range(7))
        cores = [frozenset(draw.sample(numbers, draw.randint(1, 4))) for _ in range(draw.randint(1, 5))]

        def possible(chosen: frozenset[int], cores: list[frozenset[int]] = cores) -> bool:
            return not any(core <= chosen for core in cores)

        found = frozenset(smallest_conflict(numbers, possible))
        assert found in cores
        assert len(found) == min(map(len, cores))


def test_limits_in_conflict_and_what_resolves_them() -> None:
    draw = random.Random(8)
    checked = 0
    while checked < 12:
        rows, formula = small(draw, 4, 40)
        limits: list[dict[str, Any]] = []
        for _ in range(4):
            kind = draw.choice(["floor", "cap", "group-floor", "group-cap"])
            limit: dict[str, Any] = {"kind": kind, "amount": draw.randint(2, 30)}
            if kind.startswith("group"):
                limit["group"] = draw.choice(["C0", "C1"])
            elif draw.random() < 0.6:
                limit["only"] = [f"K{draw.randrange(4)}"]
            limits.append(limit)

        def possible(chosen: Sequence[int], limits: list[dict[str, Any]] = limits, pool: int = 40) -> bool:
            """An exhaustive check with caps at 60, which no limit here exceeds."""
            low, high = [0] * 4, [60] * 4
            groups = [[0, 240], [0, 240]]
            for number in chosen:
                limit = limits[number - 1] if number else {}
                group = groups[limit["group"] == "C1"] if "group" in limit else None
                for row in range(4):
                    if limit.get("kind") in ("floor", "cap") and f"K{row}" in limit.get("only", [f"K{row}"]):
                        if limit["kind"] == "floor":
                            low[row] = max(low[row], limit["amount"])
                        else:
                            high[row] = min(high[row], limit["amount"])
                if group is not None:
                    end = limit["kind"] == "group-cap"
                    group[end] = min(group[1], limit["amount"]) if end else max(group[0], limit["amount"])
            ranges = []
            for k in (0, 1):
                sums = {a + b for a in range(low[k], high[k] + 1) for b in range(low[k + 2], high[k + 2] + 1)}
                ranges.append([s for s in sums if groups[k][0] <= s <= groups[k][1]])
            if 0 not in chosen:
                return all(ranges)
            return bool(ranges[0] and ranges[1]) and any(pool - a in set(ranges[1]) for a in ranges[0])

        # a share of the pool would make limits move with it, so remedies of the pool are checked by others
        found = improve(rows, formula, {"find": "ceilings", "aim": "change", "limits": limits})
        everything = list(range(5))
        assert (found.found is not None) == possible(everything)
        if found.found is not None:
            continue
        checked += 1
        conflict = found.conflict
        assert conflict is not None
        mine = [n + 1 for n in conflict.limits]
        assert not possible(mine)
        sizes = [len(s) for size in range(6) for s in itertools.combinations(everything, size) if not possible(s)]
        assert len(mine) == sizes[0]
        for remedy in conflict.remedies:
            if remedy.ease is None or remedy.limit < 0:
                continue
            limit = limits[remedy.limit]
            sign = -1 if limit["kind"].endswith("floor") else 1
            for ease, works in ((remedy.ease, True), (remedy.ease - 1, False)):
                eased = [dict(item) for item in limits]
                eased[remedy.limit]["amount"] = max(0, limit["amount"] + sign * ease)
                assert possible(everything, eased) == works
        pools = [r for r in conflict.remedies if r.limit < 0 and r.ease is not None]
        for remedy in pools:
            assert remedy.ease is not None
            assert possible(everything, pool=40 + (1 if remedy.up else -1) * remedy.ease)
            assert not possible(everything, pool=40 + (1 if remedy.up else -1) * (remedy.ease - 1))


def test_weights_that_contradict_each_other() -> None:
    limits = [
        {"kind": "hold-harmless", "share": "1/2"},
        {"kind": "weight", "indicator": "area", "at_least": 0.6},
        {"kind": "non-zero", "at_most": 4},
        {"kind": "weight", "indicator": "population", "at_least": 0.5},
    ]
    found = improve(BOGOR, FORMULA, {"limits": limits})
    assert found.conflict is not None
    assert found.conflict.limits == (1, 3)
    assert [(r.limit, r.ease) for r in found.conflict.remedies] == [(1, 1000), (3, 1000)]
    narrow = improve(
        BOGOR, FORMULA, {"limits": [{"kind": "weight", "indicator": "area", "at_least": "1/3", "at_most": "1/3"}]}
    )
    assert narrow.conflict is not None
    assert narrow.conflict.limits == (-2, 0)


def test_bounds_on_measures_are_kept() -> None:
    limits = [{"kind": "aim", "aim": "change", "at_most": 500_000_001}, {"kind": "aim", "aim": "spread", "at_most": 7}]
    for find in ("ceilings", "formula"):
        found = improve(BOGOR, FORMULA, {"find": find, "aim": "hoover", "limits": limits})
        assert found.kept
        assert found.after is not None
        assert found.after.change <= 500_000_001
        assert found.after.spread is not None
        assert found.after.spread <= 7
        assert sum(found.amounts) == 21_760_000_000
    floor = [{"kind": "aim", "aim": "max-min", "at_least": 15_000}]
    found = improve(BOGOR, FORMULA, {"find": "ceilings", "aim": "change", "need": "population", "limits": floor})
    covered = [x / int(n) for x, n in zip(found.amounts, found.problem.need or [], strict=True)]
    assert min(covered) >= 15_000


def test_a_front_has_no_point_that_another_beats() -> None:
    rows, formula = big(random.Random(11))
    found = improve(rows, formula, {"aim": "gini", "step": "1/10"}, pareto="change", points=6)
    assert len(found.front) >= 3
    values = [point.values for point in found.front]
    assert values == sorted(values)
    assert [b for _, b in values] == sorted((b for _, b in values), reverse=True)
    rows = [{**row, "last": before} for row, before in zip(rows, ceilings(rows, formula).totals, strict=True)]
    for weights in grid(10, 3):
        data = {**formula, "components": [dict(item) for item in formula["components"]]}
        data["components"][1]["indicators"] = [
            {"column": n, "weight": str(w)} for n, w in zip(("area", "people", "poor"), weights, strict=True)
        ]
        amounts = ceilings(rows, data).totals
        own = slow("gini", amounts, rows), slow("change", amounts, rows)
        # nothing on the grid beats a point of the front by more than what rounding to rupiah moves
        assert not any(own[0] < a - Fraction(1, 10**7) and own[1] < b - 20 for a, b in values)


def test_the_section_of_a_formula_file_serves(tmp_path: Path) -> None:
    text = Path(FORMULA).read_text(encoding="utf-8")
    section = (
        '\n[improve]\naim = "hoover"\nstep = 0.05\n\n[[improve.limits]]\nkind = "non-zero"\nat_most = 3\nleast = 0.1\n'
    )
    (tmp_path / "f.toml").write_text(text + section, encoding="utf-8")
    found = improve(BOGOR, str(tmp_path / "f.toml"))
    assert found.problem.task.aim == ("hoover",)
    assert found.found is not None
    assert found.found.weights is not None
    used = [w for w in found.found.weights if w]
    assert len(used) <= 3
    assert min(used) >= Fraction(1, 10)
    assert all(w % Fraction(1, 20) == 0 for w in used)


def test_all_faults_of_the_limits_come_at_once() -> None:
    limits = {
        "aim": "ginny",
        "fnd": "formula",
        "step": 0.3,
        "limits": [
            {"kind": "flor", "amount": 1},
            {"kind": "floor"},
            {"kind": "weight", "indicator": "area", "at_least": 35},
            {"kind": "weight", "indicator": "area", "at_lest": 1},
            {"kind": "aim", "aim": "gini", "at_least": 0.1},
        ],
    }
    with pytest.raises(InputError) as error:
        improve(BOGOR, FORMULA, limits)
    text = str(error.value)
    for part in (
        "'gini'?",
        "'find'?",
        "'step'",
        "'floor'?",
        "'amount' is missing",
        "'at_least'?",
        "bounded by 'at_least'",
    ):
        assert part in text, part
    with pytest.raises(InputError) as error:
        improve(
            BOGOR,
            FORMULA,
            {
                "poor": "dtsen_poverty_registr",
                "last_year": "last",
                "limits": [
                    {"kind": "floor", "amount": 1, "only": ["Empangg"]},
                    {"kind": "group-cap", "amount": 1, "group": "Bogor Utra"},
                    {"kind": "cap", "column": "populatio", "share": 2},
                ],
            },
        )
    text = str(error.value)
    for part in ("'dtsen_poverty_register'?", "last_year: no column", "'Empang'?", "'Bogor Utara'?", "'population'?"):
        assert part in text, part
    with pytest.raises(InputError, match="'population'"):
        improve(BOGOR, FORMULA, {"limits": [{"kind": "weight", "indicator": "populatin", "at_most": 1}]})
    folder = INSTANCES / "formulas"
    with pytest.raises(InputError, match="not linear"):
        improve(folder / "contoh-desa.csv", folder / "everything.toml", {"poor": "poor"}, component="KEBUTUHAN")
    with pytest.raises(OptionError, match="two aims"):
        improve(BOGOR, FORMULA, {"aim": "gini"}, pareto="gini")


def test_the_example_of_limits_is_kept_and_its_numbers_are_those_of_ceilings() -> None:
    import fairbudget

    limits = INSTANCES / "formulas" / "improve-bogor.toml"
    found = fairbudget.improve(BOGOR, FORMULA, limits, step="0.05", base_step="0.05")
    assert found.kept
    assert found.found is not None
    assert found.found.formula is not None
    assert ceilings(BOGOR, found.found.formula).totals == found.amounts
    assert sum(found.amounts) == 21_760_000_000
    assert found.after is not None
    assert found.after.gini is not None
    assert found.before.gini is not None
    assert found.after.gini < found.before.gini


def test_limits_that_miss_each_other_by_a_rupiah_are_told(tmp_path: Path) -> None:
    rows, formula = small(random.Random(1), 4, 40)
    for amount, possible in ((10, True), (11, False)):
        data = {"find": "ceilings", "aim": "hoover", "limits": [{"kind": "floor", "amount": amount}]}
        found = improve(rows, formula, data)
        assert (found.found is not None) == possible
    exact = [{**row, "last": total} for row, total in zip(rows, ceilings(rows, formula).totals, strict=True)]
    same = {"find": "formula", "last_year": "last", "step": "1/2", "limits": [{"kind": "hold-harmless"}]}
    found = improve(exact, formula, same)
    assert found.amounts == [row["last"] for row in exact]
    exact[0]["last"] = int(exact[0]["last"]) + 1
    assert improve(exact, formula, same).found is None


def test_limits_that_only_whole_rupiah_contradict() -> None:
    rows = [{"kelurahan": name, "area": area, "poor": 3} for name, area in (("A", 1), ("B", 2), ("C", 2))]
    formula = {"components": [{"id": "APW", "kind": "proportional", "pool": 100, "indicators": [
        {"column": "area", "weight": 1}]}]}  # fmt: skip
    for bound, possible in ((0, False), ("1/25", True)):
        limits = [{"kind": "aim", "aim": "spread", "at_most": bound}]
        found = improve(rows, formula, {"find": "ceilings", "aim": "hoover", "limits": limits})
        assert (found.found is not None) == possible
        if not possible:
            assert found.conflict is not None
            assert found.conflict.narrow
            assert "before rounding" in found.to_text().lower()
