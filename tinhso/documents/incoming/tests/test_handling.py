"""How an arriving document is handled: directed, shared out, supported, reported, approved; and nothing for strangers."""

from datetime import date, timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from tinhso.casework.public import NotYourTurn, Stale, State
from tinhso.casework.tests.derived import differing
from tinhso.casework.tests.makers import NOW
from tinhso.documents.incoming.actions.approve_result import approve_result
from tinhso.documents.incoming.actions.begin_handling import begin_handling
from tinhso.documents.incoming.actions.direct_document import direct_document
from tinhso.documents.incoming.actions.file_document import file_document
from tinhso.documents.incoming.actions.finish_support import finish_support
from tinhso.documents.incoming.actions.name_handler import name_handler
from tinhso.documents.incoming.actions.report_result import report_result
from tinhso.documents.incoming.actions.return_result import return_result
from tinhso.documents.incoming.actions.urge_document import urge_document
from tinhso.documents.incoming.actions.write_opinion import write_opinion
from tinhso.documents.incoming.assigning import Assignee
from tinhso.documents.incoming.handling_page import unit_lines
from tinhso.documents.incoming.permissions import can_follow_handling, can_urge, can_write
from tinhso.documents.incoming.tests import makers as make
from tinhso.documents.measures import arrivals_seen_by, settled_arrivals
from tinhso.documents.models import ArrivingDocument, HandlingNote
from tinhso.documents.outgoing.tests import makers as outgoing
from tinhso.documents.pages.refusals import DocumentsForbidden, SecretDocument
from tinhso.kernel.events.models import EventRow
from tinhso.kernel.notices.models import Notice
from tinhso.kernel.people.models import Absence
from tinhso.kernel.site.public import EntryRefused


def common(town, document, who, **changes):
    return {"document": document, "ver": document.case.ver, "by": town.actor(who), "now": NOW} | changes


def codes(document):
    return list(document.statuses.values_list("code", flat=True))


def visible(town, *names):
    return [ArrivingDocument.objects.visible_to(town.actor(who), on=NOW.date()).count() for who in names]


def notified(town, what):
    rows = Notice.objects.filter(template=f"documents.arriving_{what}")
    return sorted(rows.values_list("user__username", flat=True))


def test_iii_1m_a_leader_directs_an_official_who_reports_and_the_leader_approves(office):
    document = make.direct(office, make.registered(office))
    case = document.case
    assert (case.step, case.officer, case.agency) == ("handle", office.emi, office.agency_a)
    assert visible(office, "emi", "kim", "chi", "van", "hai", "tra") == [1, 0, 1, 1, 0, 0]
    assert notified(office, "assigned") == ["emi"]
    begin_handling(**common(office, document, "emi"))
    begin_handling(**common(office, document, "emi"))
    answer = outgoing.draft(office)
    document = make.report(office, document, answer=answer)
    assert (document.case.step, document.case.officer, document.answer_id) == (
        "approve",
        office.chi,
        answer.pk,
    )
    assert notified(office, "reported") == ["chi"]
    return_result(**common(office, document, "chi", text="Bổ sung số liệu tháng 3"))
    document = make.fresh(document)
    assert (document.case.step, document.case.officer) == ("handle", office.emi)
    assert notified(office, "returned") == ["emi"]
    document = make.report(office, document)
    approve_result(**common(office, document, "chi"))
    case = make.fresh(document).case
    assert (case.state, case.outcome, case.timeliness) == (State.DONE, "answered", "early")
    assert [one.pk for one in settled_arrivals()] == [document.pk]
    assert [arrivals_seen_by(settled_arrivals(), office.actor(who)).count() for who in ("tra", "hai")] == [
        1,
        0,
    ]
    assert codes(document) == ["01", "03", "04", "05", "06"]
    kinds = [note.kind for note in HandlingNote.objects.filter(document=document)]
    assert kinds == ["direction", "report", "return", "report"]
    assert EventRow.objects.filter(name="documents.DocumentResultReported").count() == 2
    assert not differing()


