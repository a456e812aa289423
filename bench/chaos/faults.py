"""The faults of `faults.py`, by name."""

import shutil
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import psycopg
import requests

from chaos import signing as faults_signing
from chaos.findings import digest
from chaos.instance import DISK, Instance
from tinhso.lib.postgres.server import Server

Step = Callable[[Instance], str]


def nothing(instance: Instance) -> str:
    return ""


def all_well(instance: Instance) -> list[str]:
    return []


@dataclass(frozen=True)
class Fault:
    """`strike` says what it did. With `lasts` it stands so many seconds before `mend`; `outside` means that handing in
    must go on meanwhile, so that the time back counts from the strike. `more` finds what only this fault can spoil."""

    strike: Step
    lasts: float = 0
    mend: Step = nothing
    outside: bool = False
    more: Callable[[Instance], list[str]] = all_well


def killed(what: str, most: int = 9) -> Step:
    return lambda instance: f"kill -9 {instance.kill(what, most)} × {what}"


def box_down(name: str) -> Step:
    def strike(instance: Instance) -> str:
        instance.stop_box(name)
        return f"{name} tắt"

    return strike


def box_up(name: str) -> Step:
    def mend(instance: Instance) -> str:
        instance.start_box(name)
        return ""

    return mend


def bank_fault(word: str) -> Step:
    """The bank's books are in its memory, so it is told to tell nobody and to answer 503."""

    def step(instance: Instance) -> str:
        requests.post(f"{instance.url_of('bank')}/sandbox/fault", data={"fault": word}, timeout=10)
        return "ngân hàng không báo có, trả lời 503"

    return step


def mail_down(instance: Instance) -> str:
    instance.close_mailbox()
    return "máy chủ thư tắt"


def mail_up(instance: Instance) -> str:
    instance.open_mailbox()
    return ""


def fill_disk(instance: Instance) -> str:
    """Not a byte is left where files, database and logs lie."""
    if not instance.own_disk:
        return "KHÔNG THỬ ĐƯỢC: cần quyền gắn một ổ riêng"
    with (instance.state / "filler").open("wb", buffering=0) as out, suppress(OSError):
        for size in (1 << 20, 1 << 12, 1):
            with suppress(OSError):
                while out.write(b"0" * size):
                    pass
    return f"đĩa đầy ({DISK})"


def empty_disk(instance: Instance) -> str:
    (instance.state / "filler").unlink(missing_ok=True)
    return ""


def jump(seconds: int) -> Step:
    """The wall clock of web and workers; PostgreSQL keeps the machine's."""

    def step(instance: Instance) -> str:
        (instance.state / "clock").write_text(str(seconds))
        moved = (instance.state / "clock.so").exists()
        return f"đồng hồ web, xử lý nền {seconds:+} s" if moved else "KHÔNG THỬ ĐƯỢC: không có cc"

    return step


def set_right(instance: Instance) -> str:
    """The clock is right again. The bank's messages were refused as too old, so its statement is compared, as every morning."""
    jump(0)(instance)
    day = datetime.now(UTC).astimezone(timezone(timedelta(hours=7))).date()
    instance.tinhso("reconcile", day.isoformat())
    return ""


def jump_law(instance: Instance) -> str:
    """The legal clock of the installation: a day on, and the numbers of another day begin."""
    instance.query("update site_instance set clock_offset = clock_offset + interval '3 days' returning 1")
    return "đồng hồ pháp lý +3 ngày"


def back_up(instance: Instance) -> str:
    """While dossiers come in; restored beside it after all is quiet."""
    (instance.state.parent / "backup.tar").unlink(missing_ok=True)
    started = time.monotonic()
    instance.tinhso("backup", str(instance.state.parent / "backup.tar"))
    return f"sao lưu dưới tải {time.monotonic() - started:.1f} s"


def restored(instance: Instance) -> list[str]:
    """The backup goes into an empty state folder and verifies; every file that its rows name is there whole."""
    other = instance.state.parent / "restored"
    shutil.rmtree(other, ignore_errors=True)
    restored_run = instance.tinhso(
        "restore", str(instance.state.parent / "backup.tar"), state=other, check=False
    )
    if restored_run.returncode:
        return [f"restore: {restored_run.returncode} {restored_run.stderr[-300:]}"]
    printed = instance.tinhso("verify", state=other, check=False)
    found = [f"verify của bản phục hồi: {printed.stdout[:300]}"] if printed.returncode else []
    return found + missing_files(other)


def missing_files(state: Path) -> list[str]:
    server = Server(state / "postgres")
    server.start()
    try:
        with psycopg.connect(server.url("postgres")) as connection:
            rows = connection.execute("select distinct sha256 from files_storedfile").fetchall()
        return [
            f"bản phục hồi thiếu tệp {s[:8]}" for (s,) in rows if digest(state / "files" / s[:2] / s) != s
        ]
    finally:
        server.stop()
        server.destroy()


def fail_over(instance: Instance) -> str:
    """The whole serving machine dies; the second PostgreSQL takes over. The time counts from the kill."""
    folder = instance.state.parent / "second"
    instance.follow(folder)
    time.sleep(5)
    instance.fail_over(folder)
    return "kill -9 của up, web, xử lý nền, PostgreSQL chính; nâng bản dự phòng"


FAULTS: dict[str, Fault] = {
    "none": Fault(lambda instance: "không có lỗi nào"),
    "web": Fault(killed("web", 1)),
    "web-parent": Fault(killed("web-parent")),
    "fast": Fault(killed("fast")),
    "slow": Fault(killed("slow")),
    "postgres": Fault(killed("postgres")),
    "keeper": Fault(killed("keeper")),
    "backup": Fault(back_up, more=restored),
    "disk": Fault(fill_disk, lasts=12, mend=empty_disk),
    "portal": Fault(box_down("national_portal"), lasts=15, mend=box_up("national_portal"), outside=True),
    "bank": Fault(bank_fault("down"), lasts=15, mend=bank_fault("none"), outside=True),
    "mail": Fault(mail_down, lasts=15, mend=mail_up, outside=True),
    "signing": Fault(
        faults_signing.strike, lasts=10, mend=faults_signing.mend, outside=True, more=faults_signing.more
    ),
    "law-clock": Fault(jump_law),
    "clock-ahead": Fault(jump(3600), lasts=40, mend=set_right, outside=True),
    "clock-behind": Fault(jump(-3600), lasts=40, mend=set_right, outside=True),
    "failover": Fault(fail_over),
}
