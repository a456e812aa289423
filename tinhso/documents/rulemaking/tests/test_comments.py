"""Anybody comments on words of a paragraph until the last day; others read it once somebody of the agency let it through."""

from uuid import uuid4

import pytest

from tests.town import FOREVER
from tinhso.casework.tests.makers import NOW
from tinhso.documents.models import PublicComment
from tinhso.documents.pages.refusals import DocumentsForbidden
from tinhso.documents.rulemaking.actions.decide_comment import decide_comment
from tinhso.documents.rulemaking.actions.write_comment import AccountNeeded, NoLongerOpen, write_comment
from tinhso.documents.rulemaking.moderated import PUBLIC_COMMENTS, waiting_comments
from tinhso.documents.rulemaking.permissions import can_moderate_comments
from tinhso.documents.rulemaking.personal_data import tables, unlink_author
from tinhso.documents.rulemaking.tests import makers as make
from tinhso.documents.rulemaking.upkeep import public_comments
from tinhso.kernel.events.models import EventRow
from tinhso.kernel.law.models import Rule
from tinhso.kernel.moderation.public import NotModerator, decide_text
from tinhso.kernel.site.public import EntryRefused

WORDS = {"paragraph": make.POINT, "quote": "", "text": "Nên cho 2 m.", "by": make.VISITOR, "now": NOW}


def test_a_visitor_comments_on_words_of_a_paragraph(office):
    consultation = make.opened(office)
    key = uuid4()
    comment = make.comment(consultation, quote=" tối  đa 1,5\nm ", client_key=key)
    assert make.comment(consultation, client_key=key) == comment
    assert (comment.paragraph, comment.quote, comment.author) == (make.POINT, "tối đa 1,5 m", None)
    assert comment.state == PublicComment.State.PENDING and len(comment.receipt) == 32
    assert make.comment(consultation, paragraph=0, quote="").paragraph == 0
    row = EventRow.objects.filter(name="documents.PublicCommentWritten").first()
    assert row is not None and row.actor_id is None


def test_who_writes_is_masked_and_what_offends_is_flagged(office):
    consultation = make.opened(office)
    text = "Tôi là Nguyễn Thị An, gọi 0912345678. Đồ ngu."
    comment = make.comment(consultation, by=office.actor("an"), text=text)
    assert "0912345678" not in comment.text and comment.author == office.an
    assert "phone" in comment.flags or "sender" in comment.flags
    assert office.an.full_name not in comment.text
    assert comment.flag_words


def test_what_cannot_be_taken_is_refused_in_words(office):
    consultation = make.opened(office)
    with pytest.raises(EntryRefused, match="Viết nội dung"):
        write_comment(consultation=consultation, **WORDS | {"text": " "})
    with pytest.raises(EntryRefused, match="4000"):
        write_comment(consultation=consultation, **WORDS | {"text": "a" * 4001})
    with pytest.raises(EntryRefused, match="200"):
        write_comment(consultation=consultation, organisation="a" * 201, **WORDS)
    with pytest.raises(EntryRefused, match="không có đoạn"):
        write_comment(consultation=consultation, **WORDS | {"paragraph": 8})
    with pytest.raises(EntryRefused, match="không có trong đoạn"):
        write_comment(consultation=consultation, **WORDS | {"quote": "tối đa 3 m"})
    with pytest.raises(EntryRefused, match="không có trong đoạn"):
        write_comment(consultation=consultation, **WORDS | {"paragraph": 0, "quote": "Điều 1"})
    with pytest.raises(NoLongerOpen):
        write_comment(consultation=consultation, **WORDS | {"now": make.AFTER})
    with pytest.raises(NoLongerOpen):
        write_comment(consultation=make.propose(office), **WORDS)
    Rule.objects.create(key="documents.comment_account_needed", value=1, valid=FOREVER, source="thử")
    with pytest.raises(AccountNeeded):
        write_comment(consultation=consultation, **WORDS)
    assert make.comment(consultation, by=office.actor("an")).author == office.an


def test_the_clerk_or_a_head_lets_it_through_never_who_drafted_it(office):
    consultation = make.opened(office)
    comment = make.comment(consultation)
    for who in ("emi", "bao", "hai", "an"):
        assert not can_moderate_comments(consultation, office.actor(who))
        assert not waiting_comments(office.actor(who)).exists()
        with pytest.raises(DocumentsForbidden):
            decide_comment(comment=comment, shown=True, by=office.actor(who), now=NOW)
    assert [*waiting_comments(office.actor("van"))] == [*waiting_comments(office.actor("chi"))] == [comment]
    of_head = make.propose(office, make.rule_draft(office))
    of_head.document.drafted_by = office.chi
    assert not can_moderate_comments(of_head, office.actor("chi"))
    deed = {"kind": PUBLIC_COMMENTS.code, "key": comment.pk, "seen": "", "now": NOW}
    with pytest.raises(NotModerator):
        decide_text(shown=True, by=office.actor("emi"), **deed)
    decide_text(shown=True, by=office.actor("van"), **deed)
    comment.refresh_from_db()
    assert (comment.state, comment.decided_by) == ("shown", office.van)
    decide_text(shown=False, by=office.actor("chi"), **deed)
    comment.refresh_from_db()
    assert comment.state == "hidden"
    assert EventRow.objects.filter(name="documents.PublicCommentDecided").count() == 2
    (sample,) = public_comments()
    assert (sample.value, sample.labels) == (1, {"state": "hidden"})


def test_one_has_ones_own_comments_and_loses_them_with_the_account(office):
    consultation = make.opened(office)
    comment = make.comment(consultation, by=office.actor("an"))
    make.comment(consultation, by=office.actor("dung"))
    (table,) = tables(office.actor("an"))
    assert [row["noi_dung"] for row in table.rows] == [comment.text]
    unlink_author(office.an, NOW)
    (table,) = tables(office.actor("an"))
    assert not table.rows and PublicComment.objects.count() == 2
