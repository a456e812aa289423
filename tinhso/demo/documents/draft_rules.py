"""Drafts of rules under consultation in the demo, by the deeds themselves: one that takes comments on the opening day, one that is
closed and being answered, one with its answers and report, one that waits for a head; one went all the way and was issued. Texts
and comments are invented.
"""

import json
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from django.db import transaction

from tinhso.demo.documents.offices import Office
from tinhso.demo.documents.outgoing_desk import SIGNS, Token, fresh
from tinhso.documents.public import (
    Approval,
    CommentAnswer,
    Consultation,
    Draft,
    OutgoingDocument,
    RuleRelation,
    RuleStep,
    Text,
    answer_comments,
    approve_draft,
    begin_rule_step,
    close_consultation,
    decide_comment,
    draft_paragraphs,
    draft_report,
    follow_issue,
    issue_document,
    open_consultation,
    propose_consultation,
    publish_answers,
    relate_rule,
    report_rule_step,
    send_draft,
    set_effect,
    shorten_procedure,
    sign_document,
    start_draft,
    type_of,
    write_comment,
    write_version,
)
from tinhso.kernel.events.public import Actor
from tinhso.kernel.papers.public import seal_of
from tinhso.kernel.people.public import User
from tinhso.lib.dates import local

DATA = Path(__file__).parents[1] / "data" / "draft_rules.json"
PROPOSED, OPEN, CLOSED, ANSWERED, ISSUED = "proposed", "open", "closed", "answered", "issued"
BEGAN = {PROPOSED: 1, OPEN: 14, CLOSED: 8, ANSWERED: 18, ISSUED: 24}
"""How many days before the opening day each was drafted; of those that are over, its time ended."""
PUBLISHED = {ANSWERED: 3, ISSUED: 9}  # days before the opening day
APPRAISED, SENT, EFFECTIVE = 6, 5, 12
DAYS_OPEN = {False: 35, True: 25}
"""For how many days it stands open: under the law of 2015, and since 04/2025."""
SHORTER_SINCE = date(2025, 4, 1)
URGENT = "Quy định mức hỗ trợ khẩn cấp nhà ở bị hư hỏng do thiên tai trên địa bàn tỉnh (mô phỏng)"
URGENT_BASES = (
    "Căn cứ Luật Tổ chức chính quyền địa phương;",
    "Căn cứ đề nghị của cơ quan soạn thảo (mô phỏng).",
)
URGENT_BODY = (
    "Điều 1. Phạm vi điều chỉnh",
    "Quyết định này quy định mức hỗ trợ khẩn cấp nhà ở bị hư hỏng do thiên tai (mô phỏng).",
    "Điều 2. Hiệu lực",
    "Quyết định này có hiệu lực theo quy định của pháp luật (mô phỏng).",
)
URGENT_WHY = "Ứng phó thiên tai, cần ban hành ngay để hỗ trợ người dân (mô phỏng)."
URGENT_DECISION = "Công văn 01/HĐND-TT cho phép rút gọn (mô phỏng)"
APART = timedelta(minutes=7)


@cache
def _rules() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(DATA.read_text(encoding="utf-8"))
    return found


