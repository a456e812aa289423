from datetime import date, datetime

from django.db import transaction

from tinhso.documents.models import FileMove, WorkFile
from tinhso.documents.registers.secrecy import NONE, check_not_secret
from tinhso.documents.work_files.holders import unit_of_holder
from tinhso.documents.work_files.moving import folded_words, note_move
from tinhso.documents.work_files.permissions import check_can_list_files
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import Agency, User
from tinhso.kernel.site.public import EntryRefused


@transaction.atomic
def plan_file(
    *,
    agency: Agency,
    year: int,
    code: str,
    title: str,
    heading: str,
    keep_years: int | None,
    keep_source: str,
    holder: User,
    day: date,
    by: Actor,
    now: datetime,
) -> WorkFile:
    """The clerk writes a line into the agency's list of files of a year (NĐ 30/2020/NĐ-CP Điều 28): symbol, title, how long
    it is kept (None for ever) and by what rule, who keeps it.

    Raises: DocumentsForbidden, SecretDocument, EntryRefused.
    """
    check_can_list_files(agency.pk, by)
    code, title, keep_source = code.strip(), title.strip(), keep_source.strip()
    check_not_secret(NONE, [code, title, heading, keep_source])
    _check_line(code, title, keep_source, keep_years)
    unit = unit_of_holder(holder, agency, day)
    if WorkFile.objects.filter(agency=agency, year=year, code=code).exists():
        raise EntryRefused("code", f"Danh mục năm {year} đã có hồ sơ mang số, ký hiệu này.")
    file = WorkFile(
        agency=agency,
        unit=unit,
        year=year,
        code=code,
        heading=heading.strip(),
        title=title,
        keep_years=keep_years,
        keep_source=keep_source,
        holder=holder,
        planned_at=now,
    )
    file.folded = folded_words(file)
    file.save(force_insert=True)
    note_move(file, FileMove.Kind.PLANNED, by=by, now=now)
    return file


def _check_line(code: str, title: str, keep_source: str, keep_years: int | None) -> None:
    for field, value, words in (
        ("code", code, "Ghi số, ký hiệu của hồ sơ trong danh mục."),
        ("title", title, "Ghi tiêu đề hồ sơ."),
        ("keep_source", keep_source, "Ghi căn cứ của thời hạn bảo quản."),
    ):
        if not value:
            raise EntryRefused(field, words)
    if keep_years is not None and not 1 <= keep_years <= 100:
        raise EntryRefused("keep_years", "Thời hạn bảo quản từ 1 đến 100 năm; để trống là vĩnh viễn.")
