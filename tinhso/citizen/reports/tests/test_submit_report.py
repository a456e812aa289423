from uuid import uuid4

import pytest

from tinhso.casework.public import Case, NotYourTurn, State
from tinhso.citizen.models import Report
from tinhso.citizen.reports.actions.submit_report import submit_report
from tinhso.citizen.reports.content import ContentRefused, ReportContent
from tinhso.citizen.tests.makers import HOLDER, NOW, picture, send, set_up, upload
from tinhso.kernel.events.models import EventRow
from tinhso.kernel.people.public import Actor

pytestmark = pytest.mark.django_db


def refused(content: ReportContent) -> set[str]:
    with pytest.raises(ContentRefused) as raised:
        submit_report(content=content, client_key=uuid4(), channel=Report.Channel.APP, by=Actor(), now=NOW)
    return {name for name, _ in raised.value.problems}


def test_a_report_waits_at_the_desk_with_a_code_and_an_hour(town):
    report = send(town, set_up(town))
    case = report.case
    assert case.state == State.SUBMITTED and case.code.startswith("PA-240308-")
    assert case.title == "Ổ gà – Phường Hạc Thành"
    assert case in Case.objects.visible_to(town.actor("binh"))
    assert case not in Case.objects.visible_to(town.actor("emi"))
    assert case not in Case.objects.visible_to(town.actor("dung"))
    assert report.cell is not None and report.reporter.phone == "0912345678"


def test_the_same_key_gives_the_same_report(town):
    category, key = set_up(town), uuid4()
    content = ReportContent(category=category, description="Một", address="Cầu Đông")
    first, second = (
        submit_report(content=content, client_key=key, channel=Report.Channel.APP, by=Actor(), now=NOW)
        for _ in range(2)
    )
    assert first.pk == second.pk and Report.objects.count() == 1


def test_a_key_of_something_else_is_refused(town):
    category, key = set_up(town), uuid4()
    report = send(town, category)
    Case.objects.filter(pk=report.case_id).update(kind="dossier", client_key=key)
    content = ReportContent(category=category, description="Một", address="Cầu Đông")
    with pytest.raises(NotYourTurn):
        submit_report(content=content, client_key=key, channel=Report.Channel.APP, by=Actor(), now=NOW)


def test_everything_that_is_missing_is_said_at_once(town):
    set_up(town)
    lamp = set_of(town)["den"]
    assert refused(ReportContent(category=lamp)) == {"description", "place", "mau"}
    assert refused(
        ReportContent(category=lamp, description="x" * 4001, lat=95.0, lon=0.0, attributes={"mau": "xanh"})
    ) == {"description", "place", "mau"}


def set_of(town):
    from tinhso.citizen.models import ReportCategory

    return {c.code: c for c in ReportCategory.objects.all()}


def test_the_log_names_nobody_who_reports(town):
    report = send(town, set_up(town), by=town.actor("an"))
    rows = EventRow.objects.filter(case_id=report.case_id)
    assert {row.actor_id for row in rows} == {None}
    assert {row.name for row in rows} >= {"citizen.ReportSent", "casework.CaseSubmitted"}


def test_a_photo_of_somebody_else_is_not_taken(town):
    from tinhso.citizen.reports.photos import take_photo
    from tinhso.kernel.files.public import Holder, NotYourFile

    category = set_up(town)
    others = take_photo(upload(picture()), holder=Holder("report:khac"), now=NOW)
    with pytest.raises(NotYourFile):
        send(town, category, photos=(others.pk,))
    file = take_photo(upload(picture()), holder=HOLDER, now=NOW)
    report = send(town, category, photos=(file.pk,), by=town.actor("an"))
    assert report.photos.get().file.name == "anh-hien-truong.jpg"
