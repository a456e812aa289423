"""From a draft to both approvals: who may, whose turn, what is refused, what the routing list shows and to whom."""

import logging
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from tests.town import SINCE, make_officer
from tinhso.casework.case.notes import NoteRefused
from tinhso.casework.public import Case, NotYourTurn, Stale, State
from tinhso.casework.tests.makers import NOW
from tinhso.documents.models import Approval, DraftComment, DraftVersion, OutgoingDocument, RegisterNumber
from tinhso.documents.outgoing.actions.comment_on_draft import comment_on_draft
from tinhso.documents.outgoing.actions.resolve_comment import resolve_comment
from tinhso.documents.outgoing.actions.return_draft import return_draft
from tinhso.documents.outgoing.actions.seat_reader import seat_reader
from tinhso.documents.outgoing.actions.withdraw_draft import withdraw_draft
from tinhso.documents.outgoing.actions.write_version import VersionChanged, write_version
from tinhso.documents.outgoing.differences import differences
from tinhso.documents.outgoing.permissions import can_comment, can_draft
from tinhso.documents.outgoing.tests import makers as make
from tinhso.documents.outgoing.text import Draft, Text
from tinhso.documents.pages.refusals import DocumentsForbidden, SecretDocument
from tinhso.kernel.events.models import EventRow
from tinhso.kernel.people.models import Post
from tinhso.kernel.people.roles import Examiner, Head
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.language.word_changes import pieces


def count_visible(town, who, on=NOW):
    rows = OutgoingDocument.objects.visible_to(town.actor(who, on=on.date()), on=on.date())
    return rows.count()


def write(town, document, who="emi", **changes):
    words = make.WORDS | {"text": changes.pop("text", make.TEXT)} | changes.pop("words", {})
    given = {"ver": document.case.ver, "was": 1, "now": NOW} | changes
    return write_version(document=document, draft=Draft(**words), by=town.actor(who), **given)


def give_back(town, document, who, reason="Thiếu căn cứ", **changes):
    given = {"ver": document.case.ver, "now": NOW} | changes
    return_draft(document=document, reason=reason, by=town.actor(who), **given)
    return make.fresh(document)


def test_iii_1a_a_draft_begins_with_its_drafter_and_nobody_else_sees_it(office):
    document = make.draft(office)
    case = document.case
    assert (case.state, case.step, case.officer) == (State.IN_PROGRESS, "draft", office.emi)
    assert case.due_at > NOW and "Báo cáo" not in case.title
    assert [r.agency for r in document.recipients.all()] == [office.agency_b]
    assert [count_visible(office, who) for who in ("emi", "kim", "chi", "van", "hai", "tra", "an")] == [
        1,
        *[0] * 6,
    ]
    assert EventRow.objects.filter(name="documents.DocumentDrafted").count() == 1


def test_only_an_official_of_an_agency_drafts(office):
    for who in ("chi", "van", "binh", "an"):
        with pytest.raises(DocumentsForbidden):
            make.draft(office, who=who)
    assert not can_draft(office.actor("chi")) and can_draft(office.actor("emi"))


def test_a_form_sent_twice_makes_one_document(office):
    key = uuid4()
    assert make.draft(office, client_key=key).pk == make.draft(office, client_key=key).pk
    assert OutgoingDocument.objects.count() == 1


def test_an_unknown_identity_code_or_an_empty_subject_is_refused(office):
    with pytest.raises(EntryRefused) as refused:
        make.draft(office, receivers=("H99.99",))
    assert refused.value.field == "receivers" and "H99.99" in str(refused.value)
    with pytest.raises(EntryRefused):
        make.draft(office, receivers=tuple(f"H{n}" for n in range(301)))
    with pytest.raises(EntryRefused):
        make.draft(office, subject="  ")
    with pytest.raises(EntryRefused):
        write(office, make.draft(office), words={"subject": " "})


