from django.apps import AppConfig
from django.core.checks import register


class IndicatorsConfig(AppConfig):
    name = "tinhso.indicators"
    label = "indicators"
    verbose_name = "Chỉ tiêu thống kê và báo cáo"

    def ready(self) -> None:
        # its data are read through models, which are not there before
        from tinhso.indicators.reports.codes import check_codes

        register(check_codes)
