"""From a city's workbook to funded proposals, by kelurahan: read, map preferences, decide, explain, document."""

from __future__ import annotations

from fairbudget.musrenbang.city import City, Kelurahan, Preference, Proposal, Realisation, Voice

__all__ = ["City", "Kelurahan", "Preference", "Proposal", "Realisation", "Voice"]
