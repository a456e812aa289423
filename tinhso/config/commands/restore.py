"""Phục hồi một bản sao lưu vào cơ sở dữ liệu trống và kho tệp trống, rồi mở kỷ nguyên niêm phong mới.

Bản sao lưu được kiểm tra trọn vẹn trước khi ghi bất cứ gì. Chạy khi hệ thống chưa phục vụ; sau đó chạy tinhso verify.
"""

import argparse
import json
import os
import shutil
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.db import connection

from tinhso.config.backups.archive import DUMP, Progress, unpack
from tinhso.config.backups.postgres_tools import run_tool
from tinhso.config.command_line.speech import print_line
from tinhso.config.commands.backup import file_folders, in_bucket, store_answers
from tinhso.config.commands.move_files import print_open_data
from tinhso.config.commands.prepare import prepare_all
from tinhso.config.database import as_owner, database, open_django, state, unfinished
from tinhso.config.refusal import NOT_EMPTY, Refusal
from tinhso.lib.province_pack import pack_settings


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="TỆP", help="bản sao lưu")


def run(arguments: argparse.Namespace) -> int:
    source = arguments.file.absolute()
    if not source.is_file():
        raise Refusal(f"không có tệp {source}", english=f"there is no file {source}")
    start = time.monotonic()
    with database():
        os.environ.update(as_owner(), TINHSO_STATIC_COLLECTED="1")  # tables and epochs are the owner's
        open_django()
        refuse_what_is_not_empty()
        state().mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=state(), prefix=".restore-") as folder:
            print_line("Đọc và kiểm tra bản sao lưu…", "Reading and checking the backup…")
            manifest = unpack(source, Path(folder), Progress(lambda line: print(line, flush=True)))
            refuse_other_pack(manifest)
            unfinished().touch()
            bring_back(manifest, Path(folder))
        unfinished().unlink()
        code = open_data_into_bucket()
    seconds = f"{time.monotonic() - start:.0f}"
    print_line(
        f"Xong sau {seconds} giây. Kiểm tra bằng: tinhso verify",
        f"Done after {seconds} s. Verify it by: tinhso verify",
    )
    return code


def refuse_other_pack(manifest: dict[str, object]) -> None:
    """Before anything is written: what comes up last reads the pack, and reads none of another province."""
    held, given = manifest.get("province"), pack_settings(settings.PROVINCE_PACK).get("province_code")
    if held and held != given:
        words = f"bản sao lưu này của tỉnh mã {held}, gói dữ liệu ở đây của tỉnh mã {given or 'không rõ'}"
        english = f"this backup is of province {held}, the pack here of province {given or 'unknown'}: set TINHSO_PACK to that province's pack and run again"
        raise Refusal(f"{words}: đặt TINHSO_PACK là gói của tỉnh ấy rồi chạy lại", 1, english=english)


def begin() -> None:
    print_line("Mở kỷ nguyên niêm phong mới…", "Beginning a new epoch of seals…")
    print(new_epoch(), flush=True)


def seal_and_sign() -> None:
    """What this program recorded of its own when it came up; a key that is not here was told of before."""
    # the rooms can be read only once the command has opened Django
    from tinhso.kernel.events.public import NotSigned, seal, sign_heads

    seal()
    with suppress(NotSigned):
        sign_heads(every_head=True)


def new_epoch() -> str:
    """Seal what is open, raise the epoch and sign its heads; what is to be told of the key."""
    # the rooms can be read only once the command has opened Django
    from tinhso.config.keys.seal_key import after_restore
    from tinhso.kernel.events.public import begin_epoch, give_up_heads

    give_up_heads(state())  # of the database that this one replaces
    begin_epoch()
    return after_restore()


def refuse_what_is_not_empty() -> None:
    if connection.introspection.table_names():
        raise Refusal(
            "cơ sở dữ liệu không trống: phục hồi vào một cơ sở dữ liệu mới tạo",
            NOT_EMPTY,
            english="the database is not empty: restore into one that was just made",
        )
    for files in file_folders().values():
        if files.exists() and any(files.iterdir()):
            raise Refusal(
                f"kho tệp {files} không trống: dời nó đi hoặc chọn --state khác",
                NOT_EMPTY,
                english=f"the store {files} is not empty: move it away or choose another --state",
            )
    with store_answers():
        there = next(in_bucket(), None)
    if there:
        raise Refusal(
            "kho tệp ở TINHSO_FILES_S3 không trống: chọn prefix khác hoặc dời nó đi",
            NOT_EMPTY,
            english="the store at TINHSO_FILES_S3 is not empty: choose another prefix or move it away",
        )


def into_bucket(files: Path) -> None:
    """The files of the backup into a store on S3, where that is ours; each under its digest, which `unpack` compared."""
    # the rooms can be read only once the command has opened Django
    from tinhso.kernel.files.public import store

    for path in sorted(files.rglob("*")) if settings.TINHSO_FILES_S3 else ():
        if path.is_file():
            with path.open("rb") as stream:
                store().put(path.name, stream)


def open_data_into_bucket() -> int:
    """The versions that the backup brought, where other machines read them from a bucket; 1 where that bucket lacks any."""
    if not settings.OPEN_DATA_S3:
        return 0
    # the rooms can be read only once the command has opened Django
    from tinhso.opendata.public import fill_bucket

    print_line(
        "Đưa tệp dữ liệu mở vào kho TINHSO_OPEN_DATA_S3…",
        "Putting the files of open data into the bucket of TINHSO_OPEN_DATA_S3…",
    )
    bucket = "ở TINHSO_OPEN_DATA_S3 (cơ sở dữ liệu đã phục hồi xong; sau đó chạy tinhso move-files --open-data --into)"
    with store_answers(bucket, "TINHSO_OPEN_DATA_S3"):
        return print_open_data(fill_bucket(settings.OPEN_DATA_S3))


def bring_back(manifest: dict[str, object], folder: Path) -> None:
    made_at = manifest.get("made_at")
    print_line(
        f"Phục hồi cơ sở dữ liệu (bản ngày {made_at or 'không rõ'})…",
        f"Restoring the database (as of {made_at or 'an unknown day'})…",
    )
    words = ["--no-owner", "--exit-on-error", "--single-transaction", "--dbname", ""]
    run_tool("pg_restore", *words, folder / DUMP, url=as_owner()["DATABASE_URL"])
    print_line("Phục hồi kho tệp…", "Restoring the files…")
    for name, files in file_folders().items():
        if (folder / name).exists():
            shutil.rmtree(files, ignore_errors=True)
            shutil.move(folder / name, files)
    with store_answers():
        into_bucket(folder / "files")
    if manifest.get("demo"):
        (state() / "demo.json").write_text(json.dumps(manifest["demo"]))
    prepare_all(quiet=True, migrated=begin)  # a backup of an older program comes up to this one
    seal_and_sign()
