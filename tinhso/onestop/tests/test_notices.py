"""What the applicant is told of the dossier, from the event to the words."""

from datetime import timedelta

import pytest
from django.db import transaction

from tinhso.casework.events import (
    CaseAccepted,
    CaseReappointed,
    CaseRefused,
    CaseSettled,
    CaseSubmitted,
    SupplementLapsed,
    SupplementRequested,
)
from tinhso.casework.tests.makers import NOW, make_case
from tinhso.kernel.events.public import commit, deliver, record
from tinhso.kernel.notices.public import Notice, wording
from tinhso.onestop.receivers import tell_accepted

DUE = NOW + timedelta(days=7)
NOTE = {"note_id": 1, "note": commit(b"0" * 16, "thiếu giấy")}


@pytest.fixture
def case(town):
    return make_case(kind="dossier", agency=town.agency_a, person=town.an.person)


def events(case):
    return {
        "submitted": CaseSubmitted(
            case_id=case.pk, kind="dossier", code=case.code, agency_id=case.agency_id, reply_due_at=DUE
        ),
        "accepted": CaseAccepted(case_id=case.pk, kind="dossier", step="examine", due_at=DUE),
        "supplement": SupplementRequested(case_id=case.pk, step=None, until=DUE, **NOTE),
        "lapsed": SupplementLapsed(case_id=case.pk, step=None, timeliness="early", **NOTE),
        "refused": CaseRefused(case_id=case.pk, step=None, timeliness="early", **NOTE),
        "settled": CaseSettled(
            case_id=case.pk, outcome="granted", from_step="issue", to_step="hand_over", timeliness="early",
            net_seconds=1, gross_seconds=1,
        ),
        "reappointed": CaseReappointed(case_id=case.pk, old_due_at=NOW, new_due_at=DUE, **NOTE),
    }  # fmt: skip


def happened(event, by):
    with transaction.atomic():
        event_id = record(event, by=by, at=NOW)
    deliver(event_id)
    return event_id


@pytest.mark.parametrize(
    ("what", "says"),
    [
        ("submitted", "trước 09:00 ngày 15/03/2024"),
        ("accepted", "Hẹn trả kết quả: 09:00 ngày 15/03/2024"),
        ("supplement", "Hạn bổ sung: hết ngày 15/03/2024"),
        ("lapsed", "quá hạn bổ sung"),
        ("refused", "phiếu từ chối"),
        ("settled", "đã có kết quả"),
        ("reappointed", "Ngày hẹn mới: 09:00 ngày 15/03/2024"),
    ],
)
def test_the_applicant_is_told_and_led_to_the_own_page(town, case, what, says):
    happened(events(case)[what], town.actor("binh"))
    notice = Notice.objects.of(town.an).get()
    words = wording(notice.template, notice.params)
    assert says in words.text
    assert case.code in words.text
    assert case.code in words.sms
    assert not words.sms.endswith("...")
    assert notice.path == f"/ho-so/{case.code}/"
    assert town.an.full_name not in f"{notice.params}"


def test_an_event_that_is_delivered_twice_tells_once(town, case):
    happened(events(case)["accepted"], town.actor("binh"))
    row = Notice.objects.get()
    from tinhso.kernel.events.public import EventRow

    tell_accepted(EventRow.objects.get(pk=int(row.key.split(":")[1])))
    assert Notice.objects.count() == 1


def test_cases_of_other_kinds_tell_nobody(town):
    other = make_case(kind="test", agency=town.agency_a, person=town.an.person)
    happened(events(other)["accepted"], town.actor("binh"))
    assert not Notice.objects.exists()


def test_the_citizen_may_choose_how_to_be_told(town, client):
    assert "Hồ sơ của tôi" in town.sign_in(client, "an").get("/thong-bao/cai-dat/").content.decode()
