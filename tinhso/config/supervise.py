"""Keeps the processes of one installation alive: whichever ends is told in the log and started again, later and later
if it keeps ending; all of them go when this process goes, however it goes."""

import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tinhso.lib.postgres.keeper import die_with_parent

log = logging.getLogger("tinhso.supervise")
LONGEST_PAUSE = 30.0
GOOD_RUN = 60.0  # after a run of so many seconds the pause starts small again
GRACE = 15.0
# A block of more than 1 MB goes back to the system when it is free, and what is free at the end beyond 16 MB. Left to
# itself glibc learns from pieces of 4 MB to keep them: a web process that took 1 GB of a file in had 580 MB afterwards.
# With 128 kB for both a page cost up to twice its CPU: memory was given back and asked for again within each request.
STEADY = {"MALLOC_MMAP_THRESHOLD_": str(2**20), "MALLOC_TRIM_THRESHOLD_": str(2**24)}


@dataclass
class Child:
    """One process: `command` is what follows `python`; its output goes to `output`, or where ours goes.

    `withheld` are variables of ours that it is not given, `environment` those that it has otherwise.
    """

    name: str
    command: list[str]
    output: Path | None = None
    withheld: tuple[str, ...] = ()
    environment: dict[str, str] = field(default_factory=dict)
    process: "subprocess.Popen[bytes] | None" = None
    started: float = 0.0
    pause: float = 1.0
    due: float = field(default=0.0)

    def start(self, kept_open: tuple[int, ...] = ()) -> None:
        out = self.output.open("ab") if self.output else None
        try:
            self.process = subprocess.Popen(
                [sys.executable, "-P", *self.command],
                stdout=out,
                stderr=subprocess.STDOUT if out else None,
                stdin=subprocess.DEVNULL,
                env={k: v for k, v in (STEADY | os.environ).items() if k not in self.withheld}
                | self.environment,
                start_new_session=True,  # Ctrl-C is for us; we stop them in good order
                preexec_fn=die_with_parent(signal.SIGTERM),  # noqa: PLW1509
                pass_fds=kept_open,
            )
        finally:
            if out:
                out.close()
        self.started = time.monotonic()

    def look_after(self, kept_open: tuple[int, ...] = ()) -> None:
        """Report an end, clear away what the process left, and start it again when its pause is over."""
        now = time.monotonic()
        if self.process and self.process.poll() is not None:
            self.pause = 1.0 if now - self.started > GOOD_RUN else min(self.pause * 2, LONGEST_PAUSE)
            self.due = now + self.pause
            fields = {"child": self.name, "code": self.process.returncode}
            log.error("a process ended and starts again in %.0f s", self.pause, extra=fields)
            self.signal(signal.SIGKILL)
            self.process = None
        elif self.process is None and now >= self.due:
            self.start(kept_open)

    def signal(self, number: int) -> None:
        """To the process and to all that it started (they share its group)."""
        if self.process:
            try:
                os.killpg(self.process.pid, number)
            except ProcessLookupError:
                self.process.poll()

    def wait(self, deadline: float) -> None:
        if not self.process:
            return
        try:
            self.process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            log.error("a process did not stop in time and is killed", extra={"child": self.name})
        self.signal(signal.SIGKILL)
        self.process.wait()


class Stopped(Exception):
    """SIGTERM, SIGINT or SIGHUP asked us to end."""


def supervise(
    children: list[Child],
    when_started: Callable[[], None],
    kept_open: tuple[int, ...] = (),
    beneath: Callable[[], None] = lambda: None,
) -> None:
    """Start the first, call `when_started` once (it waits for it), start the others, and look after them until a signal; returns when none is left.

    `beneath` is called in each round and looks after what all of them stand on.

    The children inherit the files `kept_open`: while a worker finishes its job after a kill -9 of this process, the
    lock that it inherited keeps our own PostgreSQL up for it.
    """

    def stop(*_: object) -> None:
        raise Stopped

    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, stop)
    try:
        children[0].start(kept_open)  # the web server has both processors to itself until it answers
        when_started()
        while True:
            time.sleep(0.3)
            beneath()
            for child in children:
                child.look_after(kept_open)
    except Stopped:
        pass
    finally:
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        stop_all(children)


def stop_all(children: list[Child]) -> None:
    for child in children:
        if child.process:
            child.process.terminate()
    deadline = time.monotonic() + GRACE
    for child in children:
        child.wait(deadline)
