"""`tinhso messages`: brings each system's English catalogue up to its Vietnamese words; `--check` only compares."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError

from tinhso.kernel.site import catalogues


class Command(BaseCommand):
    help = "Gom câu chữ tiếng Việt của từng hệ thống vào bản dịch tiếng Anh, giữ nguyên câu đã dịch."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="chỉ so, báo lỗi nếu bản dịch chưa theo kịp")

    def handle(self, *args: Any, **options: Any) -> None:
        behind = []
        for config in apps.get_app_configs():
            if not config.name.startswith("tinhso."):
                continue
            app = Path(config.path)
            path, text = catalogues.catalogue_path(app), catalogues.updated(app)
            if text and (not path.exists() or path.read_text() != text):
                behind.append(config.name)
                if not options["check"]:
                    path.parent.mkdir(parents=True, exist_ok=True)
                    path.write_text(text)
            if text and (gaps := catalogues.untranslated(path) if path.exists() else []):
                self.stdout.write(f"{config.name}: {len(gaps)} câu chưa có tiếng Anh")
        if behind and options["check"]:
            raise CommandError(f"Chạy `tinhso messages`: {', '.join(behind)} chưa theo kịp.")
