from typing import Any

from django.core.management.base import BaseCommand

from tinhso.kernel.people.sign_in.seeds import reseal
from tinhso.lib.bilingual import say


class Command(BaseCommand):
    help = "Mã hóa lại mầm của xác thực hai bước bằng khóa mới nhất; chạy lại bao nhiêu lần cũng được"

    def handle(self, *args: Any, verbosity: int = 1, **options: Any) -> None:
        changed = reseal()
        if verbosity:
            self.stdout.write(
                say(
                    f"Đã mã hóa lại {changed} xác thực hai bước.",
                    f"{changed} second factors encrypted anew.",
                )
            )
