from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tinhso.kernel.people.models import User
from tinhso.kernel.people.public import SYSTEM
from tinhso.kernel.people.sessions.actions.end_sessions import end_all_sessions, end_sessions_of
from tinhso.kernel.site import clock


class Command(BaseCommand):
    help = "Kết thúc mọi phiên đăng nhập của một tài khoản (--account), hoặc của mọi người (--all)"

    def add_arguments(self, parser: ArgumentParser) -> None:
        whose = parser.add_mutually_exclusive_group(required=True)
        whose.add_argument("--account", metavar="TÊN", help="tên đăng nhập")
        whose.add_argument("--all", action="store_true", help="của mọi người dân và cán bộ")

    def handle(self, *args: Any, account: str | None = None, **options: Any) -> None:
        if account is None:
            ended = end_all_sessions(by=SYSTEM, now=clock.now())
        else:
            user = User.objects.filter(username=account).first()
            if user is None:
                raise CommandError(f"không có tài khoản {account}")
            ended = end_sessions_of(user, by=SYSTEM, now=clock.now())
        self.stdout.write(f"Đã kết thúc {ended} phiên.")
