"""Nâng lên phiên bản mới: kiểm tra gói, sao lưu, nâng cơ sở dữ liệu, khám, chuyển liên kết hien-hanh sang bản mới, chạy thử.

Hỏng ở bước nào thì cơ sở dữ liệu và chương trình trở về như cũ. Dừng hệ thống (tinhso up) trước khi chạy; chạy bằng
chương trình đang dùng, gói do tinhso bundle làm ra. --back trở về sau khi đã nâng xong, hoặc sau một lần bị ngắt giữa chừng.
"""

import argparse
import shutil
import tempfile
import time
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection

from tinhso.config.backups.rollback import Step, put_back_database, read_step, write_step
from tinhso.config.command_line.speech import print_line, words_of
from tinhso.config.commands.backup import file_folders
from tinhso.config.database import (
    ROOT,
    database,
    last_upgrade,
    open_django,
    refuse_unfinished,
    state,
    upgrading,
)
from tinhso.config.health import living_workers
from tinhso.config.programs import LINK, Programs, new_program, run_program
from tinhso.config.refusal import Refusal

GIGABYTE = 1024**3
IMPORTANT = {
    "cơ sở dữ liệu": "database",
    "phiên bản": "version",
    "quyền": "rights",
    "chương trình": "program",
    "đơn vị": "units",
}
"""What the doctor looks at and must find right before the switch, with its English."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "bundle",
        type=Path,
        nargs="?",
        metavar="GÓI",
        help="tệp tar của tinhso bundle, hay thư mục mà gói Debian đã đặt",
    )
    parser.add_argument(
        "--programs",
        type=Path,
        metavar="DIR",
        default=ROOT.parent,
        help=f"thư mục chứa các phiên bản và liên kết {LINK}; mặc định là thư mục trên của chương trình này",
    )
    parser.add_argument("--backup", type=Path, metavar="TỆP", help="nơi ghi bản sao lưu trước khi nâng")
    parser.add_argument(
        "--back", action="store_true", help="trở về phiên bản và dữ liệu trước lần nâng gần nhất"
    )
    parser.add_argument(
        "--lose-newer",
        action="store_true",
        help="với --back sau khi đã nâng xong: chấp nhận mất dữ liệu nhập sau đó",
    )


def run(arguments: argparse.Namespace) -> int:
    start = time.monotonic()
    if arguments.back:
        return go_back(lose_newer=arguments.lose_newer)
    if arguments.bundle is None:
        raise Refusal(
            "ghi tệp gói cài đặt (của tinhso bundle), hoặc --back",
            english="name the bundle (of tinhso bundle), or --back",
        )
    programs = Programs(arguments.programs.absolute())
    refuse_bad_place(programs)
    refuse_while_serving()
    print_line("Bước 1/6. Kiểm tra và giải nén gói…", "Step 1 of 6. Checking and unpacking the bundle…")
    new = new_program(arguments.bundle.absolute(), programs)
    print_line(
        f"Bước 2/6. Chuẩn bị chương trình mới ở {new} (chưa đụng tới dữ liệu)…",
        f"Step 2 of 6. Making the new program ready at {new} (no data are touched yet)…",
    )
    make_and_look_at(new)
    print_line("Bước 3/6. Sao lưu…", "Step 3 of 6. Backing up…")
    backup = take_backup(arguments.backup)
    step = Step(former=str(ROOT), new=str(new), backup=str(backup), programs=str(programs.folder))
    write_step(upgrading(), step)
    try:
        switch(new, programs)
    except (Refusal, OSError, KeyboardInterrupt) as error:
        return fail(step, error)
    write_step(last_upgrade(), step)
    upgrading().unlink()
    report_done(time.monotonic() - start, programs.link, backup)
    return 0


def switch(new: Path, programs: Programs) -> None:
    """Database, link, and a start on trial; whatever fails is a `Refusal`, from which there is a way back."""
    print_line(
        "Bước 4/6. Nâng cơ sở dữ liệu bằng chương trình mới, rồi khám…",
        "Step 4 of 6. Migrating the database with the new program, then examining it…",
    )
    run_program(new, "prepare", "--quiet")
    examine(new)
    print_line("Bước 5/6. Chuyển sang chương trình mới…", "Step 5 of 6. Switching to the new program…")
    programs.point_to(new)
    print_line(
        "Bước 6/6. Chạy thử chương trình mới (chưa phục vụ ai)…",
        "Step 6 of 6. Starting the new program on trial (it serves nobody yet)…",
    )
    run_program(programs.link, "up", "--trial")


def report_done(seconds: float, link: Path, backup: Path) -> None:
    print_line(
        f"Xong sau {seconds:.0f} giây. Chạy: {link}/bin/tinhso up",
        f"Done after {seconds:.0f} s. Run: {link}/bin/tinhso up",
    )
    print_line(
        f"Bản sao lưu trước khi nâng: {backup}. Trở về khi cần: tinhso upgrade --back --lose-newer",
        f"The backup from before: {backup}. The way back, if need be: tinhso upgrade --back --lose-newer",
    )


def make_and_look_at(new: Path) -> None:
    """Its environment is made, as its units will use it, and every room is loaded there, in a folder that is thrown away: `Refusal`."""
    with tempfile.TemporaryDirectory(prefix="tinhso-look-") as folder:
        words = ("collectstatic", "--dry-run", "--no-input", "--verbosity", "0")
        run_program(new, *words, quiet=True, folder=Path(folder))


def refuse_bad_place(programs: Programs) -> None:
    refuse_unfinished()
    if state().resolve().is_relative_to(ROOT.resolve()):
        raise Refusal(
            f"dữ liệu nằm trong thư mục chương trình ({state()}): dời nó ra ngoài và đặt TINHSO_STATE trước khi nâng",
            english=f"the data lie inside the program's folder ({state()}): move them out and set TINHSO_STATE before upgrading",
        )
    if not state().is_dir():
        raise Refusal(
            f"không có thư mục dữ liệu {state()}: chưa có gì để nâng",
            english=f"there is no state folder {state()}: nothing to upgrade yet",
        )
    programs.refuse_bad_link()


def refuse_while_serving() -> None:
    """Nothing may be written between the backup and the switch."""
    with database():
        open_django()
        if living_workers():
            raise Refusal(
                "hệ thống đang chạy: dừng tinhso up và mọi tinhso worker (đợi 2 phút nếu chúng bị ngắt đột ngột)",
                english="the system is running: stop tinhso up and every tinhso worker (wait 2 minutes where they were killed)",
            )
        refuse_small_disk()


def refuse_small_disk() -> None:
    """Backup and unpacked dump beside what is there."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_database_size(current_database())")
        size = int(cursor.fetchone()[0])
    in_files = bucket_size()
    stored_files = (
        path for folder in file_folders().values() for path in folder.rglob("*") if path.is_file()
    )
    files = in_files + sum(path.stat().st_size for path in stored_files)
    free = shutil.disk_usage(state()).free
    if free < 2 * size + files:
        wanted = (2 * size + files) / GIGABYTE
        raise Refusal(
            f"đĩa còn {free / GIGABYTE:.1f} GB, cần chừng {wanted:.1f} GB để sao lưu",
            english=f"the disk has {free / GIGABYTE:.1f} GB left, about {wanted:.1f} GB are needed for the backup",
        )


