"""An incident of shared software goes its way: reported, received, resolved, confirmed or opened anew."""

from datetime import timedelta
from uuid import uuid4

import pytest

from tests.town import make_officer
from tinhso.casework.public import Conflict, NotYourTurn, Stale, Unlawful
from tinhso.casework.tests.derived import differing
from tinhso.casework.tests.makers import NOW
from tinhso.kernel.events.models import EventRow
from tinhso.kernel.events.public import SYSTEM
from tinhso.kernel.files.public import NotYourFile
from tinhso.kernel.files.tests.makers import sent_file
from tinhso.kernel.notices.models import Notice
from tinhso.kernel.people.roles import SupportDesk
from tinhso.kernel.site.public import EntryRefused
from tinhso.security.measures import resolved_cyber, resolved_support
from tinhso.security.models import SecurityDuty, SupportIncident
from tinhso.security.pages.refusals import SecurityForbidden
from tinhso.security.support.actions.answer_desk import answer_desk
from tinhso.security.support.actions.ask_reporter import ask_reporter
from tinhso.security.support.actions.close_unconfirmed import close_unconfirmed
from tinhso.security.support.actions.confirm_incident import confirm_incident
from tinhso.security.support.actions.end_known_error import end_known_error
from tinhso.security.support.actions.receive_incident import receive_incident
from tinhso.security.support.actions.reclassify_incident import reclassify_incident
from tinhso.security.support.actions.refuse_incident import refuse_incident
from tinhso.security.support.actions.reopen_incident import reopen_incident
from tinhso.security.support.actions.reply_to_reporter import reply_to_reporter
from tinhso.security.support.actions.resolve_incident import resolve_incident
from tinhso.security.support.actions.withdraw_incident import withdraw_incident
from tinhso.security.support.permissions import (
    can_report_incident,
    can_speak_for_reporter,
    can_support,
    can_write_known_errors,
)
from tinhso.security.support.tests.makers import (
    confirmed,
    does,
    error_of,
    fresh,
    give_support,
    received,
    reported,
    resolved,
)
from tinhso.security.support.upkeep import close_silent, forget_files

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def desk(guarded):
    """Agency B supports shared software by Hồ and Hà."""
    give_support(guarded)
    guarded.ha = make_officer("ha", "Lê Thị Hà", guarded.agency_b, "Hỗ trợ viên", SupportDesk)
    return guarded


def test_the_time_of_the_desk_ends_when_it_is_resolved_not_when_the_reporter_confirms(desk):
    key = uuid4()
    incident = reported(desk, key=key)
    assert reported(desk, key=key) == incident and incident.title not in incident.case.title
    incident = received(desk, incident, now=NOW + HOUR, severity="critical")
    assert incident.case.due_at == NOW + 6.5 * HOUR  # the pause at noon does not count
    incident = resolved(desk, incident, now=NOW + 2 * HOUR, cyber=True, cyber_reason="Bị dò mật khẩu")
    assert (incident.case.state, resolved_support().count()) == ("paused", 0)
    incident = confirmed(desk, incident, now=NOW + 3 * DAY, stars=4, words="Nhanh")
    case = incident.case
    assert (case.state, case.outcome, case.timeliness) == ("done", "resolved", "on_time")
    assert case.settled_at == NOW + 2 * HOUR and incident.rating == 4
    assert (resolved_support().count(), resolved_cyber().count()) == (1, 1)
    assert not differing()
    names = list(EventRow.objects.filter(name__startswith="security.Support").values_list("name", flat=True))
    assert {"security.SupportIncidentReported", "security.SupportIncidentResolved"} <= set(names)
    assert Notice.objects.filter(user=desk.emi, topic="security.support").count() == 1


def test_what_is_resolved_too_late_is_late_however_soon_it_is_confirmed(desk):
    incident = received(desk, reported(desk), severity="critical")
    incident = confirmed(desk, resolved(desk, incident, now=NOW + DAY), now=NOW + DAY)
    assert incident.case.timeliness == "late" and not differing()


