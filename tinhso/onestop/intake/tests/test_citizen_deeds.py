"""What the applicant does, deed by deed, and who else may not."""

from datetime import datetime
from uuid import uuid4

import pytest

from tinhso.casework.public import Case, NoteRefused, NotYourTurn, Stale, State, Unlawful
from tinhso.kernel.events.public import EventRow, timeline
from tinhso.kernel.files.public import NotYourFile
from tinhso.onestop.dossier.actions.attach_file import TooManyFiles, UnknownPaper, attach_file
from tinhso.onestop.dossier.actions.save_answers import NotADraft, save_answers
from tinhso.onestop.dossier.what_came import Came
from tinhso.onestop.handling.actions.accept_dossier import accept_dossier
from tinhso.onestop.intake.actions.detach_file import detach_file
from tinhso.onestop.intake.actions.save_contact import save_contact
from tinhso.onestop.intake.actions.send_supplement import NothingCame, send_supplement
from tinhso.onestop.intake.actions.submit_dossier import Incomplete, submit_dossier
from tinhso.onestop.intake.actions.tick_papers import tick_papers
from tinhso.onestop.models import Dossier
from tinhso.onestop.tests.makers import NOW, make_file


def names(dossier):
    return [line.name for line in timeline(dossier.case_id)]


def test_a_draft_knows_the_person_and_keeps_its_version(shop):
    dossier = shop.start()
    assert (dossier.applicant_name, dossier.applicant_id_number) == ("Lê Thị An", "038190000001")
    assert dossier.version == shop.version
    assert dossier.case.state == State.DRAFT
    assert dossier.case.code.startswith("NHAP-")
    assert names(dossier) == ["casework.CaseOpened", "onestop.DossierStarted"]


def test_the_same_key_gives_the_same_draft(shop):
    key = uuid4()
    assert shop.start(key=key).pk == shop.start(key=key).pk
    assert EventRow.objects.filter(name="casework.CaseOpened").count() == 1


def test_somebody_elses_key_gives_nothing_away(shop):
    key = uuid4()
    shop.start(key=key)
    with pytest.raises(NotYourTurn):
        shop.start(key=key, who="dung")


def test_answers_are_kept_while_it_is_a_draft(shop):
    dossier = shop.start()
    save_answers(dossier=dossier, answers={"muc_dich": "A"}, by=shop.actor("an"))
    assert shop.fresh(dossier).answers == {"muc_dich": "A"}
    with pytest.raises(NotYourTurn):
        save_answers(dossier=dossier, answers={}, by=shop.actor("dung"))


def test_answers_and_contact_of_a_submitted_dossier_stay(shop):
    dossier = shop.dossier("receive")
    with pytest.raises(NotADraft):
        save_answers(dossier=dossier, answers={}, by=shop.actor("an"))
    with pytest.raises(NotADraft):
        save_contact(
            dossier=dossier,
            phone="",
            email="",
            address="",
            result_by=Dossier.ResultBy.DESK,
            by=shop.actor("an"),
        )


def test_contact_is_kept(shop):
    dossier = shop.start()
    reach = {"phone": "0911111111", "email": "", "address": "Số 1", "result_by": Dossier.ResultBy.POST}
    save_contact(dossier=dossier, **reach, by=shop.actor("an"))
    assert shop.fresh(dossier).phone == "0911111111"
    with pytest.raises(NotYourTurn):
        save_contact(dossier=dossier, **reach, by=shop.actor("dung"))


