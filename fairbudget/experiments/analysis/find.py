"""Which sections hold for an analysis: those of the study's file, or as they were stored with its results."""

from __future__ import annotations

from pathlib import Path

from fairbudget.experiments.analysis.compute import Analysis
from fairbudget.experiments.study.wanted import Wanted, everything

__all__ = ["analysis_folder", "wanted_of"]


def wanted_of(name: str, analysis: Analysis) -> Wanted:
    """Return the sections of a study.

    Parameters
    ----------
    name : str
        A study's name, or its file: then the file as it is now counts, so that figures can be changed after the run.
    analysis : Analysis

    Raises
    ------
    InputError
        If the file cannot be used.
    """
    from fairbudget.experiments.study.read import read_study

    if name.endswith(".toml"):
        wanted = read_study(name).wanted
    else:
        wanted = Wanted.model_validate(analysis.plan.get("wanted", {}))
    metrics = [item["label"] for item in analysis.plan["measures"] if item["label"] in analysis.metrics]
    return wanted or everything(metrics, analysis.better)


def analysis_folder(store: Path, study: str) -> Path:
    """Return where the analysis of a study goes unless another place is named: beside its other tables."""
    from fairbudget.experiments.study.session import store_of

    own = store == store_of(study)
    return (store.parent if own else store.parent / f"{store.stem}-{study}") / "analysis"
