from django.apps import AppConfig


class PressConfig(AppConfig):
    name = "tinhso.press"
    label = "press"
    verbose_name = "Báo chí, truyền thông"

    def ready(self) -> None:
        from tinhso.press import receivers  # noqa: F401 - they listen once they are imported
