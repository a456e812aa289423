"""Where the bytes lie, under their SHA-256: a folder of this machine, or S3 by a setting."""

from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO, Protocol

from django.conf import settings
from django.db import connection

from tinhso.kernel.files.contents.store_local import LocalStore


class StoreAway(OSError):
    """The store does not answer, or refuses us: nothing is known of its files."""


class Store(Protocol):
    """A content-addressed store. Writing the same content twice is harmless. StoreAway from one on another machine."""

    def put(self, sha256: str, stream: BinaryIO) -> None:
        """Keep the stream's bytes; on return they survive a power cut."""

    def open(self, sha256: str) -> BinaryIO:
        """The bytes from their start; FileNotFoundError if there are none."""

    def delete(self, sha256: str) -> None:
        """Forget the bytes; no error if there are none."""

    def older_than(self, moment: datetime) -> Iterator[str]:
        """The digests of everything that was written before that moment."""


def store() -> Store:
    """The store of this instance."""
    return bucket_at(settings.TINHSO_FILES_S3) if settings.TINHSO_FILES_S3 else folder_store()


def bucket_at(url: str) -> Store:
    """A bucket by its address, as TINHSO_FILES_S3 has it."""
    return _s3(url)


def folder_store() -> Store:
    """The folder of this machine, whichever store is in use."""
    return LocalStore(Path(settings.MEDIA_ROOT))


@lru_cache(maxsize=2)
def _s3(url: str) -> Store:
    # boto3 is large and loaded only where the setting asks for a bucket
    from tinhso.kernel.files.contents.store_s3 import S3Store

    return S3Store(url)


def lock_content(sha256: str) -> None:
    """Until the end of the transaction nobody else adds or removes this content."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 5))", [sha256])
