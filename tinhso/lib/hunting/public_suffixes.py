"""Below which names strangers register their own: what lies above is nobody's domain."""

import csv
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from tinhso.lib.hunting.names import normal_name

BUILT_IN = Path(__file__).parent / "data" / "public_suffixes.csv"


class PublicSuffixes:
    """Each last label is one by itself; `more` are those of two labels and more."""

    def __init__(self, more: Iterable[str]) -> None:
        self.more = frozenset(filter(None, map(normal_name, more)))

    def registered_domain(self, name: str) -> str:
        """The name that somebody registered: one label below the longest suffix; "" for a suffix itself."""
        labels = name.split(".")
        for first in range(len(labels)):
            if first == len(labels) - 1 or ".".join(labels[first:]) in self.more:
                return ".".join(labels[first - 1 :]) if first else ""
        return ""


@cache
def built_in_suffixes() -> PublicSuffixes:
    """A short list with its sources; who has the whole one of publicsuffix.org gives that."""
    with BUILT_IN.open(encoding="utf-8", newline="") as file:
        return PublicSuffixes(row["suffix"] for row in csv.DictReader(file))
