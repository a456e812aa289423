"""Chạy một tiến trình xử lý nền. fast: chuyển sự kiện, nhắc hạn, niêm phong; slow: quét tệp, PDF, nhập dữ liệu."""

import argparse
import logging
import os
import signal
import threading
import time
from contextlib import suppress
from pathlib import Path

from django.core.management import call_command

from tinhso.config.command_line.argument_parser import between
from tinhso.config.database import database, open_django

log = logging.getLogger("tinhso.worker")
LOOK_SECONDS = 5.0
MOVED_SECONDS = 30.0
GIVES_WAY = 5  # of 19: a third of the share of a web process, all of a processor that nobody else wants
QUEUES = {"fast": ["fast", "deliver", "reminders", "seals"], "slow": ["slow"]}
CONCURRENCY = {"fast": 4, "slow": 2}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", choices=QUEUES, help="fast hoặc slow")
    parser.add_argument("--concurrency", type=between(1, 64), help="số việc cùng lúc (fast 4, slow 2)")


def give_way() -> None:
    """Whoever waits for a page comes first: while the processors are all busy, what a burst leaves to do is put off.

    Linux weighs sessions against each other before it weighs processes, so the session is told too where it is ours.
    """
    os.nice(GIVES_WAY)
    if os.getsid(0) == os.getpid():
        with suppress(OSError):
            Path("/proc/self/autogroup").write_text(str(GIVES_WAY))


def end_when_the_clock_is_moved() -> None:
    """The schedules of a running worker count from the moment it knew last; a new one counts from now."""
    apart = time.time() - time.monotonic()
    while True:
        time.sleep(LOOK_SECONDS)
        now = time.time() - time.monotonic()
        if abs(now - apart) > MOVED_SECONDS:
            log.error("the wall clock was moved: this worker ends and is started anew")
            os.kill(os.getpid(), signal.SIGTERM)
            return
        apart = now


def run(arguments: argparse.Namespace) -> int:
    give_way()
    with database():
        open_django()
        # the rooms can be read only once the command has opened Django
        from tinhso.kernel.events.public import forget_ticks_to_come

        forget_ticks_to_come()
        threading.Thread(target=end_when_the_clock_is_moved, name="clock", daemon=True).start()
        words = ["--name", arguments.name, "--queues", ",".join(QUEUES[arguments.name])]
        words += ["--concurrency", str(arguments.concurrency or CONCURRENCY[arguments.name])]
        call_command("procrastinate", "worker", *words, "--shutdown-graceful-timeout", "10")
    return 0
