"""What the jobs do with a scan outside of any transaction: the programs of the machine are run, then the deed writes what they found."""

from datetime import datetime

from tinhso.documents.models import Scan, ScanPart
from tinhso.documents.scanning.actions.write_parts import write_parts
from tinhso.documents.scanning.actions.write_text import write_text
from tinhso.kernel.files.public import StoredFile, read
from tinhso.lib.files.kinds import FACTS
from tinhso.lib.scans.recognition import NotRecognised, text_of
from tinhso.lib.scans.splitting import ScanUnreadable, split_scan

INFECTED = "Tệp nhiễm mã độc, không mở."
KINDS = {facts.content_type: kind for kind, facts in FACTS.items()}


def split_stored_scan(scan: Scan, *, now: datetime) -> Scan:
    if scan.file.state == StoredFile.State.INFECTED:
        return write_parts(scan=scan, parts=[], problem=INFECTED, now=now)
    try:
        parts = split_scan(read(scan.file), KINDS[scan.file.content_type])
    except ScanUnreadable as error:
        return write_parts(scan=scan, parts=[], problem=str(error), now=now)
    return write_parts(scan=scan, parts=parts, now=now)


def read_stored_part(part: ScanPart, *, now: datetime) -> ScanPart:
    if part.state != ScanPart.State.READING or part.scan.state != Scan.State.SPLIT:
        return part
    try:
        text: str | None = text_of(read(part.file))
    except NotRecognised:
        text = None
    return write_text(part=part, text=text, now=now)