def test_the_time_stands_still_while_the_reporter_is_asked_and_goes_on_when_opened_anew(desk):
    incident = received(desk, reported(desk), severity="medium")
    due = incident.case.due_at
    incident = does(desk, ask_reporter, incident, text="Trình duyệt nào?")
    assert incident.case.state == "paused" and incident.case.due_at is None
    with pytest.raises(Conflict):
        confirmed(desk, incident)
    incident = does(desk, answer_desk, incident, "emi", now=NOW + 4 * DAY, text="Chrome")
    assert incident.case.state == "in_progress" and incident.case.due_at > due
    incident = resolved(desk, incident, now=NOW + 4 * DAY)
    incident = does(desk, reopen_incident, incident, "emi", now=NOW + 4 * DAY + HOUR, text="Vẫn lỗi")
    assert (incident.case.state, incident.reopened, incident.resolved_at) == ("in_progress", 1, None)
    incident = confirmed(desk, resolved(desk, incident, now=NOW + 5 * DAY), now=NOW + 6 * DAY)
    assert incident.case.settled_at == NOW + 5 * DAY and resolved_support().count() == 1
    assert not differing()


def test_the_desk_may_find_out_without_the_answer(desk):
    incident = received(desk, reported(desk))
    incident = does(desk, ask_reporter, incident, text="Trình duyệt nào?")
    incident = resolved(desk, incident)
    assert incident.resolved_at and confirmed(desk, incident).case.state == "done"


def test_who_says_nothing_has_confirmed_after_the_days_of_the_rule(desk):
    incident = resolved(desk, received(desk, reported(desk)))
    assert close_silent(NOW + 4 * DAY) == 0
    with pytest.raises(Conflict):
        close_unconfirmed(incident=fresh(incident), by=SYSTEM, now=NOW + 4 * DAY)
    with pytest.raises(SecurityForbidden):
        close_unconfirmed(incident=fresh(incident), by=desk.actor("ho"), now=NOW + 9 * DAY)
    page = fresh(incident)
    does(desk, reopen_incident, incident, "emi", text="Vẫn lỗi")
    with pytest.raises(Stale):
        close_unconfirmed(incident=page, by=SYSTEM, now=NOW + 6 * DAY)
    resolved(desk, incident)
    assert close_silent(NOW + 6 * DAY) == 1
    assert (fresh(incident).case.outcome, fresh(incident).rating) == ("resolved", None)
    assert close_silent(NOW + 6 * DAY) == 0 and not differing()


def test_refused_duplicate_withdrawn_and_open_ones_are_not_counted(desk):
    first = received(desk, reported(desk))
    same = does(desk, refuse_incident, reported(desk), reason="Trùng", duplicate_of=first)
    does(desk, refuse_incident, reported(desk), reason="Không phải phần mềm dùng chung")
    back = does(desk, withdraw_incident, reported(desk), "emi", text="Tự chạy lại")
    with pytest.raises(Unlawful):
        does(desk, withdraw_incident, back, "emi", text="Tự chạy lại")
    assert (same.case.state, same.duplicate_of, back.case.state) == ("refused", first, "withdrawn")
    with pytest.raises(EntryRefused, match="sự cố gốc"):
        does(desk, refuse_incident, reported(desk), reason="Trùng", duplicate_of=same)
    assert resolved_support().count() == 0 and not differing()


def test_another_severity_counts_from_the_same_receipt(desk):
    incident = received(desk, reported(desk), severity="low")
    with pytest.raises(EntryRefused, match="đang ở mức"):
        does(desk, reclassify_incident, incident, severity="low")
    with pytest.raises(SecurityForbidden):
        does(desk, reclassify_incident, incident, "emi", severity="high")
    with pytest.raises(Stale):
        does(desk, reclassify_incident, incident, ver=1, severity="high")
    incident = does(desk, reclassify_incident, incident, now=NOW + HOUR, severity="critical")
    assert incident.case.due_at == NOW + 5.5 * HOUR and not differing()


def test_what_reporting_refuses(desk):
    with pytest.raises(EntryRefused, match="Chọn phần mềm"):
        reported(desk, system="unknown")
    with pytest.raises(EntryRefused, match="mức ảnh hưởng"):
        reported(desk, severity="worst")
    with pytest.raises(EntryRefused, match="Ghi ngắn gọn"):
        reported(desk, title=" ")
    with pytest.raises(EntryRefused, match="tối đa 4000"):
        reported(desk, text="a" * 4001)
    with pytest.raises(SecurityForbidden):
        reported(desk, "an")
    with pytest.raises(NotYourFile):
        reported(desk, file=sent_file(by=desk.actor("an")))
    desk.ho.posts.all().delete()
    desk.ha.posts.all().delete()
    with pytest.raises(EntryRefused, match="chưa có ai tiếp nhận"):
        reported(desk)
    SecurityDuty.objects.filter(duty="support").delete()
    with pytest.raises(EntryRefused, match="chưa giao cơ quan"):
        reported(desk)
    assert not SupportIncident.objects.exists()


