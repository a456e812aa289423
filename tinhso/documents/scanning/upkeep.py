"""What the doctor says of the programs that scans are read with, and a monitoring system asks of scans."""

from collections.abc import Iterable

from tinhso.documents.models import ScanPart
from tinhso.kernel.site.operation import Finding, Sample
from tinhso.lib.scans.programs import recognises, splits_pdf

INSTALL = "Debian: apt-get install ocrmypdf tesseract-ocr-vie poppler-utils qpdf"


def scan_programs() -> Iterable[Finding]:
    name = "Bản quét văn bản đến"
    missing = [
        words
        for words, there in (
            ("nhận dạng chữ (ocrmypdf, tesseract-ocr-vie)", recognises()),
            ("tách PDF theo trang ngăn (pdftoppm, qpdf)", splits_pdf()),
        )
        if not there
    ]
    if missing:
        yield Finding(name, "note", f"máy này không {', không '.join(missing)}. {INSTALL}")
    else:
        yield Finding(name, "good", "tách theo trang ngăn và nhận dạng chữ")


def scans_read() -> Iterable[Sample]:
    """One query."""
    return [Sample(ScanPart.objects.filter(state=ScanPart.State.READING).count())]
