"""Compares every file of every published version with the sum that was taken when it was published."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tinhso.opendata.dataset import store
from tinhso.opendata.models import DataVersion


class Command(BaseCommand):
    help = "So từng tệp của mọi phiên bản dữ liệu mở với mã kiểm lúc công bố; mã lỗi 1 nếu có tệp sai hoặc thiếu."

    def handle(self, *args: Any, **options: Any) -> None:
        wrong = 0
        versions = (
            DataVersion.objects.filter(erased_at=None)
            .select_related("dataset")
            .order_by("dataset__slug", "number")
        )
        for version in versions:
            for name in store.unlike(version.folder):
                wrong += 1
                self.stderr.write(
                    f"{version.dataset.slug}, phiên bản {version.number}: {name} sai hoặc thiếu"
                )
        if wrong:
            raise CommandError(f"{wrong} tệp không còn như lúc công bố")
        self.stdout.write(f"{versions.count()} phiên bản, mọi tệp đúng như lúc công bố")