def test_what_receiving_and_asking_refuse(desk):
    incident = reported(desk)
    with pytest.raises(SecurityForbidden):
        does(desk, receive_incident, incident, "emi", severity="low")
    with pytest.raises(EntryRefused, match="Chọn mức độ"):
        does(desk, receive_incident, incident, severity="worst")
    with pytest.raises(Stale):
        does(desk, receive_incident, incident, severity="low", ver=1)
    with pytest.raises(Unlawful):
        does(desk, ask_reporter, incident, text="Trình duyệt nào?")
    received(desk, incident)
    with pytest.raises(SecurityForbidden):
        does(desk, ask_reporter, incident, "emi", text="?")
    with pytest.raises(EntryRefused, match="Ghi nội dung"):
        does(desk, ask_reporter, incident, text=" ")
    with pytest.raises(Stale):
        does(desk, ask_reporter, incident, text="?", ver=1)
    with pytest.raises(NotYourFile):
        does(desk, ask_reporter, incident, text="?", file=sent_file(by=desk.actor("emi")))
    with pytest.raises(Unlawful):
        does(desk, receive_incident, incident, severity="low")
    other = reported(desk)
    other.case.participants.update(open=False)
    with pytest.raises(NotYourTurn):
        does(desk, receive_incident, other, severity="low")


def test_what_resolving_and_refusing_refuse(desk):
    incident = reported(desk)
    words = {"cause": "x", "solution": "x", "cyber": False, "cyber_reason": "x"}
    with pytest.raises(Unlawful):
        does(desk, resolve_incident, incident, **words)
    received(desk, incident)
    incident.case.participants.update(open=False)
    for deed, given in (
        (resolve_incident, words),
        (refuse_incident, {"reason": "x"}),
        (ask_reporter, {"text": "x"}),
        (reclassify_incident, {"severity": "low"}),
    ):
        with pytest.raises(NotYourTurn):
            does(desk, deed, incident, **given)
    incident.case.participants.update(open=True)
    for missing in ({"cause": " "}, {"solution": ""}, {"cyber_reason": ""}, {"cyber": None}):
        with pytest.raises(EntryRefused):
            does(desk, resolve_incident, incident, **words | missing)
    with pytest.raises(EntryRefused, match="phần mềm khác"):
        does(desk, resolve_incident, incident, **words, known_error=error_of(desk, system="mail"))
    with pytest.raises(SecurityForbidden):
        does(desk, resolve_incident, incident, "emi", **words)
    with pytest.raises(Stale):
        does(desk, resolve_incident, incident, ver=1, **words)
    with pytest.raises(SecurityForbidden):
        does(desk, refuse_incident, incident, "emi", reason="x")
    with pytest.raises(Stale):
        does(desk, refuse_incident, incident, ver=1, reason="x")
    error = error_of(desk)
    assert resolved(desk, incident, known_error=error).known_error == error
    with pytest.raises(Conflict):
        resolved(desk, incident)
    with pytest.raises(Conflict):
        does(desk, refuse_incident, incident, reason="x")
    confirmed(desk, incident)


def test_what_the_reporter_may_not(desk):
    incident = received(desk, reported(desk))
    for deed, words in (
        (answer_desk, {"text": "x"}),
        (withdraw_incident, {"text": "x"}),
        (confirm_incident, {"stars": 5}),
        (reopen_incident, {"text": "x"}),
    ):
        with pytest.raises(SecurityForbidden):
            does(desk, deed, incident, "ho", **words)
    for deed, words in ((confirm_incident, {"stars": 5}), (reopen_incident, {"text": "x"})):
        with pytest.raises(Conflict):
            does(desk, deed, incident, "emi", **words)
    with pytest.raises(Stale):
        does(desk, withdraw_incident, incident, "emi", text="x", ver=1)
    with pytest.raises(EntryRefused):
        does(desk, answer_desk, incident, "emi", text="")
    strange = sent_file(by=desk.actor("ho"))
    with pytest.raises(NotYourFile):
        does(desk, answer_desk, incident, "emi", text="x", file=strange)
    does(desk, ask_reporter, incident, text="?")
    with pytest.raises(Stale):
        does(desk, answer_desk, incident, "emi", text="x", ver=1)
    resolved(desk, incident)
    with pytest.raises(NotYourFile):
        does(desk, reopen_incident, incident, "emi", text="x", file=strange)
    for deed, words in ((answer_desk, {"text": "x"}), (withdraw_incident, {"text": "x"})):
        with pytest.raises(Conflict):
            does(desk, deed, incident, "emi", **words)
    for words in ({"stars": 6}, {"stars": 5, "words": "a" * 1001}):
        with pytest.raises(EntryRefused):
            does(desk, confirm_incident, incident, "emi", **words)
    with pytest.raises(Stale):
        does(desk, confirm_incident, incident, "emi", stars=5, ver=1)
    with pytest.raises(Stale):
        does(desk, reopen_incident, incident, "emi", text="x", ver=1)
    with pytest.raises(EntryRefused):
        does(desk, reopen_incident, incident, "emi", text=" ")


