"""Việc nền đã bỏ sau nhiều lần thử: liệt kê, cho chạy lại từ đầu, hoặc bỏ hẳn.

Không có tùy chọn thì liệt kê. Trả về 1 khi còn việc đã bỏ.
"""

import argparse
import json
from collections.abc import Callable

from django.utils import timezone

from tinhso.config.command_line.speech import print_line
from tinhso.config.database import database, open_django
from tinhso.config.refusal import Refusal
from tinhso.lib.bilingual import say


def add_arguments(parser: argparse.ArgumentParser) -> None:
    way = parser.add_mutually_exclusive_group()
    way.add_argument("--again", nargs="+", metavar="SỐ", help="cho chạy lại các việc này, hoặc all: mọi việc")
    way.add_argument("--drop", nargs="+", metavar="SỐ", help="bỏ hẳn các việc này, hoặc all: mọi việc")


def run(arguments: argparse.Namespace) -> int:
    with database():
        open_django()
        # the rooms can be read only once the command has opened Django
        from tinhso.kernel.events.public import drop_job, given_up_jobs, resume_job

        if arguments.again:
            return each(arguments.again, resume_job, ("cho chạy lại", "begun anew"))
        if arguments.drop:
            return each(arguments.drop, drop_job, ("bỏ hẳn", "dropped"))
        found = given_up_jobs()
        for job in found:
            unknown = say("không rõ lúc nào", "nobody knows when")
            at = f"{timezone.localtime(job.at):%d/%m/%Y %H:%M}" if job.at else unknown
            arguments_text = json.dumps(job.arguments, ensure_ascii=False)
            tries = say(f"thử {job.attempts} lần, bỏ lúc {at}", f"tried {job.attempts} times, given up: {at}")
            print(f"{job.id}  {job.task} {arguments_text}  ({tries})")
    print_line(f"{len(found)} việc đã bỏ.", f"{len(found)} jobs were given up.")
    if found:
        print_line(
            "Chạy lại: tinhso jobs --again all (hoặc từng số).",
            "To begin them anew: tinhso jobs --again all (or their numbers).",
        )
    return 1 if found else 0


def each(words: list[str], deed: Callable[[int], bool], done: tuple[str, str]) -> int:
    """Do it to each number; the exit code is 1 where one was not a job that was given up. Refusal."""
    # the rooms can be read only once the command has opened Django
    from tinhso.kernel.events.public import given_up_jobs

    numbers = [job.id for job in given_up_jobs()] if words == ["all"] else [number(word) for word in words]
    missed = [one for one in numbers if not deed(one)]
    count = len(numbers) - len(missed)
    print_line(f"Đã {done[0]} {count} việc.", f"{count} jobs {done[1]}.")
    if missed:
        shown = ", ".join(map(str, missed))
        print_line(f"Không phải việc đã bỏ: {shown}", f"No jobs that were given up: {shown}")
    return 1 if missed else 0


def number(word: str) -> int:
    if not word.isdecimal() or len(word) > 18:
        raise Refusal(
            f"{word}: cần số của việc, hoặc all", english=f"{word}: must be the number of a job, or all"
        )
    return int(word)
