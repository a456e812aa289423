"""Chạy một tiến trình xử lý nền. fast: chuyển sự kiện, nhắc hạn, niêm phong; slow: quét tệp, PDF, nhập dữ liệu."""

import argparse

from tinhso.config.database import database, open_django

QUEUES = {"fast": ["fast", "deliver", "reminders", "seals"], "slow": ["slow"]}
CONCURRENCY = {"fast": 4, "slow": 2}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", choices=QUEUES, help="fast hoặc slow")
    parser.add_argument("--concurrency", type=int, help="số việc cùng lúc (fast 4, slow 2)")


def run(arguments: argparse.Namespace) -> int:
    from django.core.management import call_command

    with database():
        open_django()
        words = ["--name", arguments.name, "--queues", ",".join(QUEUES[arguments.name])]
        words += ["--concurrency", str(arguments.concurrency or CONCURRENCY[arguments.name])]
        call_command("procrastinate", "worker", *words, "--shutdown-graceful-timeout", "10")
    return 0
