"""Files of work of the demo's offices, by the deeds themselves: a list of last year and of this one, papers of the year in them.

Of last year one file is in the archive, one must soon be handed over, one waits for the archive; of this year one is open.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from tinhso.demo.documents.offices import Office
from tinhso.demo.onestop.office_hours import last_days
from tinhso.documents.public import (
    OutgoingDocument,
    WorkFile,
    approve_file_list,
    close_file,
    file_paper,
    hand_over_file,
    plan_file,
    receive_file,
)
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import User

PAPERS = 5  # of a file at most
SOON = timedelta(days=350)  # since its work ended, of the file that must be handed over within the month
SOURCE = "Bảng thời hạn bảo quản của cơ quan (mô phỏng)"


@dataclass(frozen=True)
class Line:
    """A line of a list: symbol, heading, title, years of keeping, and how far the file has come."""

    code: str
    heading: str
    title: str
    keep_years: int | None
    stop: str = "planned"


LAST_YEAR = (
    Line("01-TH", "Tổng hợp", "Chương trình, kế hoạch công tác năm (mô phỏng)", None, "archived"),
    Line("02-TH", "Tổng hợp", "Báo cáo định kỳ của cơ quan (mô phỏng)", 20, "due"),
    Line("03-CĐS", "Chuyển đổi số", "Chỉ đạo, điều hành chuyển đổi số (mô phỏng)", 10, "offered"),
    Line("04-VP", "Văn phòng", "Giấy mời, tài liệu họp (mô phỏng)", 2, "closed"),
)
THIS_YEAR = (
    Line("01-TH", "Tổng hợp", "Chương trình, kế hoạch công tác năm (mô phỏng)", None, "open"),
    Line("02-TH", "Tổng hợp", "Báo cáo định kỳ của cơ quan (mô phỏng)", 20),
    Line("03-CĐS", "Chuyển đổi số", "Chỉ đạo, điều hành chuyển đổi số (mô phỏng)", 10),
    Line("04-VP", "Văn phòng", "Giấy mời, tài liệu họp (mô phỏng)", 2),
)


@transaction.atomic
def fill_files(offices: list[Office], *, now: datetime) -> int:
    """How many files stand."""
    return sum(_office(office, now) for office in offices)


def _office(office: Office, now: datetime) -> int:
    yesterday, *_ = last_days(office.calendar, now.date(), 1)
    at = office.calendar.add_working_seconds(office.calendar.opening(yesterday), 20_000)
    keeper = office.drafters[0]
    holder = User.objects.get(pk=keeper.user_id or 0)
    year = at.date().year
    papers = list(
        OutgoingDocument.objects.whole()
        .filter(case__agency=office.agency, drafted_by=holder, issued_at__lt=at, number__isnull=False)
        .order_by("number__dated", "pk")
    )
    count = 0
    for of_year, lines in ((year - 1, LAST_YEAR), (year, THIS_YEAR)):
        mine = [one for one in papers if one.number and one.number.dated.year == of_year]
        each = min(PAPERS, len(mine) // sum(line.stop != "planned" for line in lines))
        for line in lines:
            file = plan_file(
                agency=office.agency,
                year=of_year,
                code=line.code,
                heading=line.heading,
                title=line.title,
                keep_years=line.keep_years,
                keep_source=SOURCE,
                holder=holder,
                day=at.date(),
                by=office.clerks[0],
                now=at,
            )
            count += 1
            given = [mine.pop(0) for _ in range(each)] if line.stop != "planned" else []
            if given:
                _bring(file, given, line.stop, keeper, office.clerks[0], at)
        approve_file_list(agency=office.agency, year=of_year, by=office.heads[0], now=at)
    return count


def _bring(
    file: WorkFile, papers: list[OutgoingDocument], stop: str, keeper: Actor, clerk: Actor, at: datetime
) -> None:
    """Its papers put in, and the file brought as far as its line says."""
    for one in papers:
        file_paper(file=file, document=one, by=keeper, now=at)
    if stop == "open":
        return
    newest = max(one.number.dated for one in papers if one.number)
    close_file(file=file, ended_on=_ended(newest, stop, at.date()), by=keeper, now=at)
    if stop in ("offered", "archived"):
        hand_over_file(file=file, by=keeper, now=at)
    if stop == "archived":
        receive_file(file=file, place="Kho lưu trữ, giá 1 (mô phỏng)", by=clerk, now=at)


def _ended(newest: date, stop: str, day: date) -> date:
    return max(newest, day - SOON) if stop == "due" else newest