def test_iii_1m_a_unit_gets_it_with_a_day_and_its_head_names_the_officer(office):
    town = make.with_unit(office)
    registered = make.registered(town)
    by_rule = registered.case.due_at
    main, support = Assignee(town.unit), Assignee(town.agency_a, town.emi)
    document = make.direct(town, registered, main, supports=[support], due=date(2024, 3, 13))
    assert (document.case.step, document.case.agency) == ("share", town.unit)
    assert document.case.due_at < by_rule
    assert notified(town, "assigned") == ["emi", "phu"]
    assert visible(town, "phu", "quy", "emi", "kim") == [1, 0, 1, 0]
    part = document.supports.get()
    assert (part.case.step, part.case.officer, part.case.parent_id) == ("support", town.emi, document.pk)
    assert part.case.due_at.date() == document.case.due_at.date()
    with pytest.raises(EntryRefused):
        name_handler(**common(town, document, "phu", case=document.case, officer=town.emi))
    name_handler(**common(town, document, "phu", case=document.case, officer=town.quy))
    document = make.fresh(document)
    assert (document.case.step, document.case.officer) == ("handle", town.quy)
    assert visible(town, "quy") == [1]
    text = {"text": "Nhất trí, bổ sung số liệu mạng", "by": town.actor("emi"), "now": NOW}
    finish_support(support=part, ver=part.case.ver, **text)
    with pytest.raises(Stale):
        finish_support(support=part, ver=1, **text)
    part = document.supports.select_related("case__process").get()
    with pytest.raises(NotYourTurn):
        finish_support(support=part, ver=part.case.ver, **text)
    document = make.report(town, document, "quy")
    approve_result(**common(town, document, "chi"))
    assert make.fresh(document).case.outcome == "done"
    (line,) = unit_lines(town.agency_a.pk, 2024, now=NOW)
    assert (line.name, line.total, line.in_time, line.late, line.rate) == (
        "Phòng Công nghệ",
        1,
        1,
        0,
        "100,0% (1/1)",
    )
    assert not differing()


def test_supports_still_open_end_with_the_document(office):
    town = make.with_unit(office)
    document = make.direct(town, make.registered(town), supports=[Assignee(town.unit)])
    part = document.supports.get()
    name_handler(**common(town, document, "phu", case=part.case, ver=part.case.ver, officer=town.quy))
    part = document.supports.get()
    with pytest.raises(SecretDocument):
        finish_support(support=part, ver=part.case.ver, text="Mật", by=town.actor("quy"), now=NOW)
    part = document.supports.get()
    with pytest.raises(EntryRefused):
        finish_support(support=part, ver=part.case.ver, text=" ", by=town.actor("quy"), now=NOW)
    approve_result(**common(town, make.report(town, document), "chi"))
    assert document.supports.get().case.state == State.WITHDRAWN


def test_what_a_direction_cannot_be_is_refused(office):
    town = make.with_unit(office)
    document = make.registered(town)
    emi, unit = Assignee(town.agency_a, town.emi), Assignee(town.unit)
    for words, field in (
        ({"instruction": " "}, "instruction"),
        ({"instruction": "x" * 4001}, "instruction"),
        ({"main": Assignee(town.agency_b)}, "main"),
        ({"main": Assignee(town.agency_a, town.hai)}, "main"),
        ({"main": unit, "supports": [unit]}, "supports"),
        ({"main": unit, "supports": [emi, emi]}, "supports"),
        ({"due": NOW.date()}, "due"),
    ):
        with pytest.raises(EntryRefused) as refused:
            make.direct(town, document, **words)
        assert refused.value.field == field
    given = {"instruction": "Giao", "main": emi}
    with pytest.raises(SecretDocument):
        direct_document(**common(town, document, "chi", **given | {"instruction": "Mật"}))
    with pytest.raises(Stale):
        direct_document(**common(town, document, "chi", ver=99, **given))
    with pytest.raises(NotYourTurn):
        direct_document(**common(town, document, "emi", **given))
    span = DateRange(NOW.date(), NOW.date() + timedelta(days=2))
    Absence.objects.create(officer=town.emi, agency=town.agency_a, valid=span, stand_in=town.kim)
    with pytest.raises(EntryRefused):
        direct_document(**common(town, document, "chi", **given))


