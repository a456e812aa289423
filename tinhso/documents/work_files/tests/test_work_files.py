"""A file of work from the year's list to the archive: every deed, who may, what each refuses (phụ lục VI, III.4, III.5)."""

from datetime import date, timedelta

import pytest

from tests.town import make_officer
from tinhso.casework.tests.makers import NOW
from tinhso.documents.incoming.tests import makers as arriving
from tinhso.documents.models import FileEntry, FileList, FileMove, WorkFile
from tinhso.documents.outgoing.tests import makers as outgoing
from tinhso.documents.pages.refusals import DocumentsForbidden, SecretDocument
from tinhso.documents.work_files.actions.approve_file_list import approve_file_list
from tinhso.documents.work_files.actions.close_file import close_file
from tinhso.documents.work_files.actions.hand_over_file import hand_over_file
from tinhso.documents.work_files.actions.hold_file import hold_file
from tinhso.documents.work_files.actions.name_file_holder import name_file_holder
from tinhso.documents.work_files.actions.receive_file import receive_file
from tinhso.documents.work_files.actions.release_file import release_file
from tinhso.documents.work_files.actions.reopen_file import reopen_file
from tinhso.documents.work_files.actions.return_file import return_file
from tinhso.documents.work_files.actions.take_out_paper import take_out_paper
from tinhso.documents.work_files.due import (
    due_files,
    due_soon,
    end_of_term,
    remind_holders,
    term_ended,
)
from tinhso.documents.work_files.filing import MOST_PAPERS
from tinhso.documents.work_files.moving import same_day_after
from tinhso.documents.work_files.permissions import (
    can_fill,
    can_lead_files,
    can_list_files,
    can_receive_file,
)
from tinhso.documents.work_files.tests import makers as make
from tinhso.kernel.events.models import EventRow
from tinhso.kernel.files.public import NotYourFile
from tinhso.kernel.notices.models import Notice
from tinhso.kernel.people.roles import Clerk, Examiner
from tinhso.kernel.site.public import EntryRefused

State = WorkFile.State


def refused(call, field=None):
    with pytest.raises(EntryRefused) as caught:
        call()
    if field is not None:
        assert caught.value.field == field
    return str(caught.value)


def sees(office, who):
    return set(WorkFile.objects.visible_to(office.actor(who), on=office.day).values_list("code", flat=True))


def test_iii_4a_the_list_of_a_year_is_made_inside_and_each_file_has_a_code(office):
    file = make.plan(office)
    make.plan(office, code="02-CĐS", keep_years=None, title="Báo cáo năm", holder=office.chi)
    assert file.full_code.endswith("2024.01-CĐS") and file.state == State.PLANNED
    assert sees(office, "van") == sees(office, "chi") == {"01-CĐS", "02-CĐS"}
    assert sees(office, "emi") == {"01-CĐS"}
    assert sees(office, "bao") == sees(office, "hai") == sees(office, "an") == set()
    assert "đã có hồ sơ" in refused(lambda: make.plan(office), "code")
    make.plan(office, year=2025)
    row = EventRow.objects.filter(name="documents.WorkFileMoved").first()
    assert row.payload["kind"] == "planned" and row.payload["file_id"] == file.pk


@pytest.mark.parametrize(
    ("field", "change"),
    [
        ("code", {"code": " "}),
        ("title", {"title": ""}),
        ("keep_source", {"keep_source": ""}),
        ("keep_years", {"keep_years": 0}),
        ("keep_years", {"keep_years": 101}),
    ],
)
def test_a_line_that_lacks_something_is_refused(office, field, change):
    refused(lambda: make.plan(office, **change), field)
    assert not WorkFile.objects.exists()


