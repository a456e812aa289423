"""Files of work of agency A, planned by Văn, its clerk, and kept by Emi."""

from datetime import date, datetime
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.town import Town
from tinhso.casework.tests.makers import NOW
from tinhso.documents.incoming.tests import makers as arriving
from tinhso.documents.models import FileEntry, WorkFile
from tinhso.documents.work_files.actions.close_file import close_file
from tinhso.documents.work_files.actions.file_material import file_material
from tinhso.documents.work_files.actions.file_paper import file_paper
from tinhso.documents.work_files.actions.hand_over_file import hand_over_file
from tinhso.documents.work_files.actions.plan_file import plan_file
from tinhso.documents.work_files.actions.receive_file import receive_file
from tinhso.kernel.files.public import StoredFile, store_upload

PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF"
WORDS: dict[str, Any] = {
    "year": 2024,
    "code": "01-CĐS",
    "heading": "Chuyển đổi số",
    "title": "Hồ sơ xây dựng kế hoạch chuyển đổi số năm 2024",
    "keep_years": 10,
    "keep_source": "Thử",
}


def fresh(file: WorkFile) -> WorkFile:
    return WorkFile.objects.whole().get(pk=file.pk)


def plan(town: Town, who: str = "van", **changes: Any) -> WorkFile:
    given = {"agency": town.agency_a, "holder": town.emi, "day": town.day, "now": NOW} | WORDS | changes
    return fresh(plan_file(by=town.actor(who), **given))


def paper(town: Town) -> Any:
    """An arriving document in Emi's hands."""
    return arriving.direct(town, arriving.registered(town))


def put(town: Town, file: WorkFile, document: Any, who: str = "emi", now: datetime = NOW) -> FileEntry:
    return file_paper(file=file, document=document, by=town.actor(who), now=now)


def upload(town: Town, who: str = "emi", content: bytes = PDF) -> StoredFile:
    return store_upload(
        SimpleUploadedFile("bien-ban.pdf", content, content_type="application/pdf"),
        by=town.actor(who),
        now=NOW,
    )


def material(town: Town, file: WorkFile, who: str = "emi", **changes: Any) -> FileEntry:
    given = {"material": upload(town, who), "title": "Biên bản họp", "dated": date(2024, 3, 4), "now": NOW}
    return file_material(file=file, by=town.actor(who), **given | changes)


def filled(town: Town, **changes: Any) -> WorkFile:
    file = plan(town, **changes)
    material(town, file)
    return fresh(file)


def closed(town: Town, **changes: Any) -> WorkFile:
    file = filled(town, **changes)
    close_file(file=file, ended_on=date(2024, 3, 5), by=town.actor("emi"), now=NOW)
    return fresh(file)


def offered(town: Town, **changes: Any) -> WorkFile:
    file = closed(town, **changes)
    hand_over_file(file=file, by=town.actor("emi"), now=NOW)
    return fresh(file)


def archived(town: Town, **changes: Any) -> WorkFile:
    file = offered(town, **changes)
    receive_file(file=file, place="Kho 1, giá 2", by=town.actor("van"), now=NOW)
    return fresh(file)
