"""Reads one file of Windows events and writes each event as a line of JSON: a process of its own, with walls.

    python -P -m tinhso.lib.scan_reports.tools.evtx_child FILE

The library is native code; a spoilt file can make it run without end or stop it, which ends this process alone.
An event that cannot be read is an empty line.
"""

import resource
import sys

from evtx import PyEvtxParser

MOST_MEMORY = 1024**3
MOST_SECONDS = 300


def main(path: str) -> int:
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    records = PyEvtxParser(path, number_of_threads=1).records_json()
    output = sys.stdout
    while True:
        try:
            text = str(next(records)["data"])  # type: ignore[index]
        except StopIteration:
            return 0
        except RuntimeError:
            text = ""
        output.write(" ".join(text.split("\n")) + "\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
