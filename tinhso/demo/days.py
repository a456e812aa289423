"""The days between which the demo's legal clock may be set: those for which rules, agencies and places are loaded."""

from datetime import date

FIRST, LAST = date(2023, 1, 1), date(2026, 12, 31)
