"""Reads every file of a folder as a report of a scanner and prints what came of it, for each tool and on request each file.

    python -m bench.security.scan_reports DIR [--files] [--reasons]

Files are foreign and stay where they lie. Exit code 1 where one crashed the reader or counts do not add up.
"""

import argparse
import resource
import sys
import time
import traceback
from collections import Counter, defaultdict
from pathlib import Path

from tinhso.lib.scan_reports.limits import ReportLimits
from tinhso.lib.scan_reports.reading import read_scan_report
from tinhso.lib.scan_reports.report import ReportRefused

COLUMNS = ("files", "records", "findings", "skipped", "rejected", "refused", "crashed", "seconds", "MB")

CRASHES = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    MemoryError,
    NameError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
)


def measure(path: Path, sums: dict[str, Counter[str]], reasons: Counter[str], *, with_files: bool) -> None:
    begins, size = time.perf_counter(), path.stat().st_size / 1e6
    found: Counter[str] = Counter({"files": 1})
    tool = f"? {path.parent.name}"
    try:
        report = read_scan_report(path, name=path.name, limits=ReportLimits())
        tool = report.tool
        found |= Counter(findings=len(report.findings), rejected=len(report.rejected), skipped=report.skipped)
        found["records"] = found["findings"] + found["rejected"] + found["skipped"]
        reasons.update(f"{tool}: {one.reason}" for one in report.rejected)
        note = f"{len(report.scope.machines)} machines in scope"
    except ReportRefused as why:
        found["refused"], note = 1, str(why)
        reasons[f"refused {path.parent.name}/{path.name}: {why}"] += 1
    except CRASHES:
        found["crashed"], note = 1, traceback.format_exc(limit=-3)
    found["seconds"] += time.perf_counter() - begins  # type: ignore[assignment]
    found["MB"] += size  # type: ignore[assignment]
    sums[tool].update(found)
    if with_files:
        print(
            f"{tool:12} {found['findings']:6} {found['skipped']:6} {found['rejected']:6}  {path.parent.name}/{path.name}  {note}"
        )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--files", action="store_true", help="a line for each file")
    parser.add_argument("--reasons", action="store_true", help="why records and files were not read")
    options = parser.parse_args()
    sums: dict[str, Counter[str]] = defaultdict(Counter)
    reasons: Counter[str] = Counter()
    for path in sorted(one for one in options.folder.rglob("*") if one.is_file()):
        measure(path, sums, reasons, with_files=options.files)
    print(f"{'tool':24}" + "".join(f"{name:>10}" for name in COLUMNS))
    for tool, found in sorted(sums.items()):
        print(
            f"{tool:24}"
            + "".join(
                f"{found[name]:>10.1f}" if name in ("seconds", "MB") else f"{found[name]:>10}"
                for name in COLUMNS
            )
        )
    if options.reasons:
        print(*(f"{count:6} {why}" for why, count in reasons.most_common(60)), sep="\n")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    return 1 if any(found["crashed"] for found in sums.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