def test_who_plans_and_whom_a_file_may_be_given_to(office):
    with pytest.raises(DocumentsForbidden):
        make.plan(office, who="chi")
    refused(lambda: make.plan(office, holder=office.bao), "holder")
    with pytest.raises(SecretDocument):
        make.plan(office, title="Hồ sơ (Mật)")
    assert can_list_files(office.agency_a.pk, office.actor("van"))
    assert not can_list_files(office.agency_b.pk, office.actor("van"))
    assert not can_list_files(office.agency_a.pk, office.actor("emi"))


def test_a_head_approves_the_list_once(office):
    def approve(who="chi"):
        return approve_file_list(agency=office.agency_a, year=2024, by=office.actor(who), now=NOW)

    assert "chưa có" in refused(approve)
    make.plan(office)
    with pytest.raises(DocumentsForbidden):
        approve("van")
    assert approve().approved_by == office.chi
    assert "đã được ban hành" in refused(approve)
    assert FileList.objects.count() == 1
    assert can_lead_files(office.agency_a.pk, office.actor("chi"))
    assert not can_lead_files(office.agency_a.pk, office.actor("hai"))


def test_iii_4e_one_paper_lies_in_many_files_without_a_copy(office):
    document = make.paper(office)
    first, second = make.plan(office), make.plan(office, code="02-CĐS")
    entry = make.put(office, first, document)
    make.put(office, second, document)
    assert entry.position == 1 and make.fresh(first).state == State.OPEN
    assert FileEntry.objects.filter(arriving=document).count() == 2
    assert entry.title.startswith("Công văn. 15/UBND-CNTT") and entry.dated == date(2024, 3, 5)
    refused(lambda: make.put(office, first, document), "file")
    row = EventRow.objects.filter(name="documents.PaperFiled").first()
    assert (row.case_id, row.payload["file_id"], row.payload["position"]) == (document.pk, first.pk, 1)


def test_only_papers_of_the_registers_and_of_ones_own_list_are_filed(office):
    file = make.plan(office)
    came = arriving.arrive(office)
    with pytest.raises(DocumentsForbidden):
        make.put(office, file, came)  # Emi has no seat on it
    assert "đã vào sổ" in refused(lambda: make.put(office, file, came, who="van"))
    assert "đã phát hành" in refused(lambda: make.put(office, file, outgoing.draft(office)))
    with pytest.raises(DocumentsForbidden):
        make.put(
            office, file, arriving.direct(office, arriving.register(office, came, leader=office.chi)), "kim"
        )
    assert not FileEntry.objects.exists()


def test_other_material_is_put_in_with_its_day(office):
    file = make.plan(office)
    entry = make.material(office, file)
    assert (entry.position, entry.title, entry.material.name) == (1, "Biên bản họp", "bien-ban.pdf")
    refused(lambda: make.material(office, file, title=" "), "title")
    refused(lambda: make.material(office, file, dated=office.day + timedelta(days=1)), "dated")
    with pytest.raises(SecretDocument):
        make.material(office, file, title="Tờ trình (Tối mật)")
    with pytest.raises(NotYourFile):
        make.material(office, file, material=make.upload(office, "van"))
    with pytest.raises(DocumentsForbidden):
        make.material(office, file, who="kim")


def test_a_file_holds_so_many_papers_and_no_more(office, monkeypatch):
    assert MOST_PAPERS == 2000
    monkeypatch.setattr("tinhso.documents.work_files.filing.MOST_PAPERS", 1)
    file = make.filled(office)
    assert "tối đa" in refused(lambda: make.material(office, file))


def test_what_is_taken_out_keeps_its_place_and_its_reason(office):
    file = make.filled(office)
    entry = file.entries.get()

    def take(reason="Nhầm hồ sơ", who="emi"):
        return take_out_paper(entry=entry, reason=reason, by=office.actor(who), now=NOW)

    refused(lambda: take(""), "reason")
    with pytest.raises(SecretDocument):
        take("Văn bản (Mật)")
    with pytest.raises(DocumentsForbidden):
        take(who="kim")
    assert take().removal_reason == "Nhầm hồ sơ"
    assert "đã được đưa ra" in refused(take)
    assert make.material(office, file).position == 2


