"""Reads our SDMX-CSV back with pysdmx and compares every number: run by an interpreter that has pysdmx.

    python -m venv PYSDMX_VENV && PYSDMX_VENV/bin/pip install 'pysdmx[data]'    # outside the repository
    curl -o so-lieu.sdmx.csv http://…/so-lieu/tat-ca.sdmx.csv
    PYSDMX_VENV/bin/python bench/sdmx_readback.py so-lieu.sdmx.csv

pysdmx is no dependency of the program and lives in an environment of its own. Exit 0: all numbers are the same; 1: not;
2: pysdmx is absent, nothing was compared.
"""

import csv
import sys
from decimal import Decimal
from importlib.util import find_spec
from pathlib import Path

KEY = ("FREQ", "REF_AREA", "INDICATOR", "BREAKDOWN", "SCENARIO", "TIME_PERIOD")


def numbers(rows: list[dict[str, str]]) -> dict[tuple[str, ...], Decimal]:
    """Dimensions to value."""
    return {tuple(str(row[name]) for name in KEY): Decimal(str(row["OBS_VALUE"])) for row in rows}


def read_back(file: Path) -> dict[tuple[str, ...], Decimal]:
    """What pysdmx understands of the file."""
    from pysdmx.io import read_sdmx

    found: dict[tuple[str, ...], Decimal] = {}
    for data_set in read_sdmx(file, validate=False).data or []:
        found |= numbers(data_set.data.astype(str).to_dict("records"))
    return found


def main(file: Path) -> int:
    if find_spec("pysdmx") is None:
        sys.stdout.write("pysdmx is not installed here: skipped\n")
        return 2
    with file.open(encoding="utf-8-sig", newline="") as lines:
        ours = numbers(list(csv.DictReader(lines)))
    theirs = read_back(file)
    unlike = {key for key in ours.keys() | theirs.keys() if ours.get(key) != theirs.get(key)}
    sys.stdout.write(f"{len(ours)} observations, {len(unlike)} unlike\n")
    return 1 if unlike else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
