"""Days of the demo: those between which its legal clock may be set, and those since which it has dossiers."""

from datetime import date

FIRST, LAST = date(2023, 1, 1), date(2026, 12, 31)
"""Rules, agencies and places are loaded for these."""

FIRST_DOSSIERS = date(2022, 1, 1)
TWO_LEVELS = date(2025, 7, 1)


def first_day(day: date) -> date:
    """Two-level agencies have no dossiers of the time before they were there."""
    return TWO_LEVELS if day >= TWO_LEVELS else FIRST_DOSSIERS


USUAL = 21_600
"""Dossiers of a demo unless it is told otherwise: ten thousand have their result in 2023."""
