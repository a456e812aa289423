from django.apps import AppConfig


class PressConfig(AppConfig):
    name = "tinhso.press"
    label = "press"
    verbose_name = "Báo chí, truyền thông"
