from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tinhso.citizen.intake.actions.take_email import take_email
from tinhso.citizen.intake.email_intake import MOST_OCTETS, EmailRefused
from tinhso.citizen.models import ReportCategory
from tinhso.kernel.site import clock

MOST = 500  # of one run; the next one goes on


class Command(BaseCommand):
    help = (
        "Nhận phản ánh từ các tệp .eml của một thư mục; đã nhận vào done/, không nhận vào refused/ kèm lý do."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="thư mục mà hộp thư ghi các tệp .eml")
        parser.add_argument("--category", default="khac", help="mã loại phản ánh cho đến khi phân loại")

    def handle(self, *args: object, folder: Path, category: str, **options: object) -> None:
        """Oldest name first; a file stays where it is until its report is kept, so a broken run is simply run again."""
        if not folder.is_dir():
            raise CommandError(f"Không có thư mục {folder}.")
        now = clock.now()
        found = ReportCategory.objects.on(now.date()).filter(code=category).first()
        if found is None:
            raise CommandError(f"Hôm nay không có loại phản ánh “{category}”.")
        files = sorted(file for file in folder.glob("*.eml") if file.is_file() and not file.is_symlink())
        taken_in = sum(self.take(file, found) for file in files[:MOST])
        refused, left = min(len(files), MOST) - taken_in, max(0, len(files) - MOST)
        self.stdout.write(f"{taken_in} thư đã nhận, {refused} thư không nhận, còn {left} thư.")

    def take(self, file: Path, category: ReportCategory) -> bool:
        try:
            if file.stat().st_size > MOST_OCTETS:
                raise EmailRefused(f"Thư lớn hơn {MOST_OCTETS // 1_000_000} MB.")
            take_email(file.read_bytes(), category=category, now=clock.now())
        except EmailRefused as refused:
            moved = move(file, file.parent / "refused")
            moved.with_suffix(".txt").write_text(f"{refused}\n", encoding="utf-8")
            return False
        move(file, file.parent / "done")
        return True


def move(file: Path, folder: Path) -> Path:
    """Into that folder beside it, under a name that covers no earlier file."""
    folder.mkdir(exist_ok=True)
    target, n = folder / file.name, 1
    while target.exists():
        n += 1
        target = folder / f"{file.stem}-{n}{file.suffix}"
    return file.rename(target)
