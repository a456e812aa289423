"""Sao lưu cơ sở dữ liệu và kho tệp vào một tệp tar có danh mục mã băm. Hệ thống vẫn chạy trong khi sao lưu.

Tệp chứa dữ liệu cá nhân: chỉ người chạy lệnh đọc được (0600); hãy mã hóa trước khi chuyển đi nơi khác. Khóa bí mật
(secret-key), khóa của xác thực hai bước (seed-key), khóa ký đầu chuỗi (seal-key) khóa ký chính sách (exchange-key), khóa gọi dữ liệu (exchange-client-key), khóa làm bí danh người trong nhật ký lời gọi (exchange-subject-key) và khóa báo tin (push-key) không nằm trong đó.
--files-apart chép tệp vào thư mục stored-files cạnh bản sao lưu, mỗi nội dung một lần: bản đêm sau chỉ chép tệp mới. Giữ cả hai.
--prune N DIR xóa bản cũ hơn N ngày (bản mới nhất luôn giữ) và những tệp chung không bản nào còn nhắc tới.
--check phục hồi một bản đã có vào chỗ riêng (PostgreSQL riêng, thư mục tạm, không đụng hệ thống đang chạy), chạy verify, rồi xóa đi.
Tệp trong kho S3 cũng được chép. Thiếu tệp nào mà cơ sở dữ liệu nhắc tới thì nói rõ và trả về 1.
"""

import argparse
import json
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime, timedelta
from functools import partial
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils import timezone

from tinhso.config.backups.archive import Open, Progress, write
from tinhso.config.backups.marks import MADE, TRIED, mark
from tinhso.config.backups.pool import FOLDER, Pool, alone
from tinhso.config.backups.postgres_tools import run_tool
from tinhso.config.backups.prune import prune
from tinhso.config.backups.trial import newest_backup, try_backup
from tinhso.config.command_line.speech import print_line
from tinhso.config.database import as_owner, database, open_django, state
from tinhso.config.refusal import Refusal
from tinhso.lib.system_errors import reason

