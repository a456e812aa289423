"""The demo's documents: a register without gaps, a way for each step, figures that follow from the log."""

from django.db import connection
from django.urls import reverse

from tinhso.casework.public import Case, compare_whole
from tinhso.demo.documents.offices import SEATS
from tinhso.documents.datasets import months
from tinhso.documents.derived import compare_numbers
from tinhso.documents.measures import numbered
from tinhso.documents.models import (
    CalendarEntry,
    DraftVersion,
    FileList,
    OutgoingDocument,
    RegisterNumber,
    RelatedDocument,
    SubmissionSlip,
    WorkFile,
)
from tinhso.documents.outgoing.authority import expected_authority
from tinhso.documents.outgoing.drawing import redrawn_document
from tinhso.kernel.people.public import User
from tinhso.kernel.site import clock

SIGNED = """
select count(*), count(p.id) from documents_registernumber n left join papers_paper p on p.agency_id = n.agency_id
  and p.state = 'issued' and (p.id = n.paper_id or
  p.kind = 'document_' || lower(n.type_code) and p.year = n.year and p.number = n.number and p.notation = n.notation)
where n.state = 'used'
"""
LATE = """
select count(*) from casework_case c join documents_outgoingdocument d on d.case_id = c.id
join casework_clock k on k.case_id = c.id where d.issued_at is not null
  and (c.timeliness = 'late') <> (k.stopped_at > k.due_at)
"""


def issued():
    return OutgoingDocument.objects.whole().filter(issued_at__isnull=False)


def test_iii_1d_every_series_runs_from_one_without_a_gap_in_the_order_of_issue(demo):
    """Only the number of a result that steps over what was given in the former series of results leaves one, and says why."""
    numbers = RegisterNumber.objects.order_by("agency", "year", "type_code", "number")
    last: dict[tuple[int, int, str], int] = {}
    for one in numbers:
        series = (one.agency_id, one.year, one.type_code)
        steps = one.paper_id and "đã cấp ở sổ kết quả" in one.reason
        assert one.number == last.get(series, 0) + 1 or steps and one.number > last.get(series, 0), one
        last[series] = one.number
    rows = list(numbers.values_list("agency", "year", "type_code", "dated"))
    assert rows == sorted(rows)


def test_the_log_tells_the_same_as_the_rows(demo):
    result = compare_numbers(lambda n: None)
    assert (result.wrong, result.checked) == (0, RegisterNumber.objects.count())
    assert compare_whole(now=clock.now()).differences == []


def test_each_office_has_something_at_every_step_and_each_document_a_head_who_may_sign(demo):
    steps = set(Case.objects.filter(outgoing__isnull=False).values_list("step", flat=True))
    assert steps >= {"draft", "content", "form", "sign", "issue", "sent"}
    agencies = set(issued().values_list("case__agency", flat=True))
    assert len(agencies) == len(SEATS)
    waits = OutgoingDocument.objects.filter(case__step="sign").values_list("case__agency", flat=True)
    assert set(waits) == agencies
    now = clock.now()
    assert not issued().filter(issued_at__gt=now).exists()
    for document in issued().order_by("pk")[::20]:
        right = expected_authority(document, now.date())
        assert right and right.right.post.user_id == document.signer_id


def test_drafts_name_what_they_are_about_and_are_laid_before_a_leader(demo):
    assert SubmissionSlip.objects.filter(document__case__step="content").count() >= len(SEATS)
    drafts = RelatedDocument.objects.filter(document__case__step="draft", outgoing__issued_at__isnull=False)
    assert drafts.count() >= len(SEATS)


def test_each_office_has_files_of_work_on_their_way_to_the_archive(demo):
    states = WorkFile.objects.values_list("agency", "state")
    for agency in set(WorkFile.objects.values_list("agency", flat=True)):
        assert "planned" in {state for one, state in states if one == agency}
    assert FileList.objects.count() == 2 * len(SEATS)
    inside = WorkFile.objects.exclude(state="planned").filter(entries__outgoing__number__isnull=False)
    assert {one.state for one in inside} >= {"open", "closed", "offered", "archived"}


def test_figures_follow_from_the_register_and_its_clocks(demo):
    with connection.cursor() as cursor:
        cursor.execute(SIGNED)
        whole, signed = cursor.fetchone()
        cursor.execute(LATE)
        assert cursor.fetchone() == (0,)
    assert (numbered().count(), numbered().filter(signed="yes").count()) == (whole, signed)
    assert 0.8 < signed / whole < 1
    late = issued().filter(case__timeliness="late").count()
    assert 0 < late < issued().count() / 10
    rows = list(months())
    assert sum(row["n"] for row in rows) == whole
    assert sum(row["signed_n"] for row in rows) == signed


def test_a_sheet_is_drawn_of_what_is_stored_and_the_truly_signed_are_served_as_they_are(
    demo, client, poppler
):
    loaded = issued().filter(paper__signatures__isnull=True).order_by("pk").first()
    words = " ".join(poppler.text(redrawn_document(loaded, now=clock.now())).split())
    assert loaded.number.full_number in words
    assert "KHÔNG CÓ CHỮ KÝ SỐ" in words and "mô phỏng" in words
    signed = issued().filter(paper__signatures__isnull=False).order_by("pk").first()
    assert redrawn_document(signed, now=clock.now()) is None
    client.force_login(User.objects.get(pk=loaded.drafted_by_id))
    answer = client.get(reverse("outgoing_file", args=[loaded.case.code]))
    assert answer.content.startswith(b"%PDF")


def test_every_body_says_that_it_is_invented(demo):
    for version in DraftVersion.objects.all():
        assert any("mô phỏng" in line for line in version.content["paragraphs"])


def test_every_office_has_a_week_that_is_approved_and_one_that_waits(demo):
    agencies = CalendarEntry.objects.values("agency")
    approved, waiting = (
        agencies.filter(approved_at__isnull=none).distinct().count() for none in (False, True)
    )
    assert approved == waiting == len(SEATS)
