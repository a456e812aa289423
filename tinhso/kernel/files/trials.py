"""An object that is put, read again and deleted; a clean file and the test pattern that the scanner is asked about."""

import hashlib
import io
import os
from collections.abc import Mapping

from django.conf import settings

from tinhso.kernel.files.contents.store import Store, StoreAway, store
from tinhso.kernel.site.trial import Deed, NotSetUp, Recipient, TrialFailed
from tinhso.lib.files.clamav import ScannerUnavailable, scan_stream
from tinhso.lib.files.signatures import TEST_PATTERN

KEYS = "AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY"
WORDS = {
    "NoSuchBucket": "không có kho này: tạo kho hoặc sửa TINHSO_FILES_S3",
    "AccessDenied": "khóa không được ghi, đọc, xóa trong kho: cấp đủ ba quyền",
    "403": f"kho từ chối: xem {KEYS}",
    "InvalidAccessKeyId": f"kho không biết khóa này: xem {KEYS}",
    "SignatureDoesNotMatch": f"khóa bí mật sai: xem {KEYS}",
    "RequestTimeTooSkewed": "đồng hồ máy này lệch với kho: bật đồng bộ giờ",
}


def put_and_get(_recipient: Recipient) -> Mapping[str, Deed]:
    """In the bucket, or the folder of this machine."""
    here = store()
    return {"": lambda: _round(here)}


def _round(here: Store) -> str:
    content = os.urandom(4096)
    sha256 = hashlib.sha256(content).hexdigest()
    try:
        here.put(sha256, io.BytesIO(content))
        with here.open(sha256) as stream:
            got = stream.read()
        here.delete(sha256)
    except StoreAway as error:
        raise TrialFailed(_refusal(error)) from error
    except OSError as error:
        raise TrialFailed(
            f"không ghi, đọc, xóa được tệp ({type(error).__name__}): xem quyền và chỗ trống của thư mục files"
        ) from error
    if got != content:
        raise TrialFailed("tệp đọc lại khác tệp đã ghi: đừng nhận thêm tệp, xem kho và đĩa")
    return "đã ghi, đọc lại đúng và xóa một tệp thử"


def _refusal(error: StoreAway) -> str:
    response = getattr(error.__cause__, "response", None) or {}
    code = str(response.get("Error", {}).get("Code", ""))
    return WORDS.get(code) or f"kho không trả lời hoặc từ chối ({code or error}): xem TINHSO_FILES_S3, {KEYS}"


def ask_scanner(_recipient: Recipient) -> Mapping[str, Deed]:
    address = settings.TINHSO_CLAMAV
    if not address:
        raise NotSetUp("chưa đặt TINHSO_CLAMAV: tệp chỉ được quét bằng mẫu có sẵn")
    return {"": lambda: _scan(address)}


def _scan(address: str) -> str:
    try:
        clean = scan_stream(address, io.BytesIO(b"tinhso"))
        found = scan_stream(address, io.BytesIO(TEST_PATTERN))
    except (ScannerUnavailable, ValueError) as error:
        raise TrialFailed(
            f"ClamAV không trả lời ({error}): xem TINHSO_CLAMAV, clamd có chạy và có cơ sở mẫu không; tệp mới chờ quét"
        ) from error
    if clean or not found:
        raise TrialFailed("ClamAV trả lời sai về tệp sạch hoặc mẫu thử: nạp lại cơ sở mẫu (freshclam)")
    return "nhận ra mẫu thử, để yên tệp sạch"
