from django.conf import settings
from django.core.management.base import BaseCommand

from tinhso.citizen.reports.actions.load_report_categories import load_report_categories
from tinhso.kernel.events.public import SYSTEM
from tinhso.kernel.site import clock


class Command(BaseCommand):
    help = "Nạp danh mục và phân công phản ánh hiện trường của gói dữ liệu tỉnh."

    def handle(self, *args: object, **options: object) -> None:
        done = load_report_categories(settings.PROVINCE_PACK, by=SYSTEM, now=clock.now())
        self.stdout.write(f"Danh mục phản ánh: {done.created} dòng mới, {done.changed} dòng thay đổi.")
