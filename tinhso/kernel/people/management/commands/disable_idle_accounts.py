from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from tinhso.kernel.people.accounts.actions.disable_account import disable_account, idle_days, idle_officers
from tinhso.kernel.people.public import SYSTEM
from tinhso.kernel.site import clock
from tinhso.kernel.site.context import instance


class Command(BaseCommand):
    help = "Khóa tài khoản cán bộ không đăng nhập quá số ngày cho phép (security.disable_idle_days)."

    def handle(self, *args: Any, **options: Any) -> None:
        now = clock.now()
        found = [] if instance().demo else list(idle_officers(real_now=timezone.now(), now=now))
        days = idle_days(now.date())
        for user in found:
            disable_account(user, by=SYSTEM, now=now, idle_days=days)
        self.stdout.write(f"Đã khóa {len(found)} tài khoản.")
