"""Seeded makers of synthetic elections: of a Musrenbang here, cultures in ``fairbudget.generate.cultures``."""

from __future__ import annotations

from fairbudget.generate.catalogue import Work, catalogue, load_catalogue, read_catalogue
from fairbudget.generate.checks import Distances, ballot_distances
from fairbudget.generate.folder import write_musrenbang
from fairbudget.generate.meeting import GENERATOR, Kelurahan, Meeting, MusrenbangCity
from fairbudget.generate.model import VARIANTS, Model
from fairbudget.generate.musrenbang import generate_meeting, generate_musrenbang
from fairbudget.generate.records import kelurahan_from_ceilings, kelurahan_from_table

__all__ = [
    "GENERATOR",
    "VARIANTS",
    "Distances",
    "Kelurahan",
    "Meeting",
    "Model",
    "MusrenbangCity",
    "Work",
    "ballot_distances",
    "catalogue",
    "generate_meeting",
    "generate_musrenbang",
    "kelurahan_from_ceilings",
    "kelurahan_from_table",
    "load_catalogue",
    "read_catalogue",
    "write_musrenbang",
]
