"""What official documents cost: signatures, letters of the axis, search over a province's documents, pages of scans.

    python bench/documents/measure.py --state DIR [--add 1000000] [--only signatures,letters,search,pages] [--rounds 60]

DIR is a demo that is loaded already (`bin/demo --state`), stopped; with `--add` so many documents are written into it first, so
give it a copy. Exit code 1 where signatures are less than 1.8 times pyHanko's own, or a search takes more than 100 ms (p95).
"""

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from visits.serving import opened

PARTS = ("signatures", "letters", "search", "pages")


def main() -> int:
    words = arguments()
    with opened(Path(words.state)):
        from documents import letters, pages, rows, searching, signatures

        if words.add:
            rows.add(words.add)
        parts = {
            "signatures": signatures.measure,
            "letters": letters.measure,
            "search": searching.measure,
            "pages": pages.measure,
        }
        return 0 if min([parts[name](words.rounds) for name in words.only]) else 1


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--state", required=True, help="state folder of a loaded demo")
    parser.add_argument("--add", type=int, default=0, help="write so many documents into it first")
    parser.add_argument(
        "--only", type=lambda text: text.split(","), default=list(PARTS), help="parts, with commas"
    )
    parser.add_argument(
        "--rounds", type=int, default=60, help="signatures, letters, searches of each way, pages"
    )
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
