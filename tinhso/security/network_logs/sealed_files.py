"""A stored log as it lies in the store of files: its Parquet files in one archive, encrypted with a key that lies in no database or store."""

import base64
import io
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

from tinhso.kernel.files.public import read
from tinhso.lib.hunting.logs import FILES, HuntRefused, encode
from tinhso.lib.hunting.spool import Spool
from tinhso.security.models import NetworkLog

UNREADABLE = "Không mở được tệp nhật ký đã lưu."


@dataclass(frozen=True)
class SealedLog:
    """Ready to be stored; `refusal` instead of the content where it could not be made."""

    content: bytes
    rows: int
    names: int
    nameless: int
    refusal: str = ""


def seal_log(path: Path, spool: Spool) -> SealedLog:
    """The spooled rows as Parquet, sealed. In a child process, outside any transaction."""
    with TemporaryDirectory() as folder:
        try:
            counts = encode(path, Path(folder))
        except HuntRefused as refused:
            return SealedLog(b"", spool.rows, 0, spool.nameless, str(refused)[:300])
        archive = io.BytesIO()
        with tarfile.open(fileobj=archive, mode="w") as tar:
            for name in FILES:
                tar.add(Path(folder) / name, arcname=name)
        return SealedLog(_box().encrypt(archive.getvalue()), spool.rows, counts["names"], spool.nameless)


@contextmanager
def opened_log(log: NetworkLog) -> Iterator[Path]:
    """A folder of its own with the Parquet files, for as long as the block. Raises: HuntRefused."""
    if log.file is None:
        raise HuntRefused(UNREADABLE)
    try:
        content = _box().decrypt(read(log.file))
    except (InvalidToken, FileNotFoundError) as error:
        raise HuntRefused(UNREADABLE) from error
    with TemporaryDirectory() as folder:
        with tarfile.open(fileobj=io.BytesIO(content)) as tar:
            for name in FILES:
                member = tar.extractfile(name)
                if member is not None:
                    (Path(folder) / name).write_bytes(member.read())
        yield Path(folder)


def digest_key() -> str:
    """With which names are made into digests: from the key that is given up last, so that a change of keys forgets what was seen once, not at once."""
    return sha256(b"tinhso seen domain\x00" + settings.SEED_KEYS[-1].encode()).hexdigest()


def _box() -> MultiFernet:
    """The keys of second factors serve another purpose here, by another hash; what is stored lives shorter than a change of keys."""
    return MultiFernet([_fernet(key) for key in settings.SEED_KEYS])


def _fernet(key: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(sha256(b"tinhso network log\x00" + key.encode()).digest()))
