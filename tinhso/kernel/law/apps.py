from django.apps import AppConfig


class LawConfig(AppConfig):
    name = "tinhso.kernel.law"
    label = "law"
    verbose_name = "Quy định có hiệu lực theo ngày"
