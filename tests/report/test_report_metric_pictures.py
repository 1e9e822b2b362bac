"""Pictures of metrics: what stands in them, equal bytes, and elections at the edge."""

import pytest

import fairbudget
import fairbudget.report.measures
from fairbudget.election import Election
from fairbudget.errors import OptionError
from fairbudget.experiments.side_by_side import compare_rules
from fairbudget.metrics import across
from fairbudget.report.measures import write_value
from fairbudget.report.metric_plots import plot_across, plot_comparison, plot_outcome

LONG = "equal-shares:completion=add1-greedy,utility=cardinality"


@pytest.fixture
def election():
    return Election.build(
        {"a": 30, "b": 20, "c": 10, "d": 25},
        50,
        [["a"], ["a", "b"], ["b", "c"], ["c"], ["d"], []],
        weights=[3, 2, 2, 1, 4, 1],
        project_columns={"category": ["Rp $5 <kas>", "roads", "roads", "a very long name of a field of work & more"]},
        meta={"unit": "X & Y"},
    )


def test_comparison_shows_every_value(election, tmp_path):
    found = compare_rules(election, f"greedy,{LONG},phragmen", "all")
    plot_comparison(found, tmp_path / "a.svg")
    text = (tmp_path / "a.svg").read_text()
    for row in found.rows():
        for spec in found.metrics:
            value = row[spec.label]
            assert f">{write_value(value, fairbudget.report.measures.unit_of(spec.label))}</text>" in text
    assert "Rp $5 &lt;kas&gt;" in text
    assert "X &amp; Y" in text
    for row in found.pairs():
        up, down = (100 * row[key] / 13 for key in ("prefer_first", "prefer_second"))
        assert f">{up:.0f} : {down:.0f}<" in text
    assert "completion=add1-greedy," in text
    for row in compare_rules(election, "greedy", "exclusion-ratio").rows():
        assert f"{write_value(row['exclusion-ratio'], 'share')} have nothing" in text


def test_pictures_can_be_chosen(election, tmp_path):
    found = compare_rules(election, "greedy,phragmen")
    plot_comparison(found, tmp_path / "x.svg", "lorenz,shares")
    text = (tmp_path / "x.svg").read_text()
    plot_comparison(found, tmp_path / "again.svg", "lorenz,shares")
    assert text == (tmp_path / "again.svg").read_text()
    assert "Utility across voters" in text
    assert "Votes against spending" in text
    assert "How much voters gain" not in text
    with pytest.raises(OptionError, match="did you mean 'histogram'"):
        plot_comparison(found, tmp_path / "y.svg", "histgram")
    with pytest.raises(OptionError, match=r"\.svg, \.png, \.pdf"):
        plot_comparison(found, tmp_path / "y.jpg")
    plain = Election.build({"a": 1}, 1, [["a"]])
    with pytest.raises(OptionError, match="no picture 'shares' of this; there are lorenz, histogram"):
        plot_outcome(fairbudget.select(plain, "greedy"), tmp_path / "y.svg", pictures="shares")
    with pytest.raises(OptionError, match="no picture 'agreement'"):
        plot_comparison(compare_rules(plain, "greedy"), tmp_path / "y.svg", "agreement")
    assert not (tmp_path / "y.svg").exists()


def test_elections_at_the_edge(tmp_path):
    nobody = Election.build({"a": 1}, 1, [])
    nothing = Election.build({}, 0, [])
    useless = Election.build({"a": 2}, 1, [["a"], []])
    for some, format in ((nobody, "png"), (nothing, "pdf"), (useless, "svg")):
        found = compare_rules(some, "greedy,equal-shares:utility=cardinality", "budget-used,effective-support")
        path = tmp_path / f"x.{format}"
        plot_comparison(found, path)
        assert path.stat().st_size > 1000
    plot_outcome(fairbudget.select(nobody, "greedy"), tmp_path / "o.svg")
    plot_across(across([], []), tmp_path / "e.svg")
    plot_across(across([3, 0], [1, 0]), tmp_path / "f.svg")


def test_points_and_many_values(tmp_path):
    ballots = [{"a": k, "b": 60 - k} for k in range(60)]
    election = Election.build({"a": 3, "b": 4}, 7, ballots, type="scoring")
    plot_outcome(fairbudget.select(election, "greedy"), tmp_path / "x.svg")
    text = (tmp_path / "x.svg").read_text()
    assert "points that a voter gives to funded projects" in text
    halves = Election.build({"a": 1}, 1, [{"a": "0.5"}, {"a": "0.25"}, {}], type="scoring")
    plot_outcome(fairbudget.select(halves, "greedy"), tmp_path / "y.svg")
    assert "33.3 % have nothing" in (tmp_path / "y.svg").read_text()
