"""The web server: `python -m tinhso.config.web --host H --port P --workers N --threads N tinhso.config.wsgi:application`.

Its port is open before anything is loaded, so whoever comes early waits and is not refused. Every room is loaded once, by the
parent, and its processes are forks of it: two of them cost one load, one that died is back at once, and what was loaded
lies in memory once. Until they are there nothing is opened that a fork would break: no line to the database, no thread, no child.
"""

import argparse
import atexit
import multiprocessing
import threading
from collections.abc import Callable
from importlib import import_module
from typing import Any

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels


def main() -> None:
    """Serve until a signal; processes that die are started again."""
    words = _words()
    multiprocessing.set_start_method("fork")  # Python 3.14 would start anew, and load anew
    server = Granian(
        words.target,
        address=words.host,
        port=words.port,
        interface=Interfaces.WSGI,
        workers=words.workers,
        blocking_threads=words.threads,
        websockets=False,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=10,
        backlog=1024,
    )
    server.on_startup(lambda: import_module(words.target.partition(":")[0]))
    server.serve(target_loader=begin)


def _words() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--host", required=True)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--workers", type=int, required=True)
    parser.add_argument("--threads", type=int, required=True)
    parser.add_argument("target")
    return parser.parse_args()


def begin(target: str) -> Callable[..., Any]:
    """In each process: what answers its requests, as `module:name`; what the first reader would wait for is loaded meanwhile."""
    module, _, name = target.partition(":")
    application: Callable[..., Any] = getattr(import_module(module), name)
    threading.Thread(target=_warm, name="warm", daemon=True).start()
    return application


def _warm() -> None:
    # this module opens nothing: the target has opened Django when a process begins
    from tinhso.opendata.public import warm, write_counts

    atexit.register(write_counts)  # what was counted and not written yet
    warm()


if __name__ == "__main__":
    main()