@pytest.mark.parametrize(
    ("mark", "words"),
    [("mat", {}), ("", {"subject": "TỐI MẬT"}), ("", {"text": Text(paragraphs=("(Mật)",))})],
)
def test_nothing_of_a_secret_draft_is_written_down(office, client, caplog, mark, words):
    caplog.set_level(logging.DEBUG)
    before = EventRow.objects.count()
    with pytest.raises(SecretDocument):
        make.draft(office, secrecy=mark, **words)
    assert not OutgoingDocument.objects.exists() and not Case.objects.exists()
    assert not DraftVersion.objects.exists() and EventRow.objects.count() == before
    assert make.WORDS["subject"] not in caplog.text
    document = make.draft(office)
    if words:
        with pytest.raises(SecretDocument):
            write(office, document, words=words)
    for deed in (
        lambda: comment_on_draft(
            document=document, paragraph=0, text="Độ mật: Mật", by=office.actor("emi"), now=NOW
        ),
        lambda: withdraw_draft(
            document=document, ver=document.case.ver, text="Tuyệt mật", by=office.actor("emi"), now=NOW
        ),
    ):
        with pytest.raises(SecretDocument):
            deed()
    with pytest.raises(SecretDocument):
        give_back(office, make.send(office, document), "chi", reason="Mật")
    assert not DraftComment.objects.exists() and not RegisterNumber.objects.exists()


def test_versions_are_never_written_over_and_two_writers_lose_nothing(office):
    document = make.draft(office)
    other = Text(paragraphs=("Đề nghị các cơ quan báo cáo trước ngày 20/3/2024.",))
    assert write(office, document, text=other).number == 2
    with pytest.raises(VersionChanged):
        write(office, document, text=make.TEXT)
    assert write(office, document, text=other, was=2).number == 2
    with pytest.raises(NotYourTurn):
        write(office, document, who="kim", was=2)
    with pytest.raises(Stale):
        write(office, document, was=2, ver=99)
    assert list(document.versions.values_list("number", flat=True)) == [2, 1]


def test_differences_are_told_word_by_word():
    old, new = Text(paragraphs=("Trước ngày 15.", "Bỏ đoạn này.")), Text(paragraphs=("Trước ngày 20.",))
    first, second = differences(old, new)
    assert [(p.kind, p.text) for p in first] == [
        ("same", "Trước ngày "),
        ("removed", "15"),
        ("added", "20"),
        ("same", "."),
    ]
    assert [(p.kind, p.text) for p in second] == [("removed", "Bỏ đoạn này.")]
    assert [p.kind for p in pieces("a " * 5000, "b")] == ["removed", "added"]
    assert [p.kind for line in differences(Text(), new) for p in line] == ["added"]


def test_iii_5a_content_and_form_are_answered_for_by_name(office):
    document = make.at_sign(office)
    approvals = Approval.objects.filter(version__document=document)
    assert [(a.part, a.by, a.post_title, a.version.number) for a in approvals] == [
        ("content", office.chi, "Phó Giám đốc", 1),
        ("form", office.van, "Văn thư", 1),
    ]
    assert (document.case.step, document.case.officer) == ("sign", office.chi)
    names = EventRow.objects.filter(name__startswith="documents.").order_by("pk")
    assert [n.removeprefix("documents.") for n in names.values_list("name", flat=True)] == [
        "DocumentDrafted",
        "DraftApproved",
        "DraftApproved",
    ]


def test_the_order_of_the_law_cannot_be_changed(office):
    document = make.draft(office)
    for part, who in (("content", "chi"), ("form", "van")):
        with pytest.raises(NotYourTurn):
            make.approve(office, document, part, who)
    sent = make.send(office, document)
    with pytest.raises(NotYourTurn):
        make.approve(office, sent, "form", "van")
    with pytest.raises(NotYourTurn):
        make.approve(office, sent, "content", "hai")
    with pytest.raises(Stale):
        make.approve(office, sent, "content", "chi", ver=1)


def test_a_draft_is_sent_to_those_who_may_and_only_when_it_says_something(office):
    document = make.draft(office)
    with pytest.raises(EntryRefused):
        make.send(office, document, reviewer=office.emi)
    with pytest.raises(EntryRefused):
        make.send(office, document, signer=office.hai)
    with pytest.raises(NotYourTurn):
        make.send(office, document, who="kim")
    with pytest.raises(Stale):
        make.send(office, document, ver=1)
    with pytest.raises(EntryRefused):
        make.send(office, make.draft(office, text=Text(paragraphs=("…",))))


def test_a_letter_to_nobody_is_not_sent_and_a_type_of_another_day_is_not_drafted(office, monkeypatch):
    with pytest.raises(EntryRefused, match="Kính gửi"):
        make.send(office, make.draft(office, text=Text(paragraphs=("Đề nghị báo cáo.",))))
    with pytest.raises(EntryRefused, match="căn cứ"):
        make.send(office, make.draft(office, code="QD", text=Text(paragraphs=("Điều 1. Ban hành.",))))
    monkeypatch.setattr("tinhso.documents.outgoing.actions.start_draft.drafted_types", lambda day: [])
    with pytest.raises(EntryRefused, match="không còn"):
        make.draft(office, code="BB")


