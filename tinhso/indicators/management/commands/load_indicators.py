from django.core.management.base import BaseCommand

from tinhso.indicators.loading.actions.load_criteria import load_criteria
from tinhso.indicators.loading.actions.load_indicators import load_indicators
from tinhso.kernel.events.public import SYSTEM
from tinhso.kernel.site import clock
from tinhso.lib.bilingual import say


class Command(BaseCommand):
    help = "Đọc định nghĩa chỉ tiêu của chương trình; bản đã có không đổi. Chạy lại bao nhiêu lần cũng được."

    def handle(self, *args: object, **options: object) -> None:
        made = load_indicators(by=SYSTEM, now=clock.now())
        sets = load_criteria(by=SYSTEM, now=clock.now())
        if options["verbosity"]:
            self.stdout.write(
                say(
                    f"Bản định nghĩa chỉ tiêu mới: {made}; bộ tiêu chí mới: {sets}.",
                    f"New definitions of figures: {made}; new sets of criteria: {sets}.",
                )
            )
