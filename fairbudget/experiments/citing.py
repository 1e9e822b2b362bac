"""What to cite for a run: BibTeX and a paragraph of methods for exactly what it used."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import fairbudget
from fairbudget import registry
from fairbudget.axioms.papers import bibtex_of
from fairbudget.bibliography import entries, gather
from fairbudget.errors import Fault, InputError, OptionError
from fairbudget.metrics.papers import PAPERS as MEASURES

__all__ = ["SOFTWARE", "Citation", "Used", "cite", "used_by", "used_in_file"]

#: Entries of what is not registered: the package itself, sources of elections, tests of the analysis.
PAPERS: dict[str, str] = {
    "BoehmerEtAl2024": """@inproceedings{BoehmerEtAl2024,
  author    = {Niclas Boehmer and Piotr Faliszewski and {\\L}ukasz Janeczko and Andrzej Kaczmarczyk and
               Grzegorz Lisowski and Grzegorz Pierczy{\\'n}ski and Simon Rey and Dariusz Stolicki and
               Stanis{\\l}aw Szufa and Tomasz W{\\k{a}}s},
  title     = {Guide to Numerical Experiments on Elections in Computational Social Choice},
  booktitle = {Proceedings of the 33rd International Joint Conference on Artificial Intelligence (IJCAI)},
  year      = {2024}
}""",
    "SzufaEtAl2022": """@inproceedings{SzufaEtAl2022,
  author    = {Stanis{\\l}aw Szufa and Piotr Faliszewski and {\\L}ukasz Janeczko and Martin Lackner and
               Arkadii Slinko and Krzysztof Sornat and Nimrod Talmon},
  title     = {How to Sample Approval Elections?},
  booktitle = {Proceedings of the 31st International Joint Conference on Artificial Intelligence (IJCAI)},
  year      = {2022}
}""",
    "Demsar2006": """@article{Demsar2006,
  author  = {Janez Dem{\\v{s}}ar},
  title   = {Statistical Comparisons of Classifiers over Multiple Data Sets},
  journal = {Journal of Machine Learning Research},
  volume  = {7},
  pages   = {1--30},
  year    = {2006}
}""",
    "Efron1987": """@article{Efron1987,
  author  = {Bradley Efron},
  title   = {Better Bootstrap Confidence Intervals},
  journal = {Journal of the American Statistical Association},
  volume  = {82},
  number  = {397},
  pages   = {171--185},
  year    = {1987}
}""",
    "Holm1979": """@article{Holm1979,
  author  = {Sture Holm},
  title   = {A Simple Sequentially Rejective Multiple Test Procedure},
  journal = {Scandinavian Journal of Statistics},
  volume  = {6},
  number  = {2},
  pages   = {65--70},
  year    = {1979}
}""",
    "MacKinnonWhite1985": """@article{MacKinnonWhite1985,
  author  = {James G. MacKinnon and Halbert White},
  title   = {Some Heteroskedasticity-Consistent Covariance Matrix Estimators with Improved Finite Sample Properties},
  journal = {Journal of Econometrics},
  volume  = {29},
  number  = {3},
  pages   = {305--325},
  year    = {1985}
}""",
    "Wilcoxon1945": """@article{Wilcoxon1945,
  author  = {Frank Wilcoxon},
  title   = {Individual Comparisons by Ranking Methods},
  journal = {Biometrics Bulletin},
  volume  = {1},
  number  = {6},
  pages   = {80--83},
  year    = {1945}
}""",
}
SOFTWARE = "fairbudget"
PABULIB = "FaliszewskiEtAl2023"


def software(version: str) -> str:
    """Return the entry of the package itself."""
    return (
        f"@software{{{SOFTWARE},\n  author  = {{{{The fairbudget authors}}}},\n"
        "  title   = {fairbudget: exact and fast fair allocation of public budgets},\n"
        f"  version = {{{version}}},\n  year    = {{2026}}\n}}"
    )


@dataclass(frozen=True)
class Used:
    """What a run used.

    Attributes
    ----------
    study : str
        Empty for a single outcome.
    rules : tuple of (str, str)
        Label and id.
    metrics, axioms : tuple of str
        Ids.
    sources : tuple of (str, int)
        Kind (``files``, ``city``, or ``culture NAME``) and number of elections.
    units : int
    wanted : frozenset of str
        Sections of the analysis: comparisons, regressions, figures.
    version, code, versions, config : str
    seed : int or None
    """

    study: str = ""
    rules: tuple[tuple[str, str], ...] = ()
    metrics: tuple[str, ...] = ()
    axioms: tuple[str, ...] = ()
    sources: tuple[tuple[str, int], ...] = ()
    units: int = 0
    wanted: frozenset[str] = frozenset()
    version: str = fairbudget.__version__
    code: str = ""
    versions: str = ""
    config: str = ""
    seed: int | None = None


@dataclass(frozen=True)
class Citation:
    """Entries by key, and a paragraph that cites them as ``[key]``."""

    entries: dict[str, str]
    methods: str

    @property
    def bibtex(self) -> str:
        """All entries, sorted by key."""
        return "\n\n".join(self.entries.values()) + "\n"

    @property
    def latex(self) -> str:
        r"""The paragraph with ``\cite{key}``."""
        text = "".join({"&": r"\&", "%": r"\%", "#": r"\#", "_": r"\_"}.get(sign, sign) for sign in self.methods)
        for key in sorted(self.entries, key=len, reverse=True):
            text = text.replace(f"[{key}]".replace("_", r"\_"), rf"\cite{{{key}}}")
        return text.replace("] [", "], [")


def used_by(plan: Mapping[str, Any]) -> Used:
    """Return what a study used, from its stored plan or its ``manifest.json``."""
    rules = plan.get("variants") or plan.get("rules") or ()
    kinds: dict[str, int] = {}
    for source in plan["settings"]["instances"]:
        kind = f"culture {source['culture']}" if "culture" in source else "city" if "table" in source else "files"
        kinds[kind] = kinds.get(kind, 0) + sum(item["source"] == source["id"] for item in plan["instances"])
    versions = plan.get("versions") or {}
    units = plan["units"]
    stages = {part.partition(":")[0] for item in rules for part in (item["then"] or "").replace("+", " ").split()}
    return Used(
        plan["study"],
        (*((item["label"], item["rule"]) for item in rules), *((f"then {id}", id) for id in sorted(stages))),
        tuple(dict.fromkeys(item["id"] for item in plan["measures"] if item["kind"] == "metric")),
        tuple(dict.fromkeys(item["id"] for item in plan["measures"] if item["kind"] == "axiom")),
        tuple((kind, count) for kind, count in kinds.items() if count),
        units["all"] if isinstance(units, Mapping) else len(units),
        frozenset(plan.get("wanted") or ()),
        code=plan["code"],
        versions="; ".join(versions) if isinstance(versions, Mapping) else "",
        config=plan["config"],
        seed=plan["settings"]["seed"],
    )


def used_in_file(path: Path) -> Used:
    """Return what was used for a file: a study's ``manifest.json``, or an outcome that ``select`` wrote.

    Raises
    ------
    InputError
        If it is neither.
    """
    try:
        data = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise InputError([Fault(f"cannot be read: {error}", file=str(path))]) from None
    kind = data.get("format") if isinstance(data, Mapping) else None
    try:
        if kind == "fairbudget-run":
            return used_by(data)
        if kind == "fairbudget-outcome":
            stages = [str(rule) for rule in data["options"].get("then", ())]
            return Used(rules=tuple((id, id) for id in (data["rule"], *stages)), sources=(("files", 1),), units=1)
    except (KeyError, TypeError, AttributeError) as error:
        raise InputError([Fault(f"damaged: {type(error).__name__}: {error}", file=str(path))]) from None
    raise InputError([Fault("neither a study's manifest.json nor an outcome of select", file=str(path))])


def cite(used: Used) -> Citation:
    """Return what to cite.

    Raises
    ------
    OptionError
        If a rule or measure is not registered here, as with a manifest of another version.

    Examples
    --------
    >>> found = cite(Used(rules=(("mes", "equal-shares"),)))
    >>> list(found.entries)
    ['fairbudget', 'PetersPierczynskiSkowron2021']
    """
    texts = [software(used.version)]
    sentences = [_opening(used)]
    for words, ids, known in (
        ("the rule", [id for _, id in used.rules], registry.rules),
        ("the metric", used.metrics, registry.metrics),
    ):
        unique = list(dict.fromkeys(ids))
        if unique:
            found = [(known[id].name, known[id].properties.get("bibtex", "")) for id in unique]
            texts += [text for _, text in found]
            sentences.append(f"We used {words}{'s' if len(found) > 1 else ''} {_listed(found)}.")
    if used.axioms:
        found = [(registry.axioms[id].name, bibtex_of(id)) for id in used.axioms]
        texts += [text for _, text in found]
        sentences.append(f"Outcomes were checked for {_listed(found)}; every violation comes with a witness.")
    for sentence, text in _data(used):
        sentences.append(sentence)
        texts.append(text)
    for sentence, keys in _analysis(used):
        sentences.append(sentence)
        texts += [PAPERS[key] for key in keys]
    sentences.append(_closing(used))
    return Citation(gather(texts), " ".join(sentence for sentence in sentences if sentence))


def _opening(used: Used) -> str:
    if not used.study:
        return f"Computed with fairbudget {used.version} [{SOFTWARE}]."
    elections = sum(count for _, count in used.sources)
    variants = sum(not label.startswith("then ") for label, _ in used.rules)
    return (
        f"The study {used.study} ran {variants} variants of rules on {elections} elections ({used.units} runs) with "
        f"fairbudget {used.version} [{SOFTWARE}], which decides every rule as exact rational arithmetic would."
    )


def _listed(found: Sequence[tuple[str, str]]) -> str:
    """Return names with the keys of their works; names of the same works stand together."""
    together: dict[tuple[str, ...], list[str]] = {}
    for name, text in found:
        together.setdefault(tuple(entries(text)), []).append(name)
    parts = []
    for keys, names in together.items():
        cited = " ".join(f"[{key}]" for key in keys)
        parts.append(f"{_and(names)} {cited}".strip())
    return parts[0] if len(parts) == 1 else f"{'; '.join(parts[:-1])}; and {parts[-1]}"


def _and(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _data(used: Used) -> Iterable[tuple[str, str]]:
    for kind, count in used.sources:
        elections = f"{count} election{'s' if count != 1 else ''}"
        if kind == "files":
            yield f"{elections.capitalize()} came from files in the format of Pabulib [{PABULIB}].", MEASURES[PABULIB]
        elif kind == "city":
            yield f"{elections.capitalize()} came from a seeded generator of Musrenbang meetings within ceilings.", ""
        else:
            from fairbudget.generate.cultures import cultures

            name = kind.removeprefix("culture ")
            told = f"{elections.capitalize()} were drawn from {cultures[name].name} [SzufaEtAl2022] [BoehmerEtAl2024]."
            yield told, PAPERS["SzufaEtAl2022"] + "\n" + PAPERS["BoehmerEtAl2024"]


def _analysis(used: Used) -> Iterable[tuple[str, tuple[str, ...]]]:
    if "comparisons" in used.wanted:
        yield (
            "Rules are compared on the same elections: means with bootstrap intervals (BCa) [Efron1987], Wilcoxon's "
            "signed-rank test [Wilcoxon1945] with Holm's correction [Holm1979], and mean ranks with the tests of "
            "Friedman and Nemenyi [Demsar2006].",
            ("Efron1987", "Wilcoxon1945", "Holm1979", "Demsar2006"),
        )
    if "regressions" in used.wanted:
        yield (
            "Regressions are ordinary least squares with errors HC3 [MacKinnonWhite1985].",
            ("MacKinnonWhite1985",),
        )


def _closing(used: Used) -> str:
    if not used.study:
        return ""
    seed = f", seed {used.seed}" if used.seed is not None else ""
    around = f", with {used.versions}" if used.versions else ""
    return f"Configuration {used.config}, code {used.code}{seed}{around}."


def check_known(used: Used) -> None:
    """Refuse what this version does not have, all of it named.

    Raises
    ------
    OptionError
    """
    unknown = [id for _, id in used.rules if id not in registry.rules]
    unknown += [id for id in used.metrics if id not in registry.metrics]
    unknown += [id for id in used.axioms if id not in registry.axioms]
    if unknown:
        raise OptionError(f"not known to this version: {', '.join(dict.fromkeys(unknown))}")