def test_the_desk_writes_without_a_stop_until_the_end(desk):
    incident = received(desk, reported(desk))
    words = {"incident": fresh(incident), "text": "Đang sửa", "now": NOW}
    with pytest.raises(SecurityForbidden):
        reply_to_reporter(by=desk.actor("emi"), **words)
    with pytest.raises(EntryRefused):
        reply_to_reporter(by=desk.actor("ho"), **words | {"text": ""})
    with pytest.raises(NotYourFile):
        reply_to_reporter(by=desk.actor("ho"), file=sent_file(by=desk.actor("emi")), **words)
    reply_to_reporter(by=desk.actor("ho"), **words)
    assert fresh(incident).case.state == "in_progress" and incident.messages.count() == 2
    confirmed(desk, resolved(desk, incident))
    with pytest.raises(Conflict):
        reply_to_reporter(by=desk.actor("ho"), **words | {"incident": fresh(incident)})


def test_nobody_of_the_desk_resolves_what_they_reported(desk):
    incident = reported(desk, "ho")
    with pytest.raises(SecurityForbidden):
        received(desk, incident)
    assert does(desk, receive_incident, incident, "ha", severity="low").severity == "low"


def test_who_may(desk):
    incident = reported(desk)
    assert not can_report_incident(desk.actor("an")) and can_report_incident(desk.actor("bao"))
    assert not can_speak_for_reporter(incident, desk.actor("chi"))
    assert can_support(incident, desk.actor("ho")) and not can_support(incident, desk.actor("bach"))
    assert not can_write_known_errors(desk.actor("bach"), on=NOW.date())
    assert can_write_known_errors(desk.actor("ho"), on=NOW.date())
    seen = {
        who: SupportIncident.objects.visible_to(desk.actor(who), on=NOW.date()).count()
        for who in ("emi", "chi", "anh", "ho", "cuc", "tra", "van", "bach", "bao", "an")
    }
    assert seen == dict.fromkeys(("emi", "chi", "anh", "ho", "cuc", "tra"), 1) | dict.fromkeys(
        ("van", "bach", "bao", "an"), 0
    )


def test_a_known_error_is_written_once_and_mended_once(desk):
    key = uuid4()
    error = error_of(desk, key=key)
    assert error_of(desk, key=key) == error
    with pytest.raises(EntryRefused, match="Chọn phần mềm"):
        error_of(desk, system="unknown")
    with pytest.raises(EntryRefused, match="cách làm tạm"):
        error_of(desk, workaround="")
    words = {"known_error": error, "mended_by": "Bản 2.1", "now": NOW}
    with pytest.raises(SecurityForbidden):
        end_known_error(by=desk.actor("bach"), **words)
    with pytest.raises(EntryRefused):
        end_known_error(by=desk.actor("ho"), **words | {"mended_by": " "})
    end_known_error(by=desk.actor("ho"), **words)
    with pytest.raises(EntryRefused, match="đã ghi là sửa"):
        end_known_error(by=desk.actor("ho"), **words)
    SecurityDuty.objects.filter(duty="support").update(agency=desk.agency_a)
    with pytest.raises(SecurityForbidden):
        error_of(desk)


def test_files_of_old_incidents_go_and_the_words_stay(desk):
    incident = reported(desk, file=sent_file(by=desk.actor("emi")))
    confirmed(desk, resolved(desk, received(desk, incident)))
    assert forget_files(NOW + 364 * DAY) == 0 and forget_files(NOW + 366 * DAY) == 1
    first = incident.messages.first()
    assert first.file is None and first.file_name and first.text