def test_a_file_is_closed_and_the_day_of_handing_over_is_told(office):
    file = make.plan(office)

    def close(ended_on=date(2024, 3, 5), who="emi"):
        return close_file(file=file, ended_on=ended_on, by=office.actor(who), now=NOW)

    assert "chưa có tài liệu" in refused(close)
    make.material(office, file)
    with pytest.raises(DocumentsForbidden):
        close(who="kim")
    refused(lambda: close(office.day + timedelta(days=1)), "ended_on")
    assert "04/03/2024" in refused(lambda: close(date(2024, 3, 3)), "ended_on")
    row = close(date(2024, 3, 4))
    assert (row.state, row.closed_on, row.due_on) == (State.CLOSED, date(2024, 3, 4), date(2025, 3, 4))
    assert end_of_term(row) == date(2034, 3, 4)
    refused(lambda: make.material(office, file))
    refused(close)
    assert same_day_after(date(2024, 2, 29), 1) == date(2025, 2, 28)


def test_a_head_reopens_a_closed_file(office):
    file = make.closed(office)

    def reopen(reason="Còn việc", who="chi"):
        return reopen_file(file=file, reason=reason, by=office.actor(who), now=NOW)

    with pytest.raises(DocumentsForbidden):
        reopen(who="emi")
    refused(lambda: reopen(" "), "reason")
    with pytest.raises(SecretDocument):
        reopen("(Mật)")
    row = reopen()
    assert (row.state, row.closed_on, row.due_on) == (State.OPEN, None, None)
    refused(reopen)


def test_iii_5c_a_file_is_handed_over_returned_and_received(office):
    file = make.closed(office)

    def hand_over(who="emi"):
        return hand_over_file(file=file, by=office.actor(who), now=NOW)

    def back(reason="Thiếu mục lục", who="van"):
        return return_file(file=file, reason=reason, by=office.actor(who), now=NOW)

    def receive(who="van", place="Kho 1"):
        return receive_file(file=file, place=place, by=office.actor(who), now=NOW)

    refused(back)
    refused(receive)
    with pytest.raises(DocumentsForbidden):
        hand_over("kim")
    assert hand_over().state == State.OFFERED
    refused(hand_over)
    for who in ("emi", "chi", "hai"):
        with pytest.raises(DocumentsForbidden):
            receive(who)
        with pytest.raises(DocumentsForbidden):
            back(who=who)
    refused(lambda: back(""), "reason")
    with pytest.raises(SecretDocument):
        back("(Mật)")
    assert back().state == State.CLOSED
    hand_over()
    with pytest.raises(SecretDocument):
        receive(place="Tủ (Mật)")
    row = receive()
    assert (row.state, row.archived_by, row.place) == (State.ARCHIVED, office.van, "Kho 1")
    kinds = list(FileMove.objects.filter(work_file=file).values_list("kind", flat=True))
    assert kinds == ["planned", "closed", "offered", "returned", "offered", "archived"]
    refused(lambda: make.material(office, file))
    refused(lambda: reopen_file(file=file, reason="x", by=office.actor("chi"), now=NOW))


def test_nobody_receives_a_file_from_themselves(office):
    file = make.plan(office, holder=office.van)
    assert not can_receive_file(file, office.actor("van"))
    other = make_officer("vy", "Lê Thị Vy", office.agency_a, "Văn thư", Clerk)
    office.vy = other
    assert can_receive_file(file, office.actor("vy"))