def test_a_file_is_attached_once_by_its_owner_for_a_known_paper(shop):
    dossier, an = shop.start(), shop.actor("an")
    file = make_file(an)
    with pytest.raises(NotYourTurn):
        attach_file(dossier=dossier, paper="phuong_an", file=file, by=shop.actor("dung"), now=NOW)
    with pytest.raises(UnknownPaper):
        attach_file(dossier=dossier, paper="la", file=file, by=an, now=NOW)
    with pytest.raises(NotYourFile):
        theirs = make_file(shop.actor("dung"))
        attach_file(dossier=dossier, paper="phuong_an", file=theirs, by=an, now=NOW)
    attached = attach_file(dossier=dossier, paper="phuong_an", file=file, by=an, now=NOW)
    file.refresh_from_db()
    assert (attached.round, file.claimed_at) == (0, NOW)
    with pytest.raises(NotYourFile):
        attach_file(dossier=dossier, paper="phuong_an", file=file, by=an, now=NOW)


def test_the_same_content_sent_again_for_a_paper_is_the_same_attachment(shop):
    dossier, an = shop.start(), shop.actor("an")
    first, second, other = make_file(an), make_file(an), make_file(an)
    assert first.sha256 == second.sha256
    attached = attach_file(dossier=dossier, paper="phuong_an", file=first, by=an, now=NOW)
    assert attach_file(dossier=dossier, paper="phuong_an", file=second, by=an, now=NOW) == attached
    assert attach_file(dossier=dossier, paper="khac", file=other, by=an, now=NOW) != attached
    assert dossier.attachments.count() == 2


def test_a_dossier_holds_so_many_files_and_no_more(shop, monkeypatch):
    monkeypatch.setattr("tinhso.onestop.dossier.actions.attach_file.MOST_FILES", 1)
    dossier, an = shop.filled(), shop.actor("an")
    with pytest.raises(TooManyFiles):
        attach_file(dossier=dossier, paper="khac", file=make_file(an), by=an, now=NOW)


def test_nothing_is_attached_to_what_was_handed_in(shop):
    dossier, an = shop.dossier("receive"), shop.actor("an")
    with pytest.raises(NotADraft):
        attach_file(dossier=dossier, paper="khac", file=make_file(an), by=an, now=NOW)


def test_a_file_is_taken_back_from_a_draft_only_by_its_owner(shop):
    dossier, an = shop.filled(), shop.actor("an")
    attachment = dossier.attachments.get()
    with pytest.raises(NotYourTurn):
        detach_file(attachment=attachment, by=shop.actor("dung"), now=NOW)
    detach_file(attachment=attachment, by=an, now=NOW)
    assert not dossier.attachments.exists()


def test_what_was_handed_in_stays_but_a_new_file_of_the_supplement_goes(shop):
    dossier, an = shop.waiting(), shop.actor("an")
    with pytest.raises(NotADraft):
        detach_file(attachment=dossier.attachments.get(), by=an, now=NOW)
    new = attach_file(dossier=dossier, paper="khac", file=make_file(an), by=an, now=NOW)
    assert new.round == 1
    detach_file(attachment=new, by=an, now=NOW)
    assert dossier.attachments.count() == 1


def test_submission_gives_the_code_of_the_desk_and_day(shop):
    dossier = shop.filled()
    code = submit_dossier(dossier=dossier, by=shop.actor("an"), now=NOW)
    assert code == "000.00.14.H56-240308-0001"
    case = shop.fresh(dossier).case
    assert (case.state, case.submitted_at) == (State.SUBMITTED, NOW)
    assert names(dossier)[-1] == "casework.CaseSubmitted"


def test_sent_twice_it_is_handed_in_once(shop):
    dossier = shop.filled()
    codes = {submit_dossier(dossier=dossier, by=shop.actor("an"), now=NOW) for _ in range(2)}
    assert len(codes) == 1
    assert names(dossier).count("casework.CaseSubmitted") == 1
    assert submit_dossier(dossier=shop.filled(), by=shop.actor("an"), now=NOW).endswith("-0002")


def test_what_is_missing_is_named_and_takes_no_number(shop):
    dossier = shop.start()
    with pytest.raises(Incomplete) as refused:
        submit_dossier(dossier=dossier, by=shop.actor("an"), now=NOW)
    assert [paper.id for paper in refused.value.papers] == ["phuong_an"]
    assert [error.path for error in refused.value.errors] == [("muc_dich",)]
    assert shop.dossier("receive").case.code.endswith("-0001")