MOST_SHOWN = 5
KEYS = (
    "seal-key",
    "secret-key",
    "seed-key",
    "exchange-key",
    "exchange-client-key",
    "exchange-subject-key",
    "push-key",
)
"""What a backup leaves out."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file",
        type=Path,
        metavar="TỆP",
        help="tệp sẽ ghi, như tinhso-20260101.tar; với --check: tệp hay thư mục",
    )
    parser.add_argument(
        "--check",
        action="store_true",
        help="không sao lưu: phục hồi bản (mới nhất) ở đó vào chỗ riêng rồi kiểm tra",
    )
    parser.add_argument(
        "--files-apart",
        action="store_true",
        help="tệp nằm trong thư mục chung stored-files cạnh đó, mỗi nội dung một lần",
    )
    parser.add_argument(
        "--prune",
        type=int,
        metavar="N",
        help="không sao lưu: xóa các bản trong thư mục ấy cũ hơn N ngày",
    )
    parser.add_argument(
        "--scratch", type=Path, metavar="DIR", help="chỗ trống để thử, mặc định là thư mục tạm của máy"
    )
    parser.add_argument("--overwrite", action="store_true", help="ghi đè khi tệp đã có")


def run(arguments: argparse.Namespace) -> int:
    if arguments.check:
        code = try_backup(newest_backup(arguments.file), arguments.scratch)
        if not code:
            remember(TRIED)
        return code
    if arguments.prune is not None:
        return prune(arguments.file, days=arguments.prune)
    target = arguments.file.absolute()
    if target.exists() and not arguments.overwrite:
        raise Refusal(
            f"{target} đã có: chọn tên khác hoặc thêm --overwrite",
            english=f"{target} is there already: choose another name or add --overwrite",
        )
    if not target.parent.is_dir():
        raise Refusal(f"không có thư mục {target.parent}", english=f"there is no folder {target.parent}")
    pool = Pool(target.parent / FOLDER) if arguments.files_apart else None
    start = time.monotonic()
    try:
        with alone(pool) if pool else nullcontext():
            held, missing = make(target, pool)
    except OSError as error:
        words = f"không ghi được bản sao lưu vào {target.parent} ({reason(error)}): xem chỗ trống và quyền của thư mục"
        english = f"the backup could not be written into {target.parent} ({error.strerror or error}): look at its free space and rights"
        raise Refusal(words, 1, english=english) from error
    print_result(target, len(held), time.monotonic() - start, pool)
    if tell_missing(missing):
        return 1
    remember(MADE)
    return 0


def print_result(target: Path, count: int, seconds: float, pool: Pool | None) -> None:
    """Where it lies, and what does not lie in it."""
    size = target.stat().st_size / 1024 / 1024
    keys = ", ".join(KEYS)
    print_line(
        f"Xong: {target} ({size:.1f} MB, {count} tệp, {seconds:.0f} giây).",
        f"Done: {target} ({size:.1f} MB, {count} files, {seconds:.0f} s).",
    )
    if pool:
        print_line(
            f"Tệp nằm ở {pool.folder}: mang cả thư mục ấy theo bản sao lưu.",
            f"The files lie in {pool.folder}: take that folder along with the backup.",
        )
    print_line(
        f"Không nằm trong bản sao lưu, giữ riêng ở nơi khác: {keys}.",
        f"Not in the backup, keep them elsewhere: {keys}.",
    )


def remember(what: str) -> None:
    """What was done is done, whether or not it can be noted."""
    try:
        mark(what)
    except OSError as error:
        print_line(
            f"Không ghi được vào thư mục trạng thái ({reason(error)}): tinhso check chưa biết lần này.",
            f"The state folder cannot be written ({error.strerror}): tinhso check does not know of this one.",
        )


def make(target: Path, pool: Pool | None) -> tuple[dict[str, str], list[str]]:
    """The backup at `target`; what is in it, and which files that the database names the store did not give."""
    with database(), tempfile.TemporaryDirectory(dir=target.parent, prefix=".tinhso-") as folder:
        open_django()
        dump, named = Path(folder) / "database.dump", named_files()
        print_line("Sao lưu cơ sở dữ liệu…", "Backing up the database…")
        # First the database, then the files: they are only ever added, so every file that a row names is there.
        run_tool("pg_dump", "--format=custom", "--no-owner", "--file", dump, url=as_owner()["DATABASE_URL"])
        print_line("Sao lưu kho tệp…", "Backing up the files…")
        progress = Progress(lambda line: print(line, flush=True))
        with store_answers():
            held = write(target, dump, file_folders(), facts(), progress, in_bucket(), pool)
        missing = sorted((named & named_files()) - {name.rpartition("/")[2] for name in held})
    return held, missing


def tell_missing(missing: list[str]) -> bool:
    """Files that rows name, before and after, and that the store did not give."""
    if missing:
        shown = ", ".join(missing[:MOST_SHOWN]) + (" …" if len(missing) > MOST_SHOWN else "")
        print_line(
            f"THIẾU {len(missing)} tệp mà cơ sở dữ liệu nhắc tới, kho tệp không có: {shown}",
            f"MISSING {len(missing)} files that the database names and the store does not have: {shown}",
        )
    return bool(missing)


def named_files() -> set[str]:
    """The digest of every stored file that a row names."""
    # the rooms can be read only once the command has opened Django
    from tinhso.kernel.files.public import named_digests

    return named_digests()


@contextmanager
def store_answers(where: str = "ở TINHSO_FILES_S3", name: str = "TINHSO_FILES_S3") -> Iterator[None]:
    """A store on S3 that is away or refuses is told in a sentence."""
    # the rooms can be read only once the command has opened Django
    from tinhso.kernel.files.public import StoreAway

    try:
        yield
    except StoreAway as error:
        words = f"kho tệp {where} không trả lời hoặc từ chối ({error}): xem địa chỉ và khóa AWS_*"
        english = (
            f"the store of files does not answer or refuses ({error}): look at {name} and the keys AWS_*"
        )
        raise Refusal(words, 1, english=english) from error


def in_bucket() -> Iterator[tuple[str, Open]]:
    """The files of a store on S3 with their names in the archive, as the folder of a local one would give them."""
    # the rooms can be read only once the command has opened Django
    from tinhso.kernel.files.public import store

    if settings.TINHSO_FILES_S3:
        bucket = store()
        for sha256 in bucket.older_than(timezone.now() + timedelta(days=1)):
            yield f"files/{sha256[:2]}/{sha256}", partial(bucket.open, sha256)


def file_folders() -> dict[str, Path]:
    """What lies beside the database and belongs to it, by its name in the archive."""
    files = {} if settings.TINHSO_FILES_S3 else {"files": Path(settings.MEDIA_ROOT)}
    return files | {"open-data": Path(settings.OPEN_DATA_ROOT)}


def province_code() -> str:
    """Whose data these are; "" where none was loaded yet."""
    # the rooms can be read only once the command has opened Django
    from tinhso.kernel.site.models import Instance

    return Instance.objects.values_list("province_code", flat=True).first() or ""


def facts() -> dict[str, object]:
    """What the manifest tells of the place: program, server, time, whether it is a demo."""
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
        "province": province_code(),
        "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "without": list(KEYS),
        "demo": json.loads(demo.read_text()) if (demo := state() / "demo.json").exists() else None,
    }
