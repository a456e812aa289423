from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from tinhso.kernel.events.public import Actor
from tinhso.kernel.files.public import MEGABYTE, Kind, StoredFile, UploadRules, claim_files, store_upload
from tinhso.kernel.papers.public import ScanUnreadable, annex_pages
from tinhso.onestop.models import Dossier

MOST_PAGES = 100
MOST_BYTES = 10 * MEGABYTE


class OwnFileRefused(Exception):
    """The file cannot be signed as a part of the result; the message is for the screen."""


@transaction.atomic
def keep_own_file(
    *, dossier: Dossier, file: UploadedFile, by: Actor, now: datetime
) -> tuple[StoredFile, int]:
    """The examiner's own text of a result, a PDF that nobody has signed, and how many pages it has.

    It waits for its scan like every upload; nothing is drawn up of it before. Raises: FileRefused, OwnFileRefused.
    """
    rules = UploadRules(frozenset({Kind.PDF}), MOST_BYTES, f"result:{dossier.pk}", max_files=20)
    file.seek(0)
    content = file.read(MOST_BYTES + 1)
    stored = store_upload(file, by=by, now=now, rules=rules)
    pages = pages_of(content)
    claim_files([stored.pk], by=by, now=now)
    return stored, pages


def pages_of(pdf: bytes) -> int:
    try:
        pages = annex_pages(pdf)
    except ScanUnreadable as error:
        raise OwnFileRefused(
            "Tệp PDF này không dùng được: hỏng, có mật khẩu hoặc đã có chữ ký số. Lưu lại thành PDF chưa ký rồi gửi."
        ) from error
    if not 1 <= pages <= MOST_PAGES:
        raise OwnFileRefused(f"Tệp có {pages} trang; kết quả nhận từ 1 đến {MOST_PAGES} trang.")
    return pages
