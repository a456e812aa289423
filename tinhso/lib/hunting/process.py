"""The child of hunts: `python -m tinhso.lib.hunting.process`, one line of JSON in, one out. Its address space is bounded and it ends
with its parent; what DuckDB held goes with it."""

import ctypes
import json
import resource
import signal
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import duckdb

from tinhso.lib.hunting import engine
from tinhso.lib.hunting.signs import first_seen, review

Answer = dict[str, Any]
DIES_WITH_PARENT = 1  # PR_SET_PDEATHSIG
TOO_LITTLE = "Việc này cần nhiều bộ nhớ hơn giới hạn; hãy chia nhỏ nhật ký."


def _encode(connection: duckdb.DuckDBPyConnection, words: Answer) -> Answer:
    return engine.encode(connection, Path(words["source"]), Path(words["folder"]))


def _hunt(connection: duckdb.DuckDBPyConnection, words: Answer) -> Answer:
    engine.load_indicators(connection, Path(words["indicators"]))
    return {"hits": engine.hunt(connection, Path(words["folder"]))}


def _once(connection: duckdb.DuckDBPyConnection, words: Answer) -> Answer:
    engine.load_indicators(connection, Path(words["indicators"]))
    return {"hits": engine.hunt_once(connection, Path(words["source"]))}


def _spans(connection: duckdb.DuckDBPyConnection, words: Answer) -> Answer:
    return {"spans": engine.spans(connection, Path(words["folder"]), words["clients"])}


def _names(connection: duckdb.DuckDBPyConnection, words: Answer) -> Answer:
    """Of each folder its names, or None where it cannot be read: one broken log hides no other."""
    return {"names": [_names_in(connection, Path(one), words) for one in words["folders"]]}


def _names_in(connection: duckdb.DuckDBPyConnection, folder: Path, words: Answer) -> list[Any] | None:
    bounds = words["since"], words["until"], int(words["most"])
    try:
        return engine.names_of(connection, folder, words["client"], *bounds)
    except duckdb.OutOfMemoryException:
        raise
    except (duckdb.Error, OSError):
        return None


def _review(connection: duckdb.DuckDBPyConnection, words: Answer) -> Answer:
    folder, limits = Path(words["folder"]), words["limits"]
    signs = review.signs_in(connection, folder, limits)
    paths = {"known": Path(words["known"]), "familiar": Path(words["familiar"])}
    new = first_seen.first_seen(connection, folder, key=words["key"], limits=limits, **paths)
    return {"signs": signs, "new": [asdict(one) for one in new]}


STEPS: dict[str, Callable[[duckdb.DuckDBPyConnection, Answer], Answer]] = {
    "encode": _encode,
    "hunt": _hunt,
    "once": _once,
    "spans": _spans,
    "names": _names,
    "review": _review,
}


def answer(words: Answer) -> Answer:
    """What it was asked for, or `failed` with a sentence."""
    try:
        with engine.connect(Path(words["scratch"]), words["memory"], 1) as connection:
            return STEPS[words["step"]](connection, words)
    except engine.TooManyHits as error:
        return {"failed": str(error)}
    except (MemoryError, duckdb.OutOfMemoryException):
        return {"failed": TOO_LITTLE}
    except (duckdb.Error, OSError, ValueError, LookupError) as error:
        return {"failed": f"Chương trình chưa đọc được nhật ký này ({type(error).__name__})."}


def main() -> None:
    ctypes.CDLL(None).prctl(DIES_WITH_PARENT, signal.SIGKILL)
    words = json.loads(sys.stdin.readline())
    resource.setrlimit(resource.RLIMIT_AS, (words["address_space"],) * 2)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    print(json.dumps(answer(words)), flush=True)  # noqa: T201 (the protocol)


if __name__ == "__main__":
    main()
