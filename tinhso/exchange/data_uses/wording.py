"""One use of a person's data in words: who, why, by which law, for which dossier, with which result. Never an officer's name."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from django.core import signing
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from tinhso.casework.public import PURPOSES
from tinhso.exchange.data_uses.person_uses import OwnCase, PersonUses
from tinhso.exchange.data_uses.users_of_data import Users
from tinhso.exchange.models import Agreement, ExchangeCall, FieldMapping
from tinhso.kernel.events.public import AccessRow
from tinhso.kernel.people.public import Post
from tinhso.kernel.site.slots import CaseKind, all_of

Text = str | Promise
SALT = "exchange.data_uses.line"


@dataclass(frozen=True)
class Matter:
    """A dossier of the person's own, with its page."""

    title: str
    code: str
    url: str


@dataclass(frozen=True)
class Use:
    """`at` is the latest of its `times`; `token` names the row for a question; `law_note` says where the law was derived from."""

    side: str
    key: str
    at: datetime
    times: int
    user: str
    place: str
    purpose: Text
    law: str
    law_note: str
    data: str
    outcome: str
    tone: str
    matters: tuple[Matter, ...]
    agency_id: int | None
    token: str = ""

    @property
    def through_exchange(self) -> bool:
        return self.side == "call"

    @property
    def about(self) -> str:
        """In one paragraph, as it stays beside a question about it."""
        codes = ", ".join(one.code for one in self.matters)
        parts = [self.user, self.place, str(self.purpose), self.law, self.data, codes, self.outcome]
        return ". ".join(part.rstrip(".") for part in parts if part)[:1000]


def call_key(row: ExchangeCall, made_for: Mapping[str, int]) -> tuple[object, ...]:
    case = row.issue or made_for.get(str(row.pk))
    return ("call", row.client, row.agreement, row.operation, case, _outcome(row))


def reading_key(row: AccessRow, cases: Mapping[int, OwnCase]) -> tuple[object, ...]:
    shown = tuple(sorted(pk for pk in row.case_ids if pk in cases))
    return ("reading", row.agency_id, row.post_id, row.purpose, shown)


def _outcome(row: ExchangeCall) -> tuple[str, str]:
    """What came of a call, and its tone."""
    if row.code != "ok":
        return _("Nền tảng từ chối, không có dữ liệu nào được gửi đi."), "late"
    if row.status == 404:
        return _("Bên cung cấp không có dữ liệu."), ""
    if row.status >= 400:
        return _("Bên cung cấp không trả lời được, không có dữ liệu nào được gửi đi."), "soon"
    return _("Đã nhận dữ liệu."), "ok"


