"""Taking a picture in: written anew without place, device and time, under a name that tells nothing."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from tinhso.citizen.reports.content import PHOTO_RULES
from tinhso.kernel.events.public import Actor
from tinhso.kernel.files.public import (
    FileRefused,
    Holder,
    StoredFile,
    discard_file,
    scope_in_browser,
    store_upload,
)
from tinhso.lib.files.names import extension_of

HEIC_BRANDS = {b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif"}
HEADS = {
    "jpg": (b"\xff\xd8\xff", 0, "image/jpeg"),
    "png": (b"\x89PNG", 0, "image/png"),
    "webp": (b"WEBP", 8, "image/webp"),
}
"""Ending: the first bytes of that kind, where they stand, its media type."""
HEIC_NAMES = {"heic", "heif", "avif"}


class PhotoRefused(Exception):
    """The picture was not kept; `str()` is a whole sentence that says what to do."""


def holder_of(key: UUID, browser: str = "") -> Holder:
    """Who holds the pictures of the report that is being sent under that key: this browser, where there is one."""
    return Holder(scope_in_browser("report", key.hex, browser) if browser else f"report:{key.hex}")


def take_photo(uploaded: UploadedFile, *, holder: Holder, now: datetime) -> StoredFile:
    """Keep one picture of a sender, naming nobody; the same picture sent twice is kept once. PhotoRefused."""
    return _take(uploaded, holder.scope, holder, now)


def take_answer_photo(uploaded: UploadedFile, *, scope: str, by: Actor, now: datetime) -> StoredFile:
    """The same for an officer's picture of what was mended. PhotoRefused."""
    return _take(uploaded, scope, by, now)


def _take(uploaded: UploadedFile, scope: str, by: Actor | Holder, now: datetime) -> StoredFile:
    if is_heic(uploaded):
        raise PhotoRefused(
            _(
                "Ảnh dạng HEIC của iPhone chưa nhận được. Vào Cài đặt, Camera, Định dạng, chọn “Tương thích nhất” rồi "
                "chụp lại, hoặc gửi ảnh chụp màn hình."
            )
        )
    _name_by_content(uploaded)
    try:
        file = store_upload(uploaded, by=by, now=now, rules=replace(PHOTO_RULES, scope=scope))
    except FileRefused as refused:
        raise PhotoRefused(str(refused)) from refused
    same = StoredFile.objects.owned(by).in_scope(scope).filter(sha256=file.sha256, claimed_at=None)
    if earlier := same.exclude(pk=file.pk).first():
        discard_file(file, by=by, now=now)
        return earlier
    return file


def _name_by_content(uploaded: UploadedFile) -> None:
    """A name that tells nothing, with the ending of what it is: apps send pictures without one, or with another's."""
    uploaded.seek(0)
    head = uploaded.read(12)
    uploaded.seek(0)
    for ending, (start, at, media) in HEADS.items():
        if head[at : at + len(start)] == start:
            uploaded.name, uploaded.content_type = f"anh-hien-truong.{ending}", media
            return
    ending = extension_of(uploaded.name or "")
    uploaded.name = f"anh-hien-truong.{ending}" if ending else "anh-hien-truong"


def is_heic(uploaded: UploadedFile) -> bool:
    """By its own first bytes (ISO base media, brand of HEIF or AVIF), or else by its name."""
    uploaded.seek(0)
    head = uploaded.read(12)
    uploaded.seek(0)
    return (head[4:8] == b"ftyp" and head[8:12] in HEIC_BRANDS) or extension_of(
        uploaded.name or ""
    ) in HEIC_NAMES
