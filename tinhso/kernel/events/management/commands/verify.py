import sys
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from tinhso.kernel.events.verification import verify


class Command(BaseCommand):
    """`tinhso verify`: exit code 0 if every row and seal is what it was, 1 if something lies."""

    help = "Kiểm chứng toàn bộ nhật ký sự kiện, nhật ký truy cập và chuỗi niêm phong"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--head",
            action="append",
            default=[],
            help="niêm phong đã công bố trước đây, phải còn nằm trong chuỗi (dùng được nhiều lần)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        began = time.monotonic()
        verdict = verify(known_heads=options["head"], progress=self._progress)
        seconds = time.monotonic() - began
        for line in verdict.lines:
            self.stdout.write(self.style.ERROR(line))
        self.stdout.write(
            _(
                "Đã kiểm %(n)s dòng trong %(s).1f giây (%(speed)s dòng/giây); %(waiting)s dòng mới chờ niêm phong."
            )
            % {
                "n": verdict.checked,
                "s": seconds,
                "speed": round(verdict.checked / max(seconds, 0.001)),
                "waiting": verdict.waiting,
            }
        )
        self.stdout.write(_("Niêm phong cuối của sự kiện: %(head)s") % {"head": verdict.head})
        self.stdout.write(_("Niêm phong cuối của lượt xem: %(head)s") % {"head": verdict.access_head})
        if verdict.ok:
            self.stdout.write(
                self.style.SUCCESS(_("Nguyên vẹn: không có dòng nào bị sửa, xóa hay chèn thêm."))
            )
            return
        self.stdout.write(
            self.style.ERROR(_("KHÔNG nguyên vẹn: %(n)s điểm sai.") % {"n": len(verdict.lines)})
        )
        sys.exit(1)

    def _progress(self, checked: int) -> None:
        if self.stderr.isatty():
            self.stderr.write(f"\r{checked}", ending="")