def test_a_stranger_hands_in_nothing(shop):
    for who in ("dung", "bao", "binh"):
        with pytest.raises(NotYourTurn):
            submit_dossier(dossier=shop.filled(), by=shop.actor(who), now=NOW)


def test_the_supplement_goes_back_to_who_asked(shop):
    dossier = shop.waiting()
    with pytest.raises(NotYourTurn):
        send_supplement(dossier=dossier, **shop.words("dung", dossier))
    shop.bring(dossier)
    dossier = shop.fresh(dossier)
    assert dossier.case.state == State.SUBMITTED
    assert names(dossier)[-1] == "casework.SupplementCompleted"
    accept_dossier(dossier=dossier, **shop.words("binh", dossier))
    assert shop.fresh(dossier).case.step == "forward"


def test_a_supplement_that_lacks_something_still_is_refused(shop):
    dossier = shop.waiting()
    dossier.answers = {}
    with pytest.raises(Incomplete):
        send_supplement(dossier=dossier, **shop.words("an", dossier))


NOTHING_NEW = {"came": Came.NOTHING, "text": "Giấy này đã nộp, trang 3."}


@pytest.mark.parametrize("who", ["an", "binh"])
def test_where_nothing_came_somebody_says_why_nothing_had_to(shop, who):
    """ "Nhận bổ sung" alone let the time begin anew."""
    dossier = shop.waiting()
    words = shop.words(who, dossier)
    for claim in ({}, {"came": Came.NOTHING}, {"came": Came.FILE}, {"came": Came.ANSWERS, "text": "Sửa"}):
        with pytest.raises(NothingCame):
            send_supplement(dossier=dossier, **claim, **words)
    with pytest.raises(NoteRefused):
        send_supplement(dossier=dossier, **NOTHING_NEW | {"text": "x" * 4001}, **words)
    send_supplement(dossier=shop.fresh(dossier), **NOTHING_NEW, **words)
    payload = timeline(dossier.pk)[-2 if who == "binh" else -1].payload
    assert payload["came"] == "nothing"
    assert dossier.case.notes.get(pk=payload["note_id"]).text == NOTHING_NEW["text"]


def test_the_system_sees_a_file_a_changed_answer_and_a_paper(shop):
    file, answers, paper = shop.waiting(), shop.waiting(), shop.waiting()
    shop.bring(file)
    answers.answers = answers.answers | {"muc_dich": "Mở hai bưu cục"}
    answers.save(update_fields=["answers"])
    send_supplement(dossier=answers, **shop.words("an", answers))
    binh = shop.words("binh", paper) | {"now": shop.later(hours=1)}
    tick_papers(dossier=paper, papers={"khac": "submitted"}, by=binh["by"], now=binh["now"])
    with pytest.raises(NothingCame):  # an officer says what it is
        send_supplement(dossier=paper, **binh)
    send_supplement(dossier=paper, came=Came.PAPER, **binh)
    rows = EventRow.objects.filter(name="casework.SupplementCompleted").order_by("pk")
    assert [row.payload["came"] for row in rows] == ["file", "answers", "paper"]


def test_a_supplement_is_sent_once(shop):
    dossier, words = (found := shop.waiting()), shop.words("an", found) | NOTHING_NEW
    old = shop.fresh(dossier)
    send_supplement(dossier=dossier, **words)
    with pytest.raises(Stale):
        send_supplement(dossier=old, **words)
    with pytest.raises((Unlawful, Stale)):
        send_supplement(dossier=shop.fresh(dossier), **words)


def test_a_number_is_counted_by_day(shop):
    shop.dossier("receive")
    shop.now = datetime(2024, 3, 11, 9, tzinfo=NOW.tzinfo)
    assert shop.dossier("receive").case.code.endswith("240311-0001")
    assert Case.objects.count() == 2
