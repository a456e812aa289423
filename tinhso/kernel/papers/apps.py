import logging

from django.apps import AppConfig


class PapersConfig(AppConfig):
    name = "tinhso.kernel.papers"
    label = "papers"
    verbose_name = "Giấy tờ và chữ ký"

    def ready(self) -> None:
        # pyHanko's warnings name the persons in certificates; our own verdicts say what is wrong without them.
        for name in ("pyhanko", "pyhanko_certvalidator"):
            logging.getLogger(name).setLevel(logging.CRITICAL)
