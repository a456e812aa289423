from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from tinhso.citizen.reports.actions.load_report_categories import load_report_categories
from tinhso.kernel.events.public import SYSTEM
from tinhso.kernel.site import clock
from tinhso.lib.bilingual import say
from tinhso.lib.province_pack import BadPack


class Command(BaseCommand):
    help = "Nạp danh mục và phân công phản ánh hiện trường của gói dữ liệu tỉnh."

    def handle(self, *args: object, **options: object) -> None:
        try:
            done = load_report_categories(settings.PROVINCE_PACK, by=SYSTEM, now=clock.now())
        except BadPack as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            say(
                f"Danh mục phản ánh: {done.created} dòng mới, {done.changed} dòng thay đổi.",
                f"Categories of reports: {done.created} new lines, {done.changed} changed.",
            )
        )