class RuleStory:
    """One draft of a rule, deed by deed, at moments of office hours before the opening day."""

    def __init__(
        self, words: dict[str, Any], office: Office, token: Token | None, rng: Random, now: datetime
    ) -> None:
        self.words, self.office, self.token, self.rng, self.now = words, office, token, rng, now
        self.drafter, self.head, self.clerk = office.drafters[0], office.heads[0], office.clerks[0]
        self.state: str = words["state"]
        self.days_open = DAYS_OPEN[now.date() >= SHORTER_SINCE]
        is_over = self.state in (CLOSED, ANSWERED, ISSUED)
        self.clock = self._morning(BEGAN[self.state] + (self.days_open if is_over else 0))
        self.consultation: Consultation

    def _morning(self, days: int) -> datetime:
        """In the first hour of the last working day that is so many days before the opening day or earlier."""
        calendar, day = self.office.calendar, self.now.date() - timedelta(days=days)
        while not calendar.is_working_day(day):
            day -= timedelta(days=1)
        return calendar.add_working_seconds(calendar.opening(day), self.rng.randint(600, 3_000))

    def play(self) -> None:
        document = self._drafted()
        self._proposed(document)
        if self.state == PROPOSED:
            return
        self._opened()
        self._commented()
        if self.state == OPEN:
            return
        self._closed()
        self._answered()
        if self.state in PUBLISHED:
            self._published(fresh(document))
        if self.state == ISSUED:
            self._appraised(fresh(document))
            self._issued(fresh(document))

    def _then(self) -> datetime:
        self.clock += APART
        return self.clock

    def _reloaded(self) -> Consultation:
        return Consultation.objects.whole().get(pk=self.consultation.pk)

    def _text(self, body: list[str]) -> Text:
        return Text(
            legal_basis=tuple(self.words["bases"]),
            paragraphs=tuple(body),
            recipients=("Như Điều 3", "Lưu: VT"),
        )

    def _drafted(self) -> OutgoingDocument:
        draft = Draft(subject=self.words["subject"], text=self._text(self.words["body"]))
        kind = type_of("QD", self.clock.date())
        return fresh(start_draft(kind=kind, draft=draft, secrecy="", by=self.drafter, now=self.clock))

    def _proposed(self, document: OutgoingDocument) -> None:
        self.consultation = propose_consultation(
            document=document,
            ver=document.case.ver,
            summary=self.words["summary"],
            by=self.drafter,
            now=self._then(),
        )
        self.consultation = self._reloaded()

    def _opened(self) -> None:
        at = self._then()
        last = local(at).date() + timedelta(days=self.days_open)
        one = self.consultation
        open_consultation(consultation=one, ver=one.case.ver, closes_on=last, by=self.head, now=at)
        self.consultation = self._reloaded()

    def _commented(self) -> None:
        """Over the days that have passed, each moderated some hours later; what waits came last."""
        one, comments = self.consultation, self.words["comments"]
        assert one.closes_on is not None
        first, until = self.clock, min(one.closes_on, self.now.date() - timedelta(days=1))
        span = (until - local(first).date()).days
        places = {p.label: p.number for p in draft_paragraphs(one.version)}
        for order, words in enumerate(comments, 1):
            at = first + timedelta(days=span * order // (len(comments) + 1), minutes=order)
            comment = write_comment(
                consultation=one,
                paragraph=places[words["at"]] if words["at"] else 0,
                quote=words.get("quote", ""),
                text=words["text"],
                organisation=words.get("by", ""),
                by=_citizen(words.get("who", "")),
                now=at,
            )
            if "waits" not in words:
                shown = "hidden" not in words
                decide_comment(comment=comment, shown=shown, by=self.clerk, now=at + timedelta(hours=3))

    def _closed(self) -> None:
        closes = self.consultation.closes_on
        assert closes is not None
        midnight = local(self.now).replace(hour=0, minute=10) - timedelta(
            days=(self.now.date() - closes).days - 1
        )
        close_consultation(consultation=self.consultation, now=midnight)
        self.consultation, self.clock = self._reloaded(), midnight.replace(hour=14)

    def _answered(self) -> None:
        """Those that are alike together."""
        rows = self.consultation.comments.order_by("pk")
        keys = dict(zip(rows.values_list("pk", flat=True), self.words["comments"], strict=True))
        for name, (decision, text) in self.words["answers"].items():
            chosen = [key for key, words in keys.items() if words.get("answer") == name]
            answer_comments(
                consultation=self.consultation,
                comments=chosen,
                decision=CommentAnswer.Decision(decision),
                text=text,
                by=self.drafter,
                now=self._then(),
            )

    def _published(self, document: OutgoingDocument) -> None:
        """The next version, the answers, the report."""
        self.clock = self._morning(PUBLISHED[self.state])
        changed = dict(self.words["changes"])
        text = self._text([changed.get(line, line) for line in self.words["body"]])
        draft = Draft(subject=self.words["subject"], text=text)
        write_version(
            document=document, ver=document.case.ver, was=1, draft=draft, by=self.drafter, now=self.clock
        )
        one = self._reloaded()
        publish_answers(consultation=one, ver=one.case.ver, by=self.drafter, now=self._then())
        draft_report(consultation=self._reloaded(), by=self.drafter, now=self._then())

    def _appraised(self, document: OutgoingDocument) -> None:
        """By the committee's own official for justice: a commune has no agency for it."""
        kind, at = RuleStep.Kind.APPRAISAL, self._then()
        begun = begin_rule_step(
            document=document,
            ver=document.case.ver,
            kind=kind,
            agency=self.office.agency,
            by=self.drafter,
            now=at,
        )
        step, at = RuleStep.objects.whole().get(pk=begun.pk), self._morning(APPRAISED)
        report_rule_step(
            step=step,
            ver=step.case.ver,
            verdict=RuleStep.Verdict.AGREED,
            reference="01/BC-TP (mô phỏng)",
            dated=at.date(),
            by=self.office.drafters[-1],
            now=at,
        )

    def _issued(self, document: OutgoingDocument) -> None:
        """Sent, approved, signed, sealed on the last working day; without tokens it waits for the signature."""
        self.clock = self._morning(SENT)
        head = User.objects.get(username=SIGNS[self.office.words])
        signer = next(one for one in self.office.heads if one.user_id == head.pk)
        send_draft(
            document=document,
            ver=document.case.ver,
            reviewer=head,
            signer=head,
            by=self.drafter,
            now=self.clock,
        )
        for part, by in ((Approval.Part.CONTENT, signer), (Approval.Part.FORM, self.clerk)):
            document = fresh(document)
            approve_draft(document=document, ver=document.case.ver, part=part, by=by, now=self._then())
        if self.token is None:
            return
        document, self.clock = fresh(document), self._morning(1)
        sign_document(
            document=document,
            ver=document.case.ver,
            signer=self.token(head.username),
            by=signer,
            now=self.clock,
        )
        document, seal = fresh(document), self.token(seal_of(self.office.agency))
        issue_document(document=document, ver=document.case.ver, signer=seal, by=self.clerk, now=self._then())
        rule = follow_issue(document.pk, now=self._then())
        assert rule is not None
        effective = self.clock.date() + timedelta(days=EFFECTIVE)
        set_effect(rule=rule, effective_on=effective, by=self.clerk, now=self._then())
        relate_rule(
            rule=rule,
            kind=RuleRelation.Kind.REPLACES,
            title=self.words["replaces"],
            by=self.clerk,
            now=self._then(),
        )


def _citizen(username: str) -> Actor:
    """An account of the cast, or a visitor."""
    if not username:
        return Actor()
    return Actor(user_id=User.objects.get(username=username).pk)


@transaction.atomic
def create_draft_rules(offices: list[Office], token: Token | None, rng: Random, *, now: datetime) -> int:
    """How many; a kind of office that does not stand on that day has none."""
    by_words = {office.words: office for office in offices}
    stories = [RuleStory(words, by_words[words["office"]], token, rng, now) for words in _rules()]
    for story in stories:
        story.play()
    _shortened(by_words["province"], now)
    return len(stories) + 1


def _shortened(office: Office, now: datetime) -> None:
    """A draft of the committee by the shortened procedure, which waits for its appraisal."""
    calendar, day = office.calendar, now.date() - timedelta(days=1)
    while not calendar.is_working_day(day):
        day -= timedelta(days=1)
    at, drafter = calendar.add_working_seconds(calendar.opening(day), 9_000), office.drafters[0]
    draft = Draft(
        subject=URGENT, text=Text(legal_basis=URGENT_BASES, paragraphs=URGENT_BODY, recipients=("Lưu: VT",))
    )
    document = start_draft(kind=type_of("QD", day), draft=draft, secrecy="", by=drafter, now=at)
    shorten_procedure(
        document=fresh(document), reason=URGENT_WHY, decision=URGENT_DECISION, by=drafter, now=at + APART
    )
