"""Sao lưu cơ sở dữ liệu và kho tệp vào một tệp tar có danh mục mã băm. Hệ thống vẫn chạy trong khi sao lưu.

Tệp chứa dữ liệu cá nhân: chỉ người chạy lệnh đọc được (0600); hãy mã hóa trước khi chuyển đi nơi khác. Khóa bí mật
(TINHSO_SECRET_KEY hoặc tệp secret-key) và khóa của xác thực hai bước (TINHSO_SEED_KEY hoặc tệp seed-key) không nằm trong đó.
"""

import argparse
import json
import tempfile
import time
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from tinhso.config.archive import Progress, write
from tinhso.config.database import as_owner, database, open_django, state
from tinhso.config.postgres_tools import run_tool
from tinhso.config.refusal import Refusal


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="TỆP", help="tệp sẽ ghi, như tinhso-20260101.tar")
    parser.add_argument("--overwrite", action="store_true", help="ghi đè khi tệp đã có")


def run(arguments: argparse.Namespace) -> int:
    target = arguments.file.absolute()
    if target.exists() and not arguments.overwrite:
        raise Refusal(f"{target} đã có: chọn tên khác hoặc thêm --overwrite")
    if not target.parent.is_dir():
        raise Refusal(f"không có thư mục {target.parent}")
    start = time.monotonic()
    with database(), tempfile.TemporaryDirectory(dir=target.parent, prefix=".tinhso-") as folder:
        open_django()
        dump = Path(folder) / "database.dump"
        print("Sao lưu cơ sở dữ liệu…", flush=True)
        # First the database, then the files: they are only ever added, so every file that a row names is there.
        run_tool("pg_dump", "--format=custom", "--no-owner", "--file", dump, url=as_owner()["DATABASE_URL"])
        print("Sao lưu kho tệp…", flush=True)
        count = write(target, dump, file_folders(), facts(), Progress(lambda line: print(line, flush=True)))
    size = target.stat().st_size / 1024 / 1024
    print(f"Xong: {target} ({size:.1f} MB, {count} tệp, {time.monotonic() - start:.0f} giây).")
    return 0


def file_folders() -> dict[str, Path]:
    """What lies beside the database and belongs to it, by its name in the archive."""
    from django.conf import settings

    return {"files": Path(settings.MEDIA_ROOT), "open-data": Path(settings.OPEN_DATA_ROOT)}


def facts() -> dict[str, object]:
    """What the manifest tells of the place: program, server, time, whether it is a demo."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("show server_version")
        server = cursor.fetchone()[0]
    try:
        program = version("tinhso")
    except ModuleNotFoundError:
        program = "0"
    return {
        "program": program,
        "postgresql": server,
        "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "demo": json.loads(mark.read_text()) if (mark := state() / "demo.json").exists() else None,
    }
