import sys
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from tinhso.kernel.events.comparison import comparisons
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

        parser.add_argument(
            "--changed",
            action="store_true",
            help="chỉ đối chiếu với sự kiện những dòng đã thay đổi từ lần đối chiếu trước (vài giây)",
        )
        parser.add_argument(
            "--files", action="store_true", help="đọc lại cả nội dung từng tệp và so với mã băm của nó (lâu)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        held = self._compare(whole=not options["changed"], slow=options["files"])
        if options["changed"]:
            self._end(held)
            return
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
        self._end(len(verdict.lines) + held)

    def _compare(self, *, whole: bool, slow: bool) -> int:
        """Hold rows and files against the log; returns how many lines differ."""
        wrong = 0
        for one in comparisons(slow=slow):
            began = time.monotonic()
            found = (one.whole if whole else one.changed)(self._progress)
            for line in found.lines:
                self.stdout.write(self.style.ERROR(line))
            words = _(
                "Đã đối chiếu %(n)s %(word)s với nhật ký trong %(s).1f giây;"
                " %(unknown)s không đối chiếu được vì sự kiện cũ thiếu thông tin."
            )
            told = {"n": found.checked, "word": one.word, "unknown": found.uncheckable}
            self.stdout.write(words % (told | {"s": time.monotonic() - began}))
            wrong += len(found.lines)
        return wrong

    def _end(self, wrong: int) -> None:
        if not wrong:
            intact = _("Nguyên vẹn: không có dòng nào bị sửa, xóa hay chèn thêm.")
            self.stdout.write(self.style.SUCCESS(intact))
            return
        self.stdout.write(self.style.ERROR(_("KHÔNG nguyên vẹn: %(n)s điểm sai.") % {"n": wrong}))
        sys.exit(1)

    def _progress(self, checked: int) -> None:
        if self.stderr.isatty():
            self.stderr.write(f"\r{checked}", ending="")
