import io
import zipfile
from datetime import datetime
from zoneinfo import ZoneInfo

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from tinhso.kernel.events.public import Actor
from tinhso.kernel.files.public import StoredFile, UploadRules, store_upload

NOW = datetime(2024, 3, 8, 9, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def sent_file(
    content: bytes = PDF,
    name: str = "Đơn xin.pdf",
    *,
    by: Actor | None = None,
    rules: UploadRules | None = None,
) -> StoredFile:
    """A file as somebody sends it with a plain form."""
    upload = SimpleUploadedFile(name, content, content_type="application/octet-stream")
    return store_upload(upload, by=by or Actor(), now=NOW, rules=rules)


def photo(size: tuple[int, int] = (30, 20), *, kind: str = "JPEG") -> bytes:
    """A photo that bears a place, lying on its side."""
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "May anh cua An"
    exif.get_ifd(0x8825)[2] = (19.0, 48.0, 0.0)
    Image.new("RGB", size, "green").save(out, format=kind, exif=exif)
    return out.getvalue()


def zipped(**entries: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return out.getvalue()
