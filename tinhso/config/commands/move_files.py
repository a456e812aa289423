"""Chuyển kho tệp vào một kho S3 (--into) hoặc ra khỏi đó (--out-of). Hệ thống vẫn chạy; chạy lại thì làm tiếp phần còn thiếu.

Mỗi tệp được đối chiếu với mã băm khi chép. Chép xong, đặt (hoặc bỏ) TINHSO_FILES_S3, khởi động lại, rồi chạy lệnh này một lần nữa
để lấy tệp tới trong lúc chép. --delete xóa ở nơi cũ những tệp mà nơi mới đã trả lại đúng; chỉ dùng sau khi đã khởi động lại.
Trả về 1 khi có tệp sai mã băm, hoặc nơi mới thiếu tệp mà cơ sở dữ liệu nhắc tới.
--open-data chuyển tệp của dữ liệu mở thay cho kho tệp: giữa thư mục STATE/open-data và kho của TINHSO_OPEN_DATA_S3. Chép trước khi
đặt cài đặt ấy thì không người đọc nào gặp phiên bản chưa có ở kho; thư mục vẫn ở lại làm bản sao để đọc.
"""

import argparse
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings

from tinhso.config.backups.archive import Progress
from tinhso.config.command_line.speech import print_line
from tinhso.config.commands.backup import named_files, store_answers, tell_missing
from tinhso.config.database import database, open_django
from tinhso.config.refusal import Refusal
from tinhso.lib.bilingual import say

if TYPE_CHECKING:
    from tinhso.kernel.files.public import Moved
    from tinhso.opendata.public import Moved as OpenDataMoved

MOST_SHOWN = 5


def add_arguments(parser: argparse.ArgumentParser) -> None:
    way = parser.add_mutually_exclusive_group(required=True)
    way.add_argument("--into", metavar="s3://…", help="từ thư mục STATE/files vào kho này")
    way.add_argument("--out-of", metavar="s3://…", help="từ kho này về thư mục STATE/files")
    parser.add_argument(
        "--open-data", action="store_true", help="tệp của dữ liệu mở thay cho kho tệp: STATE/open-data"
    )
    parser.add_argument(
        "--delete", action="store_true", help="xóa ở nơi cũ những tệp mà nơi mới đã trả lại đúng"
    )


def run(arguments: argparse.Namespace) -> int:
    url = arguments.into or arguments.out_of
    if urlsplit(url).scheme != "s3" or not urlsplit(url).netloc:
        raise Refusal(
            "địa chỉ kho phải là s3://bucket/prefix?endpoint=…",
            english="the store's address must be s3://bucket/prefix?endpoint=…",
        )
    if arguments.open_data:
        return move_open_data(arguments)
    with database():
        open_django()
        _refuse_deleting_what_serves(arguments)
        # the rooms can be read only once the command has opened Django
        from tinhso.kernel.files.public import bucket_at, contents_of, folder_store, move_content

        bucket = bucket_at(url)
        source, target = (folder_store(), bucket) if arguments.into else (bucket, folder_store())
        progress = Progress(lambda line: print(line, flush=True))
        with store_answers(url, url):
            before = named_files()
            moved = move_content(
                source,
                target,
                named=before,
                delete=arguments.delete,
                progress=lambda n: progress.report(say(f"Đã chép {n} tệp…", f"{n} files copied…")),
            )
            missing = sorted((before & named_files()) - contents_of(target))
    print_moved(moved)
    return 1 if tell_missing(missing) or moved.altered else 0


def move_open_data(arguments: argparse.Namespace) -> int:
    url = arguments.into or arguments.out_of
    if arguments.delete:
        raise Refusal(
            "tệp dữ liệu mở không xóa ở nơi cũ: thư mục là bản sao để đọc của từng máy",
            english="files of open data are not deleted at the old place: the folder is each machine's copy to read",
        )
    with database():
        open_django()
        # the rooms can be read only once the command has opened Django
        from tinhso.opendata.public import fill_bucket, take_out

        progress = Progress(lambda line: print(line, flush=True))
        with store_answers(url, url):
            moved = (fill_bucket if arguments.into else take_out)(
                url, lambda n: progress.report(say(f"Đã chép {n} tệp…", f"{n} files copied…"))
            )
    return print_open_data(moved)


def print_open_data(moved: "OpenDataMoved") -> int:
    """What was done; 1 where anything lacks or is altered."""
    print_line(
        f"Dữ liệu mở: đã chép {moved.copied} tệp, {moved.there} tệp có sẵn ở nơi mới.",
        f"Open data: {moved.copied} files copied, {moved.there} were at the new place.",
    )
    for words, english, names in (
        ("THIẾU, không có để chép", "MISSING, not there to be copied", moved.missing),
        ("SAI MÃ BĂM, không chép", "WRONG DIGEST, not copied", moved.altered),
    ):
        if names:
            shown = "; ".join(names[:MOST_SHOWN]) + (" …" if len(names) > MOST_SHOWN else "")
            print_line(f"{words}: {len(names)}: {shown}", f"{english}: {len(names)}: {shown}")
    return 1 if moved.missing or moved.altered else 0


def print_moved(moved: "Moved") -> None:
    print_line(
        f"Đã chép {moved.copied} tệp, {moved.there} tệp có sẵn ở nơi mới, đã xóa {moved.deleted} tệp ở nơi cũ.",
        f"{moved.copied} files copied, {moved.there} were at the new place, {moved.deleted} deleted at the old one.",
    )
    if moved.unnamed:
        print_line(
            f"Để nguyên ở nơi cũ {moved.unnamed} tệp mà cơ sở dữ liệu không nhắc tới.",
            f"{moved.unnamed} files that the database does not name stay at the old place.",
        )
    if moved.altered:
        shown = ", ".join(moved.altered[:MOST_SHOWN]) + (" …" if len(moved.altered) > MOST_SHOWN else "")
        print_line(
            f"SAI MÃ BĂM {len(moved.altered)} tệp, để nguyên ở nơi cũ: {shown}",
            f"WRONG DIGEST of {len(moved.altered)} files, which stay at the old place: {shown}",
        )


def _refuse_deleting_what_serves(arguments: argparse.Namespace) -> None:
    """The store that the program reads now loses nothing: it must read the other one already."""
    if arguments.delete and (arguments.into or "") != settings.TINHSO_FILES_S3:
        what = "đặt TINHSO_FILES_S3 đúng địa chỉ ấy" if arguments.into else "bỏ TINHSO_FILES_S3"
        deed = "set TINHSO_FILES_S3 to that address" if arguments.into else "unset TINHSO_FILES_S3"
        raise Refusal(
            f"hệ thống còn đọc nơi cũ: {what}, khởi động lại, rồi mới dùng --delete",
            english=f"the system still reads the old place: {deed}, start it anew, then use --delete",
        )
