"""How much a name looks as if a program had made it: letters that follow one another in no word of Vietnamese without marks or English.

`data/letter_pairs.csv`: for each pair of letters the binary logarithm of how often the second follows the first in the words of this
program's own pages and documents, words run together among them. One name says little: see `docs/scale.md` for what was measured.
"""

import csv
from functools import cache
from pathlib import Path

PAIRS = Path(__file__).parents[1] / "data" / "letter_pairs.csv"
SHORTEST = 7
LIMIT = 5.2
"""Mean surprise of a pair in bits, from which on a label counts as made."""


@cache
def _bits() -> dict[str, float]:
    with PAIRS.open(encoding="ascii", newline="") as file:
        return {row["pair"]: float(row["bits"]) for row in csv.DictReader(file)}


def surprise(label: str) -> float:
    """Mean over its pairs, in bits; 0 where it is too short to be judged, or is punycode."""
    if len(label) < SHORTEST or label.startswith("xn--"):
        return 0.0
    bits = _bits()
    return -sum(bits.get(label[at : at + 2], -6.0) for at in range(len(label) - 1)) / (len(label) - 1)


def looks_made(domain: str) -> bool:
    return surprise(domain.partition(".")[0]) >= LIMIT
