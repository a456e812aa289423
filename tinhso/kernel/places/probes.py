"""Whether the map's tiles can be had: the archive that the setting names is opened and asked for its first tile."""

from collections.abc import Iterator

from django.conf import settings

from tinhso.kernel.places.tiles import BadArchive, is_archive, open_archive
from tinhso.kernel.site.operation import Finding

NAME = "TINHSO_TILES"


def tiles() -> Iterator[Finding]:
    if not settings.TILES:
        yield Finding(NAME, "note", "chưa đặt: bản đồ dùng nền của gói tỉnh")
    elif not is_archive(settings.TILES):
        yield Finding(NAME, "good", "đã đặt địa chỉ từng mảnh")
    else:
        yield _archive(settings.TILES)


def _archive(source: str) -> Finding:
    try:
        archive = open_archive(source)
        archive.tile(archive.least, 0, 0)
    except BadArchive as error:
        return Finding(NAME, "wrong", f"gói mảnh bản đồ: {error}")
    return Finding(NAME, "good", f"gói mảnh {archive.media}, mức {archive.least} đến {archive.most}")
