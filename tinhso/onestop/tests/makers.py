"""Makers: a small published procedure of agency A, its rules, and a dossier brought as far as a test wants it.

Every step is made by the real action, so that a dossier at "sign" has truly been through the hands before.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from tests.town import Town
from tinhso.casework.public import assign_case
from tinhso.kernel.files.public import StoredFile, store_upload
from tinhso.kernel.files.tests.makers import PDF
from tinhso.kernel.law.models import Rule
from tinhso.kernel.papers.public import LocalServiceSigner
from tinhso.kernel.people.public import Actor, Competence, Delegation
from tinhso.kernel.site.clock import HANOI
from tinhso.kernel.site.models import Instance
from tinhso.onestop.dossier.actions.attach_file import attach_file
from tinhso.onestop.handling.actions.accept_dossier import accept_dossier
from tinhso.onestop.handling.actions.ask_supplement import ask_supplement
from tinhso.onestop.handling.actions.forward_dossier import forward_dossier
from tinhso.onestop.intake.actions.send_supplement import send_supplement
from tinhso.onestop.intake.actions.start_dossier import start_dossier
from tinhso.onestop.intake.actions.submit_dossier import submit_dossier
from tinhso.onestop.models import (
    Dossier,
    Procedure,
    ProcedureCompetence,
    ProcedureField,
    ProcedureVersion,
)
from tinhso.onestop.results.actions.draft_decision import draft_decision
from tinhso.onestop.results.actions.issue_result import issue_result
from tinhso.onestop.results.actions.sign_decision import sign_decision

NOW = datetime(2024, 3, 8, 9, 0, tzinfo=HANOI)  # a Friday morning
SINCE = DateRange(date(2020, 1, 1), None)
SOURCE = "thử"
SERVICES = Path(__file__).parents[2] / "demo" / "data"  # the folder of the demo's list of online services
CODE = "9.000001"
RULES = {
    "supplement.effect": "restart",
    "supplement.max_times": 1,
    "supplement.return_days": 3,
    "supplement.patience_days": 30,
    "supplement.remind_days": 3,
    "desk.reply_hours": 8,
    "own_portal_open": True,
    "security.idle_lock_minutes": 15,
    "security.officer_second_factor": False,
    "reappoint.max": 1,
    "reappoint.notice_days": 1,
    "fee.code_days": 30,
}
PURPOSE = {"id": "muc_dich", "type": "text", "label": "Mục đích", "max_length": 200, "required": True}
FIELDS = [
    PURPOSE,
    {"id": "ngay_can", "type": "date", "label": "Ngày cần kết quả", "min": "2024-01-01"},
    {"id": "ke_them", "type": "long_text", "label": "Kể thêm", "max_length": 2000},
]
ROUTE = [
    ("forward", "Chuyển hồ sơ", "desk", "desk", 0.1),
    ("assign", "Phân công", "head", "agency", 0.1),
    ("examine", "Thẩm định", "examiner", "agency", 0.5),
    ("sign", "Ký duyệt", "head", "agency", 0.2),
    ("issue", "Vào số, đóng dấu, phát hành", "clerk", "agency", 0.1),
    ("hand_over", "Trả kết quả", "desk", "desk", 0.0),
]
STEPS = [
    {"key": key, "label": label, "role": role, "place": place, "act": key, "share": share}
    for key, label, role, place, share in ROUTE
]
ANSWERS = {"muc_dich": "Mở bưu cục", "ngay_can": "2024-04-01"}


def make_rules(**changes: Any) -> None:
    rules = RULES | {k.replace("__", "."): v for k, v in changes.items()}
    Rule.objects.bulk_create(Rule(key=k, value=v, valid=SINCE, source=SOURCE) for k, v in rules.items())


def make_instance(at: datetime = NOW) -> Instance:
    """A demo whose legal clock stands at `at`."""
    names = {"name": "Tỉnh Số", "owner": "UBND tỉnh Mẫu", "province_code": "38", "ident_code": "H56"}
    offset = at - timezone.now()
    row, _ = Instance.objects.update_or_create(pk=1, defaults=names | {"demo": True, "clock_offset": offset})
    return row


def make_version(town: Town, **changes: Any) -> ProcedureVersion:
    """The procedure "Cấp giấy phép thử" of agency A at the province, ten working days, one paper asked for."""
    Competence.objects.create(field="thu", level="province", agency=town.agency_a, valid=SINCE, source=SOURCE)
    area = ProcedureField.objects.create(code="thu", name="Thử", sort_key="thu")
    plain = {"name": "Cấp giấy phép thử", "field": area, "content_digest": "", "sort_key": "cap"}
    procedure = Procedure.objects.create(code=CODE, valid=SINCE, source=SOURCE, **plain)
    ProcedureCompetence.objects.create(procedure=procedure, competence="province", valid=SINCE, source=SOURCE)
    step = {"id": "buoc_mot", "title": "Nội dung", "sections": [{"title": "", "fields": FIELDS}]}
    limit = {"amount": "10", "unit": "working_day", "counting": "next_day", "source": SOURCE}
    values: dict[str, Any] = {
        "number": 1,
        "form": {"id": "thu", "title": "Đơn thử", "version": 1, "steps": [step]},
        "papers": [
            {"id": "phuong_an", "name": "Phương án"},
            {"id": "khac", "name": "Khác", "required": False},
        ],
        "process": STEPS,
        "time_limits": {"province": limit},
        "legal_basis": [{"name": "Luật Thử", "article": "Điều 1"}],
        "result_name": "Giấy phép thử",
        "channels": ["counter", "online"],
        "valid": SINCE,
        "source": SOURCE,
        "published_at": NOW,
    }
    return ProcedureVersion.objects.create(procedure=procedure, **(values | changes))


def make_file(by: Actor, *, content: bytes = PDF, name: str = "phuong-an.pdf") -> StoredFile:
    return store_upload(SimpleUploadedFile(name, content, "application/octet-stream"), by=by, now=NOW)


@dataclass
class Shop:
    """The town with its procedure: `shop.dossier(until="examine")` is a dossier that waits for its examiner."""

    town: Town
    version: ProcedureVersion
    signing_url: str = ""
    now: datetime = NOW
    made: list[Dossier] = field(default_factory=list)

    def actor(self, name: str) -> Actor:
        return self.town.actor(name)

    def start(self, *, key: UUID | None = None, who: str = "an", **words: Any) -> Dossier:
        person = getattr(self.town, who).person
        return start_dossier(
            version=self.version,
            level="province",
            agency=self.town.agency_a,
            desk=self.town.desk_a,
            person=person,
            by=self.actor(who),
            now=self.now,
            client_key=key or uuid4(),
            **words,
        )

    def filled(self, who: str = "an") -> Dossier:
        """A draft that lacks nothing."""
        dossier = self.start(who=who)
        dossier.answers = dict(ANSWERS)
        dossier.save(update_fields=["answers"])
        file = make_file(self.actor(who))
        attach_file(dossier=dossier, paper="phuong_an", file=file, by=self.actor(who), now=self.now)
        return dossier

    def dossier(self, until: str = "receive", who: str = "an") -> Dossier:
        """A dossier that waits for the deed `until`: draft, receive, forward, assign … hand_over."""
        dossier = self.filled(who)
        for deed, act in self.way().items():
            if deed == until:
                break
            act(dossier)
        return self.fresh(dossier)

    def way(self) -> dict[str, Callable[[Dossier], object]]:
        """What is done, in the order of the law; each key is what the dossier waits for before."""
        return {
            "draft": lambda d: submit_dossier(dossier=d, by=self.actor("an"), now=self.now),
            "receive": lambda d: accept_dossier(dossier=d, **self.words("binh", d)),
            "forward": lambda d: forward_dossier(dossier=d, **self.words("binh", d)),
            "assign": lambda d: assign_case(case=d.case, officer_id=self.town.emi.pk, **self.words("chi", d)),
            "examine": lambda d: draft_decision(dossier=d, **DECISION, **self.words("emi", d)),
            "sign": lambda d: sign_decision(dossier=d, signer=self.signer("chi"), **self.words("chi", d)),
            "issue": lambda d: issue_result(dossier=d, signer=self.signer("so-a"), **self.words("van", d)),
        }

    def waiting(self) -> Dossier:
        """A dossier of which the desk asked a supplement before accepting it."""
        dossier = self.dossier("receive")
        ask_supplement(dossier=dossier, text="Thiếu phương án", **self.words("binh", dossier))
        return self.fresh(dossier)

    def bring(self, dossier: Dossier, who: str = "an") -> None:
        """The citizen sends the file that was missing."""
        file = make_file(self.actor(who), name="bo-sung.pdf")
        attach_file(dossier=dossier, paper="phuong_an", file=file, by=self.actor(who), now=self.now)
        send_supplement(dossier=dossier, **self.words(who, dossier))

    def words(self, who: str, dossier: Dossier) -> dict[str, Any]:
        """Version, actor and moment, as every action on a dossier wants them."""
        return {"ver": dossier.case.ver, "by": self.actor(who), "now": self.now}

    def signer(self, holder: str, **words: Any) -> LocalServiceSigner:
        return LocalServiceSigner(holder, url=self.signing_url, **words)

    def fresh(self, dossier: Dossier) -> Dossier:
        return Dossier.objects.whole().get(pk=dossier.pk)

    def later(self, **span: float) -> datetime:
        return self.now + timedelta(**span)


DECISION = {
    "title": "Giấy phép thử",
    "articles": ["Cấp giấy phép.", "Có hiệu lực."],
    "finding": "Đủ điều kiện",
}


def let_sign(town: Town) -> None:
    """Chi signs KT. for a head of agency A, by a delegation of every field."""
    Delegation.objects.create(
        giver=town.posts["chi"], receiver=town.posts["chi"], capacity="KT.", valid=SINCE, source=SOURCE
    )
