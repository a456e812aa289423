from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tinhso.kernel.events.public import SYSTEM
from tinhso.kernel.site import clock
from tinhso.onestop.models import CollectionAccount
from tinhso.onestop.money.actions.reconcile_day import reconcile_day
from tinhso.onestop.money.bank_client import BankRefused, BankSilent, statement


class Command(BaseCommand):
    help = "Đối soát tiền thu của một ngày với sao kê của ngân hàng, từng tài khoản thu."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("day", help="ngày YYYY-MM-DD, theo giờ Việt Nam")

    def handle(self, *args: Any, day: str, **options: Any) -> None:
        try:
            on = date.fromisoformat(day)
        except ValueError:
            raise CommandError("Ngày viết theo dạng YYYY-MM-DD.") from None
        silent = 0
        for account in CollectionAccount.objects.filter(valid__contains=on).order_by("pk"):
            try:
                lines = statement(account.number, on)
            except (BankSilent, BankRefused):
                silent += 1
                self.stdout.write(f"{account.number}: ngân hàng không trả sao kê")
                continue
            made = reconcile_day(account=account, day=on, lines=lines, by=SYSTEM, now=clock.now())
            found = list(made.lines.values_list("finding", flat=True))
            wrong = sum(finding not in {"matched", "taken"} for finding in found)
            self.stdout.write(
                f"{account.number}: {len(found)} dòng, nhận vào {found.count('taken')}, lệch {wrong}"
            )
        if silent:
            raise CommandError(f"{silent} tài khoản chưa đối soát được, chạy lại sau.")