def test_a_leader_files_what_needs_no_handling(office):
    document = make.registered(office)
    with pytest.raises(EntryRefused):
        file_document(**common(office, document, "chi", text=""))
    with pytest.raises(SecretDocument):
        file_document(**common(office, document, "chi", text="Mật"))
    with pytest.raises(NotYourTurn):
        file_document(**common(office, document, "van", text="Lưu"))
    with pytest.raises(Stale):
        file_document(**common(office, document, "chi", text="Lưu", ver=99))
    file_document(**common(office, document, "chi", text="Để biết"))
    assert make.fresh(document).case.outcome == "filed" and codes(document) == ["01", "03", "06"]


def test_only_whose_turn_it_is_handles_reports_and_approves(office):
    town = make.with_unit(office)
    document = make.direct(town, make.registered(town))
    with pytest.raises(NotYourTurn):
        begin_handling(**common(town, document, "chi"))
    with pytest.raises(Stale):
        begin_handling(**common(town, document, "emi", ver=1))
    with pytest.raises(NotYourTurn):
        report_result(**common(town, document, "kim", text="Xong"))
    with pytest.raises(Stale):
        report_result(**common(town, document, "emi", ver=1, text="Xong"))
    with pytest.raises(SecretDocument):
        report_result(**common(town, document, "emi", text="Mật"))
    with pytest.raises(EntryRefused):
        report_result(**common(town, document, "emi", text=" "))
    foreign = outgoing.draft(town, who="kim")
    with pytest.raises(EntryRefused) as refused:
        report_result(**common(town, document, "emi", text="Xong", answer=foreign))
    assert refused.value.field == "answer"
    with pytest.raises(NotYourTurn):
        name_handler(**common(town, document, "phu", case=document.case, officer=town.quy))
    with pytest.raises(Stale):
        name_handler(**common(town, document, "phu", case=document.case, officer=town.quy, ver=1))
    document = make.report(town, document)
    with pytest.raises(NotYourTurn):
        approve_result(**common(town, document, "emi"))
    with pytest.raises(Stale):
        approve_result(**common(town, document, "chi", ver=1))
    with pytest.raises(NotYourTurn):
        return_result(**common(town, document, "emi", text="Thiếu"))
    with pytest.raises(Stale):
        return_result(**common(town, document, "chi", text="Thiếu", ver=1))
    with pytest.raises(EntryRefused):
        return_result(**common(town, document, "chi", text=""))
    with pytest.raises(SecretDocument):
        return_result(**common(town, document, "chi", text="Mật"))


def test_iii_1l_the_clerk_and_leaders_urge_and_whoever_has_it_is_told(office):
    document = make.direct(office, make.registered(office))
    given = {"document": document, "now": NOW}
    note = urge_document(text="Sắp hết hạn", by=office.actor("van"), **given)
    assert (note.kind, note.post_title) == ("urging", "Văn thư") and notified(office, "urged") == ["emi"]
    with pytest.raises(DocumentsForbidden):
        urge_document(text="Nhanh", by=office.actor("emi"), **given)
    with pytest.raises(SecretDocument):
        urge_document(text="Mật", by=office.actor("chi"), **given)
    with pytest.raises(EntryRefused):
        urge_document(text=" ", by=office.actor("chi"), **given)
    assert not can_urge(document, office.actor("hai"), NOW)


def test_iii_5a_opinions_stay_with_the_document_and_are_found(office):
    document = make.direct(office, make.registered(office))
    given = {"document": document, "now": NOW}
    write_opinion(text="Cần số liệu cấp huyện", by=office.actor("emi"), **given)
    assert ArrivingDocument.objects.filter(folded__contains="so lieu cap huyen").exists()
    with pytest.raises(DocumentsForbidden):
        write_opinion(text="Tôi xem", by=office.actor("kim"), **given)
    with pytest.raises(SecretDocument):
        write_opinion(text="Tuyệt mật", by=office.actor("emi"), **given)
    with pytest.raises(EntryRefused):
        write_opinion(text="", by=office.actor("emi"), **given)
    assert not can_write(document, office.actor("kim"), NOW)
    assert not can_write(make.arrive(office, document_ident="", number="9"), office.actor("van"), NOW)
    assert not can_follow_handling(office.actor("emi"))
