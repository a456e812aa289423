from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from tinhso.indicators.loading.actions.load_data_sets import load_data_sets
from tinhso.indicators.loading.actions.load_report_regimes import load_report_regimes
from tinhso.kernel.events.public import SYSTEM
from tinhso.kernel.site import clock
from tinhso.lib.bilingual import say
from tinhso.lib.province_pack import BadPack


class Command(BaseCommand):
    help = "Đọc biểu báo cáo của chương trình và cơ quan báo cáo của gói dữ liệu tỉnh. Chạy lại bao nhiêu lần cũng được."

    def handle(self, *args: object, **options: object) -> None:
        try:
            load_data_sets(settings.PROVINCE_PACK, by=SYSTEM, now=clock.now())
            load_report_regimes(settings.PROVINCE_PACK, by=SYSTEM, now=clock.now())
        except BadPack as error:
            raise CommandError(str(error)) from error
        self.stdout.write(say("Đã nạp biểu báo cáo.", "Report forms loaded."))