def bucket_size() -> int:
    """How much a store on S3 adds to a backup, as the rows tell it."""
    if not settings.TINHSO_FILES_S3:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(
            "select coalesce(sum(size), 0) from (select distinct sha256, size from files_storedfile) f"
        )
        return int(cursor.fetchone()[0])


def take_backup(wanted: Path | None) -> Path:
    folder = state() / "backups"
    folder.mkdir(mode=0o700, exist_ok=True)
    target = wanted.absolute() if wanted else folder / f"truoc-nang-cap-{datetime.now():%Y%m%d-%H%M%S}.tar"  # noqa: DTZ005
    run_program(ROOT, "backup", str(target))
    return target


def examine(new: Path) -> None:
    """The new program looks at the database; workers that do not run yet are no fault. `Refusal`."""
    found = run_program(new, "check", "--json", quiet=True, as_json=True, may_fail=True)
    wrong = [one for one in found if one["level"] == "wrong" and one["name"] in IMPORTANT]
    if wrong:
        problems = "; ".join(f"{one['name']}: {one['sentence']}" for one in wrong)
        names = ", ".join(IMPORTANT[one["name"]] for one in wrong)
        raise Refusal(
            f"chương trình mới khám thấy lỗi: {problems}",
            1,
            english=f"the new program found faults ({names}); `{new}/bin/tinhso check` tells them, in Vietnamese",
        )


