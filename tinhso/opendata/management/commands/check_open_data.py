"""Compares every file of every published version with the sum that was taken when it was published."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from tinhso.kernel.files.public import StoreAway
from tinhso.opendata.dataset import store
from tinhso.opendata.dataset.moving import lacking, spoken
from tinhso.opendata.dataset.shared_files import FilesAway
from tinhso.opendata.models import DataVersion


class Command(BaseCommand):
    help = (
        "So từng tệp của mọi phiên bản dữ liệu mở với mã kiểm lúc công bố, và với kho TINHSO_OPEN_DATA_S3 nếu có;"
        " mã lỗi 1 nếu có tệp sai hoặc thiếu."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        wrong = 0
        versions = (
            DataVersion.objects.filter(erased_at=None)
            .select_related("dataset")
            .order_by("dataset__slug", "number")
        )
        for version in versions:
            for words in faults_of(version):
                wrong += 1
                self.stderr.write(f"{spoken(version)}: {words}")
        if wrong:
            raise CommandError(f"{wrong} tệp không còn như lúc công bố, hoặc chưa lấy được")
        if settings.OPEN_DATA_S3:
            refuse_incomplete_bucket()
        self.stdout.write(f"{versions.count()} phiên bản, mọi tệp đúng như lúc công bố")


def faults_of(version: DataVersion) -> list[str]:
    try:
        return [f"{name} sai hoặc thiếu" for name in store.unlike(version.folder)]
    except FilesAway as away:
        return [str(away)]


def refuse_incomplete_bucket() -> None:
    """What this machine has whole may still be what no other machine can fetch."""
    try:
        without, _every = lacking()
    except StoreAway as error:
        raise CommandError("kho TINHSO_OPEN_DATA_S3 không trả lời hoặc từ chối") from error
    if without:
        raise CommandError(
            f"{without} phiên bản chưa có đủ trong kho TINHSO_OPEN_DATA_S3: chạy tinhso move-files --open-data --into"
        )
