"""Map tiles of the instance's setting: an address with {z}/{x}/{y}, or a PMTiles archive of pictures that we serve ourselves.

The archive is a file of this machine or lies at an address that gives ranges; it is the operator's own word, so it is asked
as it stands. Only its pictures are served: what an archive of vectors holds would have to be drawn by the reader's browser.
"""

import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import requests
from django.utils.translation import gettext as _
from pmtiles.reader import Reader
from pmtiles.tile import Compression, TileType, deserialize_header
from urllib3.exceptions import HTTPError

MOST_BYTES = 16 << 20  # of one piece: a directory or a tile
SECONDS = 5.0
PIECES = 256  # that a process keeps: the heads and directories that every tile asks for
KINDS = {
    TileType.PNG: "image/png",
    TileType.JPEG: "image/jpeg",
    TileType.WEBP: "image/webp",
    TileType.AVIF: "image/avif",
}


class BadArchive(Exception):
    """The archive cannot be served; `str()` is a whole sentence that says why."""


@dataclass(frozen=True)
class TileArchive:
    """An archive that was opened: what kind of pictures it holds, for which zooms, and how to get one."""

    media: str
    least: int
    most: int
    reader: Any

    def tile(self, z: int, x: int, y: int) -> bytes | None:
        """The picture, None where the archive has none there. BadArchive."""
        if not (self.least <= z <= self.most and 0 <= x < 1 << z and 0 <= y < 1 << z):
            return None
        try:
            found = self.reader.get(z, x, y)
        except BadArchive:
            raise
        except (ValueError, IndexError, KeyError, EOFError, OSError, zlib.error) as error:  # of broken bytes
            raise BadArchive(_("Gói mảnh bản đồ bị hỏng.")) from error
        return bytes(found) if found else None


def is_archive(source: str) -> bool:
    """Does the setting name an archive, and not an address for each tile?"""
    return bool(source) and "{z}" not in source


@lru_cache(maxsize=2)
def open_archive(source: str) -> TileArchive:
    """Once a process; a process that could not open it tries again. BadArchive."""
    get = lru_cache(maxsize=PIECES)(_at_address(source) if "://" in source else _of_file(Path(source)))
    head = get(0, 127)
    if head[:7] != b"PMTiles" or len(head) < 127:
        raise BadArchive(_("Tệp này không phải gói PMTiles."))
    if head[7] != 3:
        raise BadArchive(_("Gói PMTiles phải theo phiên bản 3."))
    try:
        header = deserialize_header(head)
    except (ValueError, IndexError) as error:
        raise BadArchive(_("Phần đầu của gói PMTiles bị hỏng.")) from error
    if header["tile_type"] not in KINDS:
        raise BadArchive(_("Gói này chứa mảnh vector; cần gói mảnh ảnh (PNG, JPEG, WebP hoặc AVIF)."))
    if header["internal_compression"] not in (Compression.GZIP, Compression.NONE):
        raise BadArchive(_("Mục lục của gói này nén theo cách chưa đọc được; cần gzip."))
    return TileArchive(KINDS[header["tile_type"]], header["min_zoom"], header["max_zoom"], Reader(get))


def _of_file(path: Path) -> Callable[[int, int], bytes]:
    def get(offset: int, length: int) -> bytes:
        _check(length)
        try:
            with path.open("rb") as file:
                file.seek(offset)
                return file.read(length)
        except OSError as error:
            raise BadArchive(_("Không đọc được tệp gói mảnh bản đồ.")) from error

    return get


def _at_address(address: str) -> Callable[[int, int], bytes]:
    def get(offset: int, length: int) -> bytes:
        _check(length)
        wanted = {"Range": f"bytes={offset}-{offset + length - 1}", "Accept-Encoding": "identity"}
        try:
            with requests.get(
                address, headers=wanted, timeout=SECONDS, stream=True, allow_redirects=False
            ) as answer:
                if answer.status_code != 206:
                    raise BadArchive(_("Địa chỉ gói mảnh bản đồ không trả từng phần (HTTP 206)."))
                return answer.raw.read(length)
        except (requests.RequestException, HTTPError, OSError) as error:
            raise BadArchive(_("Không hỏi được địa chỉ gói mảnh bản đồ.")) from error

    return get


def _check(length: int) -> None:
    if not 0 < length <= MOST_BYTES:
        raise BadArchive(_("Gói mảnh bản đồ bị hỏng."))