@dataclass(frozen=True)
class Words:
    """What lines need beside their rows, asked once for all of them."""

    person: PersonUses
    users: Users
    agreements: Mapping[str, Agreement]
    posts: Mapping[int, str]
    issues: Mapping[str, OwnCase]
    labels: Mapping[tuple[int, str], str]

    @classmethod
    def of(
        cls,
        person: PersonUses,
        users: Users,
        calls: Collection[ExchangeCall],
        readings: Collection[AccessRow],
    ) -> Self:
        """Three queries."""
        codes = {one.agreement for one in calls if one.agreement}
        found = Agreement.objects.filter(case__code__in=codes) if codes else Agreement.objects.none()
        agreements = {
            one.case.code: one for one in found.select_related("case", "service__system__member", "consumer")
        }
        services = {one.service_id for one in agreements.values()}
        mapped = (
            FieldMapping.objects.filter(service__in=services) if services else FieldMapping.objects.none()
        )
        labels = {
            (one, name): label for one, name, label in mapped.values_list("service", "field", "term__label")
        }
        ids = {one.post_id for one in readings if one.post_id}
        posts = dict(Post.objects.filter(pk__in=ids).values_list("pk", "title")) if ids else {}
        return cls(person, users, agreements, posts, {one.code: one for one in person.cases.values()}, labels)

    def line(self, rows: Sequence[ExchangeCall | AccessRow]) -> Use:
        """Of rows that say the same of one day, newest first."""
        first = rows[0]
        return (
            self._call(first, len(rows))
            if isinstance(first, ExchangeCall)
            else self._reading(first, len(rows))
        )

    def _call(self, row: ExchangeCall, times: int) -> Use:
        agreement, (outcome, tone) = self.agreements.get(row.agreement), _outcome(row)
        case = self.issues.get(row.issue) or self.person.cases.get(self.person.made_for.get(str(row.pk), 0))
        user = self.users.of_system(row.client)
        return Use(
            side="call",
            key=str(row.pk),
            at=row.at,
            times=times,
            user=user.name,
            place=agreement.consumer.name if agreement and agreement.consumer else "",
            purpose=agreement.purpose
            if agreement
            else _("không rõ: lời gọi không thuộc thỏa thuận nào còn lưu"),
            law=agreement.legal_basis if agreement else "",
            law_note="",
            data=_data(agreement, self.labels),
            outcome=outcome,
            tone=tone,
            matters=(_matter(case),) if case else (),
            agency_id=user.agency,
            token=_token(self.person, "call", str(row.pk)),
        )

    def _reading(self, row: AccessRow, times: int) -> Use:
        cases = [self.person.cases[pk] for pk in sorted(row.case_ids) if pk in self.person.cases]
        user = self.users.of_agency(row.agency_id)
        law, note = self._law(cases)
        return Use(
            side="reading",
            key=str(row.pk),
            at=row.at,
            times=times,
            user=user.name if user else "",
            place=self.posts.get(row.post_id or 0, ""),
            purpose=PURPOSES.get(row.purpose, row.purpose),
            law=law,
            law_note=note,
            data="",
            outcome="",
            tone="",
            matters=tuple(map(_matter, cases)),
            agency_id=row.agency_id,
            token=_token(self.person, "reading", str(row.pk)),
        )

    def _law(self, cases: Sequence[OwnCase]) -> tuple[str, str]:
        """The procedure's own law where its system has it, else that of the kind of case, by the rules of today."""
        written = dict.fromkeys(one.ground.law for one in cases if one.ground and one.ground.law)
        if written:
            return "; ".join(written)[:400], _("theo căn cứ của thủ tục")
        laws = dict.fromkeys(filter(None, (self.person.rules.law_of(one.kind) for one in cases)))
        return "; ".join(laws)[:400], _("suy ra từ loại việc") if laws else ""


def _data(agreement: Agreement | None, labels: Mapping[tuple[int, str], str]) -> str:
    """The fields by their words in the dictionary; one that nobody mapped is only counted: its name is a machine's."""
    if agreement is None:
        return ""
    named = [labels[key] for one in agreement.fields if (key := (agreement.service_id, one)) in labels]
    if more := len(agreement.fields) - len(named):
        named.append(_("%(n)s trường khác") % {"n": more} if named else _("%(n)s trường") % {"n": more})
    fields = ", ".join(named)
    words = _("%(service)s của %(member)s") % {
        "service": agreement.service.title,
        "member": agreement.service.system.member.name,
    }
    return f"{words} ({fields})" if fields else words


def _matter(one: OwnCase) -> Matter:
    names = {kind.code: kind.citizen_url_name for kind in all_of(CaseKind)}
    try:
        url = reverse(names.get(one.kind, ""), args=[one.code])
    except NoReverseMatch:
        url = ""
    return Matter(one.title, one.code, url)


def _token(person: PersonUses, side: str, key: str) -> str:
    return signing.dumps([side, key], salt=f"{SALT}.{person.person.pk}", compress=False)


def read_token(token: str, person_id: int) -> tuple[str, str] | None:
    """Which row a person means; None for a token that is not theirs."""
    try:
        side, key = signing.loads(token, salt=f"{SALT}.{person_id}")
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return str(side), str(key)