def fail(step: Step, error: BaseException) -> int:
    """Everything as before, told in plain words; the new program's folder stays to be looked at."""
    vietnamese, english = words_of(error)
    print_line(f"Không nâng được: {vietnamese or 'bị ngắt'}", f"Not upgraded: {english or 'interrupted'}")
    print_line("Đang trở về như trước…", "Going back to what was before…")
    try:
        bring_back(step)
    except (Refusal, OSError) as again:
        why, why_english = words_of(again)
        message = f"chưa trở về được ({why}). Bản sao lưu trọn vẹn ở {step.backup}"
        raise Refusal(
            f"{message}; sửa chỗ hỏng rồi chạy tinhso upgrade --back",
            1,
            english=f"could not go back yet ({why_english}); the whole backup is {step.backup}: mend it and run tinhso upgrade --back",
        ) from again
    print_line(
        "Đã trở về: chương trình và dữ liệu như trước khi nâng; có thể chạy lại tinhso up.",
        "Back again: program and data are as before; tinhso up may run.",
    )
    print_line(
        f"Bản sao lưu vẫn ở {step.backup}; chương trình mới để xem lỗi ở {step.new}.",
        f"The backup stays at {step.backup}; the new program, to look at what failed, at {step.new}.",
    )
    return 130 if isinstance(error, KeyboardInterrupt) else 1


def bring_back(step: Step) -> None:
    """Database from the backup, link to the former program, static files as the former program makes them."""
    put_back_database(Path(step.backup))
    Programs(Path(step.programs)).point_to(Path(step.former))
    run_program(Path(step.former), "prepare", "--quiet")
    upgrading().unlink(missing_ok=True)


def go_back(*, lose_newer: bool) -> int:
    """After an upgrade that was broken off, or after one that ended and turned out to be wrong."""
    broken = upgrading().exists()
    mark = upgrading() if broken else last_upgrade()
    if not mark.exists():
        raise Refusal("không có lần nâng cấp nào để trở về", english="there is no upgrade to go back from")
    step = read_step(mark)
    if not broken and not lose_newer:
        raise Refusal(
            f"trở về bản sao lưu {step.backup} làm mất mọi dữ liệu nhập sau đó; nếu chấp nhận, thêm --lose-newer",
            english=f"going back to {step.backup} loses whatever was entered since; where that is accepted, add --lose-newer",
        )
    if not Path(step.backup).is_file():
        raise Refusal(f"không còn bản sao lưu {step.backup}", english=f"the backup {step.backup} is gone")
    if Path(step.former).resolve() != ROOT.resolve():  # its own program knows best how its database is
        run_program(Path(step.former), "upgrade", "--back", *(["--lose-newer"] if lose_newer else []))
        return 0
    refuse_while_serving()
    write_step(upgrading(), step)
    bring_back(step)
    last_upgrade().unlink(missing_ok=True)
    link = Programs(Path(step.programs)).link
    print_line(
        f"Đã trở về {step.former}. Chạy: {link}/bin/tinhso up, rồi tinhso verify.",
        f"Back at {step.former}. Run: {link}/bin/tinhso up, then tinhso verify.",
    )
    return 0