def test_iv_1g_a_file_that_is_held_still_does_not_change(office):
    file = make.filled(office)

    def hold(reason="Thanh tra theo QĐ 15", who="chi"):
        return hold_file(file=file, reason=reason, by=office.actor(who), now=NOW)

    def release(reason="Kết thúc thanh tra", who="chi"):
        return release_file(file=file, reason=reason, by=office.actor(who), now=NOW)

    with pytest.raises(DocumentsForbidden):
        hold(who="emi")
    refused(lambda: hold(""), "reason")
    with pytest.raises(SecretDocument):
        hold("(Mật)")
    refused(release)
    hold()
    refused(hold)
    for deed in (
        lambda: make.material(office, file),
        lambda: close_file(file=file, ended_on=office.day, by=office.actor("emi"), now=NOW),
        lambda: take_out_paper(entry=file.entries.get(), reason="x", by=office.actor("emi"), now=NOW),
        lambda: name_file_holder(
            file=file, holder=office.kim, reason="x", day=office.day, by=office.actor("chi"), now=NOW
        ),
    ):
        assert "giữ nguyên trạng" in refused(deed)
    with pytest.raises(DocumentsForbidden):
        release(who="van")
    refused(lambda: release(" "), "reason")
    with pytest.raises(SecretDocument):
        release("(Mật)")
    release()
    assert make.material(office, file).position == 2


def test_a_file_goes_to_another_holder_and_a_post_that_ended_sees_nothing(office):
    file = make.filled(office)

    def name(holder, reason="Đổi việc", who="chi"):
        return name_file_holder(
            file=file, holder=holder, reason=reason, day=office.day, by=office.actor(who), now=NOW
        )

    with pytest.raises(DocumentsForbidden):
        name(office.kim, who="emi")
    refused(lambda: name(office.kim, ""), "reason")
    with pytest.raises(SecretDocument):
        name(office.kim, "(Mật)")
    refused(lambda: name(office.hai), "holder")
    name(office.kim)
    assert sees(office, "kim") == {"01-CĐS"} and sees(office, "emi") == set()
    assert can_fill(make.fresh(file), office.actor("kim"), office.day)
    assert not can_fill(make.fresh(file), office.actor("emi"), office.day)
    refused(
        lambda: name_file_holder(
            file=make.archived(office, code="09"),
            holder=office.kim,
            reason="x",
            day=office.day,
            by=office.actor("chi"),
            now=NOW,
        )
    )


def test_iv_1d_a_holder_without_the_post_sees_the_file_no_more(office):
    office.ly = make_officer("ly", "Lý Thị Ly", office.agency_a, "Chuyên viên", Examiner)
    make.plan(office, holder=office.ly)
    assert sees(office, "ly") == {"01-CĐS"}
    before = WorkFile.objects.visible_to(office.actor("ly"), on=date(2019, 1, 1))
    assert not before.exists()  # a day on which the post does not stand


def test_iii_5b_the_day_of_handing_over_is_told_thirty_days_ahead(office):
    file = make.closed(office)  # to be handed over by 5/3/2025
    assert not due_soon(date(2025, 2, 2)).exists()
    assert due_soon(date(2025, 2, 3)).get() == file
    later = NOW + timedelta(days=340)
    assert remind_holders(later, most=10) == 1
    assert remind_holders(later, most=10) == 1
    notices = Notice.objects.filter(template="documents.file_due")
    assert {one.user for one in notices} == {office.emi, office.van}
    assert due_files(office.actor("emi"), date(2025, 2, 3)) == 1
    assert due_files(office.actor("kim"), date(2025, 2, 3)) == 0
    hold_file(file=file, reason="Thanh tra", by=office.actor("chi"), now=NOW)
    assert not due_soon(date(2025, 3, 5)).exists()


def test_the_term_of_keeping_ends_by_the_year_and_never_of_what_is_held(office):
    file = make.archived(office, keep_years=1)
    make.archived(office, code="02", keep_years=None)
    assert not term_ended(date(2025, 12, 31)).exists()
    assert term_ended(date(2026, 1, 1)).get() == file
    hold_file(file=file, reason="Tranh chấp", by=office.actor("chi"), now=NOW)
    assert not term_ended(date(2026, 1, 1)).exists()