def test_iii_1n_a_returned_draft_is_mended_and_its_approvals_lapse(office):
    document = give_back(office, make.at_sign(office), "chi")
    assert (document.case.step, document.case.officer) == ("draft", office.emi)
    assert not Approval.objects.filter(lapsed_at=None).exists()
    assert write(office, document, text=Text(to=("Các sở",), paragraphs=("Bản đã sửa.",))).number == 2
    second = make.approve(office, make.send(office, make.fresh(document)), "content", "chi")
    assert Approval.objects.get(lapsed_at=None).version.number == 2
    with pytest.raises(NotYourTurn):
        give_back(office, second, "chi")
    with pytest.raises(Stale):
        give_back(office, second, "van", ver=1)
    with pytest.raises(NoteRefused):
        give_back(office, second, "van", reason=" ")
    with pytest.raises(NotYourTurn):
        give_back(office, give_back(office, second, "van"), "emi")


def test_comments_stand_at_a_place_and_hold_up_the_approval_until_resolved(office):
    document = make.send(office, make.draft(office))
    comment = comment_on_draft(
        document=document, paragraph=3, text="Ghi rõ mẫu báo cáo", by=office.actor("chi"), now=NOW
    )
    with pytest.raises(EntryRefused):
        make.approve(office, document, "content", "chi")
    for place, text in ((99, "x"), (1, " ")):
        with pytest.raises(EntryRefused):
            comment_on_draft(document=document, paragraph=place, text=text, by=office.actor("chi"), now=NOW)
    for deed in (
        lambda who: comment_on_draft(document=document, paragraph=0, text="x", by=office.actor(who), now=NOW),
        lambda who: resolve_comment(document=document, comment=comment, by=office.actor(who), now=NOW),
    ):
        with pytest.raises(DocumentsForbidden):
            deed("hai")
    assert not can_comment(document, office.actor("an"))
    resolve_comment(document=document, comment=comment, by=office.actor("emi"), now=NOW)
    resolve_comment(document=document, comment=comment, by=office.actor("chi"), now=NOW)
    comment.refresh_from_db()
    assert comment.resolved_by == office.emi
    assert make.approve(office, document, "content", "chi").case.step == "form"


def test_iii_3b_the_routing_list_alone_decides_who_sees_a_document(office):
    make_officer("ly", "Hà Văn Lý", office.agency_a, "Giám đốc", Head)
    office.ly = make_officer("lan", "Mai Thị Lan", office.agency_a, "Phó Giám đốc", Head)
    document = make.send(office, make.draft(office))
    assert [count_visible(office, who) for who in ("emi", "chi", "van", "kim", "ly")] == [1, 1, 1, 0, 0]
    seat_reader(document=document, officer=office.kim, role=Examiner.code, by=office.actor("emi"), now=NOW)
    assert [count_visible(office, who) for who in ("kim", "ly")] == [1, 0]
    with pytest.raises(EntryRefused):
        seat_reader(document=document, officer=office.kim, role=Head.code, by=office.actor("emi"), now=NOW)
    with pytest.raises(DocumentsForbidden):
        seat_reader(
            document=document, officer=office.kim, role=Examiner.code, by=office.actor("hai"), now=NOW
        )


def test_iv_1d_rights_follow_the_post(office):
    """Who gives the post up sees nothing more; who holds the role after them sees what they saw."""
    document = make.draft(office)
    later = NOW + timedelta(days=30)
    Post.objects.filter(user=office.emi).update(valid=DateRange(SINCE, later.date()))
    assert count_visible(office, "kim", on=NOW) == 0
    assert count_visible(office, "kim", on=later) == 1 and count_visible(office, "emi", on=later) == 0
    assert document.seats.get().officer == office.emi


def test_a_draft_is_given_up_by_who_has_it(office):
    document = make.draft(office)
    give_up = {"document": document, "text": "Không cần nữa", "now": NOW}
    with pytest.raises(NotYourTurn):
        withdraw_draft(ver=document.case.ver, by=office.actor("kim"), **give_up)
    with pytest.raises(Stale):
        withdraw_draft(ver=1, by=office.actor("emi"), **give_up)
    withdraw_draft(ver=document.case.ver, by=office.actor("emi"), **give_up)
    assert make.fresh(document).case.state == State.WITHDRAWN and document.versions.exists()
