"""The child that reads a small table as it is: `python -m tinhso.lib.tables.children.rows_process JSON`, its records as text.

A bounded address space, a parent whose death ends it, and an answer in words whatever the file does.
"""

import ctypes
import json
import resource
import signal
import sys
from itertools import islice
from pathlib import Path
from typing import Any

from tinhso.lib.tables.any_file import records_of
from tinhso.lib.tables.children.intake_process import DIES_WITH_PARENT, FAULTS
from tinhso.lib.tables.plan import NoTable

Answer = dict[str, Any]


def answer(words: Answer) -> Answer:
    """At most `most` records of `source`, the empty ones apart: line, cells, what was odd. Words where it cannot be read."""
    try:
        filled = (one for one in records_of(Path(words["source"])) if any(cell.strip() for cell in one.cells))
        found = [(one.line, one.cells, one.oddity) for one in islice(filled, words["most"] + 1)]
    except NoTable as refused:
        return {"failed": str(refused)}
    except MemoryError:
        return {"failed": "Đọc tệp này cần nhiều bộ nhớ hơn được phép; hãy chia tệp hoặc lưu lại thành CSV."}
    except FAULTS as error:
        return {
            "failed": f"Chương trình chưa đọc được tệp này ({type(error).__name__}); tệp gốc được giữ nguyên."
        }
    return {"done": {"records": found[: words["most"]], "more": len(found) > words["most"]}}


def main() -> None:
    ctypes.CDLL(None).prctl(DIES_WITH_PARENT, signal.SIGKILL)
    words = json.loads(sys.argv[1])
    resource.setrlimit(resource.RLIMIT_AS, (words["address_space"],) * 2)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    print(json.dumps(answer(words)), flush=True)  # noqa: T201 (the protocol)


if __name__ == "__main__":
    main()
