"""The report as a document: several people write its sections, the clerk numbers it, and the files bear its letterhead."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tinhso.indicators.models import Report, ReportText
from tinhso.indicators.reports.actions.freeze_report import freeze_report
from tinhso.indicators.reports.actions.issue_report import IssuedAlready, issue_report
from tinhso.indicators.reports.actions.move_report import ReportMoved, open_report, send_report
from tinhso.indicators.reports.actions.sign_report import sign_report
from tinhso.indicators.reports.actions.write_section import NoSuchSection, SectionChanged, write_section
from tinhso.indicators.reports.content import content_of
from tinhso.indicators.reports.tests.test_report_life import SOURCE, cases
from tinhso.indicators.rights.permissions import FiguresForbidden, can_issue, can_write
from tinhso.indicators.tests import makers as make
from tinhso.kernel.events.public import EventRow
from tinhso.kernel.site.public import EntryRefused
from tinhso.kernel.site.slots import DocumentNumbering

__all__ = ["cases"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("measures")]
TARGETS = [
    {"indicator": "test.rate", "period": "2023", "value": 97, "basis": "Kế hoạch năm"},
    {"indicator": "test.rate", "period": "2024", "value": 98, "basis": "Kế hoạch sau"},
]


@pytest.fixture(autouse=True)
def without_registers(monkeypatch):
    """As where no system keeps registers of documents."""
    for place in ("actions.issue_report", "views.document"):
        monkeypatch.setattr(f"tinhso.indicators.reports.{place}.all_of", lambda kind: [])


@pytest.fixture
def draft(town, cases):
    return open_report(year=2023, by=town.actor("chi"), now=make.NOW)


def write(town, draft, who="chi", **changes):
    given = {"report": draft, "section": "mot", "was": 0, "text": "Nguyên nhân.\n\nViệc phải làm."}
    return write_section(**given | changes, by=town.actor(who), now=make.NOW)


def frozen(town, draft):
    by = town.actor("chi")
    send_report(report=draft, ver=draft.ver, by=by, now=make.NOW)
    sign_report(report=draft, ver=draft.ver, by=by, now=make.NOW)
    freeze_report(report=draft, ver=draft.ver, by=by, now=make.NOW)
    return draft


def issue(town, report, who="van", **changes):
    given = {"report": report, "ver": report.ver, "number": 48, "day": make.NOW.date()}
    return issue_report(**given | changes, by=town.actor(who), now=make.NOW)


def test_what_several_people_write_stands_below_the_figures_of_their_section(town, draft):
    write(town, draft)
    write(town, draft, "emi", was=1, text="Bản của Emi.")
    (section,) = content_of(2023, make.NOW)["sections"]
    assert [block["runs"] for block in section["blocks"]][1:] == [["Bản của Emi."]]
    assert [text.number for text in draft.texts.all()] == [2, 1]
    rows = EventRow.objects.filter(name="indicators.ReportSectionWritten")
    assert [row.payload["number"] for row in rows.order_by("pk")] == [1, 2] and "Emi" not in str(
        [row.payload for row in rows]
    )


def test_of_two_who_write_at_once_one_wins_and_no_words_are_lost(town, draft, client):
    write(town, draft)
    with pytest.raises(SectionChanged) as changed:
        write(town, draft, "emi", text="Bản của Emi.")
    assert changed.value.newest.text.startswith("Nguyên nhân")
    town.sign_in(client, "emi")
    url = reverse("write_report_section", args=[2023, "mot"])
    answer = client.post(url, {"was": 0, "text": "Bản của Emi."})
    assert answer.status_code == 409
    assert "Bản của Emi." in answer.content.decode() and "Nguyên nhân." in answer.content.decode()
    assert client.post(url, {"was": 1, "text": "x" * 6001}).status_code == 422
    assert client.post(url, {"was": 1, "text": "Ghép hai bản."}).status_code == 302
    assert ReportText.objects.count() == 2


def test_who_may_not_write_and_what_is_no_draft_or_section(town, draft):
    with pytest.raises(FiguresForbidden):
        write(town, draft, "an")
    assert not can_write(town.actor("dung"))
    with pytest.raises(NoSuchSection):
        write(town, draft, section="hai")
    send_report(report=draft, ver=draft.ver, by=town.actor("chi"), now=make.NOW)
    with pytest.raises(ReportMoved):
        write(town, draft)


@pytest.mark.long
def test_the_clerk_types_number_and_day_once_and_both_stand_in_the_letterhead(town, draft, client):
    report = frozen(town, draft)
    with pytest.raises(FiguresForbidden):
        issue(town, report, "chi")
    assert not can_issue(report, town.actor("binh"))
    with pytest.raises(EntryRefused, match="sổ đăng ký"):
        issue(town, report, number=None)
    with pytest.raises(EntryRefused, match="Ngày ban hành"):
        issue(town, report, day=make.NOW.date() + timedelta(days=1))
    with pytest.raises(ReportMoved):
        issue(town, report, ver=1)
    town.sign_in(client, "van")
    url = reverse("issue_report", args=[2023])
    assert client.post(url, {"ver": report.ver, "number": "x", "day": "08/03/2024"}).status_code == 422
    sent = client.post(url, {"ver": report.ver, "number": "48", "day": "08/03/2024"})
    assert sent["Location"] == reverse("annual_report", args=[2023])
    report.refresh_from_db()
    with pytest.raises(IssuedAlready):
        issue(town, report)
    document = content_of(2023, make.NOW)["document"]
    assert document["number"] == f"48/{report.notation}" and document["date"] == "2024-03-08"
    assert document["agency"] == town.agency_a.name
    page = client.get(reverse("annual_report", args=[2023])).content.decode()
    assert f"Số: 48/{report.notation}" in page and "ngày 08 tháng 3 năm 2024" in page


@pytest.mark.long
def test_where_registers_of_documents_stand_they_give_the_number(town, draft, monkeypatch):
    report = frozen(town, draft)
    asked = []

    def take(**given):
        asked.append(given["kind"])
        return 7

    monkeypatch.setattr(
        "tinhso.indicators.reports.actions.issue_report.all_of", lambda kind: [DocumentNumbering(take)]
    )
    issue(town, report, number=None)
    report.refresh_from_db()
    assert (report.number, asked) == (7, ["BC"])


def test_targets_that_were_not_reached_and_those_ahead_are_tables(town, cases, monkeypatch):
    blocks = [{"unmet": {"title": "Chưa đạt"}}, {"ahead": {"title": "Năm sau"}}, {"say": "Chưa ai đo."}]
    source = SOURCE | {
        "sections": [{"key": "mot", "part": "Kết quả", "title": "Phần", "blocks": blocks}],
        "recipients": ["Lưu: VT"],
        "closing": "Hết./.",
    }
    for module in ("tinhso.indicators.data.sources", "tinhso.indicators.reports.source"):
        monkeypatch.setattr(f"{module}.report_data", lambda year: source)
    monkeypatch.setattr("tinhso.indicators.figures.targets.target_rows", lambda: TARGETS)
    content = content_of(2023, make.NOW)
    unmet, ahead, last_block = content["sections"][0]["blocks"]
    assert [cell if isinstance(cell, str) else cell["t"] for cell in unmet["rows"][0]][:3] == [
        "Tỷ lệ đúng hạn",
        "97,00%",
        "66,67%",
    ]
    assert ahead["rows"][0][2]["t"] == "98,00%" and last_block["runs"] == ["Chưa ai đo."]
    assert content["document"]["recipients"] == ["Lưu: VT"]
    assert Report.objects.count() == 0
