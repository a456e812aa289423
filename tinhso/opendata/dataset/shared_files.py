"""The files of published versions in a bucket (`TINHSO_OPEN_DATA_S3`), so that several web machines need no shared folder.

Whoever publishes puts each file into the bucket under its SHA-256, before the row that names them; whoever reads has them
fetched once into the folder of his own machine, held against their sums. A version never changes, so a copy never ages.
"""

import hashlib
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from secrets import token_hex
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from tinhso.kernel.files.public import StoreAway, bucket_at
from tinhso.lib.tables.reader_pool import TooBusy
from tinhso.opendata.models import DataVersion

BLOCK = 1 << 20


class FilesAway(TooBusy):
    """The files of a version are not on this machine and could not be had now: whoever asked may come again."""


def not_here() -> str:
    return _("Tệp của phiên bản dữ liệu này chưa có ở đây; cơ quan vận hành đang đưa tới, xin thử lại sau.")


def put_into_bucket(folder: Path, sums: Mapping[str, str]) -> None:
    """Every file of a new version; nothing where no bucket is set. StoreAway."""
    if not settings.OPEN_DATA_S3:
        return
    bucket = bucket_at(settings.OPEN_DATA_S3)
    for name, digest in sums.items():
        with (folder / name).open("rb") as stream:
            bucket.put(digest, stream)


def remove_from_bucket(digests: Iterable[str]) -> None:
    """Files of erased versions; nothing where no bucket is set. StoreAway."""
    if settings.OPEN_DATA_S3:
        bucket = bucket_at(settings.OPEN_DATA_S3)
        for digest in digests:
            bucket.delete(digest)


def fetch_version(folder: UUID, place: Path, url: str = "") -> None:
    """The files of a version that lie in the bucket alone, into `place`; nothing for what is no version or has no sums.

    Two at once make one: whoever is second throws his own away. Raises FilesAway where the bucket does not answer, lacks a file
    or gives other bytes than were published.
    """
    sums = DataVersion.objects.filter(folder=folder).values_list("sums", flat=True).first()
    if not sums:
        return
    draft = place.with_name(f"{place.name}.{token_hex(4)}.new")
    draft.mkdir(mode=0o700, parents=True)
    try:
        for name, digest in sums.items():
            _fetch(url or settings.OPEN_DATA_S3, digest, draft / name)
        (draft / "SHA256SUMS").write_text("".join(f"{one}  {name}\n" for name, one in sums.items()))
        draft.rename(place)
    except StoreAway as error:
        raise FilesAway(_("Kho tệp của dữ liệu mở chưa trả lời; xin thử lại sau ít phút.")) from error
    except FileNotFoundError as error:
        raise FilesAway(not_here()) from error
    except OSError:
        if not place.is_dir():  # nobody else was first
            raise
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _fetch(url: str, digest: str, path: Path) -> None:
    """FileNotFoundError, also for bytes that are not those."""
    found = hashlib.sha256()
    with bucket_at(url).open(digest) as stream, path.open("wb") as out:
        while block := stream.read(BLOCK):
            found.update(block)
            out.write(block)
    if found.hexdigest() != digest:
        raise FileNotFoundError(digest)
    path.chmod(0o440)
