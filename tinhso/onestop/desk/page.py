"""What stands on an officer's page of one dossier: facts, papers, history, and the forms of the deeds open to them."""

from datetime import datetime
from typing import Any

from django.db.models import Q
from django.forms import Form

from tinhso.casework.public import State, away, history, supplement_until, with_templates
from tinhso.kernel.papers.public import local_signing
from tinhso.kernel.people.public import Actor, Agency, Post
from tinhso.kernel.people.roles import Clerk, DeskOfficer, Examiner, Head
from tinhso.lib.dates import HANOI, vn_date
from tinhso.lib.forms.dates import write_day
from tinhso.lib.forms.summary import summarise
from tinhso.onestop.catalogue.authority import authority_of
from tinhso.onestop.catalogue.papers import paper_states
from tinhso.onestop.catalogue.places import unit_names
from tinhso.onestop.catalogue.result_forms.layouts import layout_of
from tinhso.onestop.catalogue.result_forms.wording import first_articles, first_name
from tinhso.onestop.desk.checklist import checklist
from tinhso.onestop.desk.permissions import deeds_open
from tinhso.onestop.dossier.dossier_rows import DossierRows, read_rows
from tinhso.onestop.dossier.forms import VerForm
from tinhso.onestop.dossier.identity_differences import identity_differences
from tinhso.onestop.dossier.permissions import is_at_desk
from tinhso.onestop.dossier.proposals import proposal_of
from tinhso.onestop.handling.forms import (
    AcceptForm,
    ApologyForm,
    AskLateForm,
    AssignForm,
    CorrectionForm,
    DutyPauseForm,
    HandOverForm,
    IdentityForm,
    LapseForm,
    LateSupplementForm,
    OpinionAskForm,
    ProposeApologyForm,
    RefusalForm,
    SupplementForm,
    TransferForm,
)
from tinhso.onestop.handling.return_form import return_form
from tinhso.onestop.intake.former_answers import former_parts
from tinhso.onestop.linked_services.page import parts_shown, registration_asked, where_now
from tinhso.onestop.models import Attachment, Decision, Dossier, LinkedPart
from tinhso.onestop.money.fee_page import fees_shown
from tinhso.onestop.once_only.ask_again import known_facts
from tinhso.onestop.registration.records import record_of
from tinhso.onestop.results.forms import DecisionForm
from tinhso.onestop.retention.page import retention_of
from tinhso.onestop.store.forms import HoldForm
from tinhso.onestop.store.permissions import can_accept_paper

LABELS = {
    "settle_identity": "Thống nhất thông tin người nộp",
    "accept": "Tiếp nhận hồ sơ",
    "forward": "Chuyển đến cơ quan giải quyết",
    "assign": "Phân công",
    "supplement": "Yêu cầu bổ sung (mẫu 02)",
    "refuse": "Từ chối (mẫu 03)",
    "lapse": "Không giải quyết vì quá hạn bổ sung (mẫu 03)",
    "register": "Ghi Sổ hộ tịch trên phần mềm hộ tịch điện tử",
    "decide": "Trình ký kết quả",
    "propose_refusal": "Đề nghị từ chối, trình dự thảo",
    "return": "Trả lại bước trước",
    "propose_late": "Đề nghị yêu cầu bổ sung ngoài hạn (mẫu 02)",
    "ask_late": "Đồng ý yêu cầu bổ sung ngoài hạn (mẫu 02)",
    "propose_apology": "Đề nghị xin lỗi và hẹn lại (mẫu 04)",
    "apologise": "Ký xin lỗi và hẹn lại (mẫu 04)",
    "opinion": "Lấy ý kiến cơ quan khác",
    "pause": "Tạm dừng tính thời gian",
    "resume": "Tiếp tục giải quyết",
    "transfer": "Chuyển cơ quan có thẩm quyền",
    "sign": "Ký duyệt",
    "issue": "Vào số, đóng dấu, phát hành",
    "hand_over": "Trả kết quả",
    "correct": "Đính chính ngày có kết quả",
}

KEYS = {  # as on the worklist: one key for one deed
    "accept": "t",
    "forward": "c",
    "assign": "p",
    "supplement": "b",
    "refuse": "k",
    "propose_refusal": "k",
    "decide": "d",
    "return": "l",
    "hand_over": "h",
}

TEMPLATES = {  # deed -> the kind of answer template that its text may begin with
    "supplement": "supplement",
    "refuse": "refusal",
    "propose_refusal": "refusal",
    "lapse": "refusal",
    "propose_late": "supplement",
    "ask_late": "supplement",
    "propose_apology": "apology",
    "apologise": "apology",
    "opinion": "opinion",
    "pause": "pause",
}


PLAIN_FORMS: dict[str, type[Form]] = {
    "supplement": SupplementForm,
    "refuse": RefusalForm,
    "propose_refusal": RefusalForm,
    "lapse": LapseForm,
    "propose_late": LateSupplementForm,
    "ask_late": AskLateForm,
    "propose_apology": ProposeApologyForm,
    "apologise": ApologyForm,
    "pause": DutyPauseForm,
}


def form_for(deed: str, dossier: Dossier, now: datetime, data: Any = None, files: Any = None) -> Form:
    """The form of one deed, filled with what is known."""
    initial: dict[str, Any] = {"ver": dossier.case.ver}
    if deed == "accept":
        form = AcceptForm(data, initial=initial)
        if dossier.version.limit_at(dossier.level):
            del form.fields["days"]
        return form
    if deed == "settle_identity":
        return IdentityForm(data, initial=initial, differences=identity_differences(dossier))
    if deed == "assign":
        posts, words = examiners(dossier, now)
        assign = AssignForm(data, initial=initial, posts=posts)
        assign.fields["officer"].help_text = words
        return assign
    if deed == "decide":
        return DecisionForm(data, files, initial=initial | drafted(dossier))
    if deed == "correct":
        return CorrectionForm(data, initial=initial | settled(dossier))
    if deed == "hand_over":
        how = "online" if dossier.result_by == Dossier.ResultBy.ONLINE else dossier.result_by
        return HandOverForm(
            data,
            initial=initial | {"how": how, "collected_by": dossier.applicant_name, "collector": "applicant"},
        )
    if deed == "opinion":
        opinion = OpinionAskForm(data, initial=initial)
        opinion.fields["of"].queryset = peers(dossier, now)  # type: ignore[attr-defined]
        return opinion
    if deed == "transfer":
        transfer = TransferForm(data, initial=initial)
        transfer.fields["to"].queryset = peers(dossier, now)  # type: ignore[attr-defined]
        return transfer
    if deed in {"refuse", "ask_late", "apologise"} and (proposed := proposal_of(dossier)):
        initial["text"] = proposed.text
    if deed == "return":
        return return_form(dossier.case, initial, data)
    return PLAIN_FORMS.get(deed, VerForm)(data, initial=initial)


def examiners(dossier: Dossier, now: datetime) -> tuple[list[Post], str]:
    """Who is there to examine, and in words who is away with whom standing in. Two queries."""
    agency = dossier.case.agency_id
    posts = Post.objects.on(now.date()).with_role(Examiner.code).filter(agency=agency, user__is_active=True)
    found = list(posts.select_related("user").order_by("pk"))
    absent = away([agency], [post.user_id for post in found], now.date())
    words = "; ".join(
        f"{row.officer.full_name} đến hết {vn_date(row.last)}, {row.stand_in.full_name} làm thay"
        for row in absent.values()
    )
    there = [post for post in found if post.user_id not in absent]
    return there, f"Đang vắng mặt: {words}." if words else ""


def peers(dossier: Dossier, now: datetime) -> Any:
    """Agencies that may be asked: departments and committees above or beside."""
    kinds = [Agency.Kind.DEPARTMENT, Agency.Kind.COMMITTEE]
    levels = Q(level=Agency.Level.PROVINCE) | Q(level=dossier.case.agency.level)
    agencies = Agency.objects.on(now.date()).filter(levels, kind__in=kinds)
    return agencies.exclude(pk=dossier.case.agency_id)


def drafted(dossier: Dossier) -> dict[str, Any]:
    """The draft that came back, or a first wording from the catalogue."""
    decision: Decision | None = getattr(dossier, "decision", None)
    if decision:
        return {
            "title": decision.title,
            "articles": "\n".join(decision.articles),
            "valid_until": decision.valid_until,
            "file_name": decision.own_file.name if decision.own_file else "",
        }
    if registered := registered_wording(dossier):
        return registered
    if layout := layout_of(dossier.version):
        return layout.first_wording(dossier)
    return {
        "title": first_name(dossier.version.result_name)[:200],
        "articles": "\n".join(
            first_articles(dossier.version.result_name, beneficiary(dossier), dossier.answers)
        ),
    }


def settled(dossier: Dossier) -> dict[str, Any]:
    """Day and hour at which the result was ready, as they stand; empty while there is none."""
    at = dossier.case.settled_at
    return {"day": at.astimezone(HANOI).date(), "hour": at.astimezone(HANOI).time()} if at else {}


def registered_wording(dossier: Dossier) -> dict[str, Any]:
    """The result as the register of civil status gave it: its number, its book, the number of the person."""
    record = record_of(dossier.version)
    part = LinkedPart.objects.filter(
        dossier=dossier, kind=LinkedPart.Kind.CIVIL_STATUS, state=LinkedPart.State.SETTLED
    ).first()
    if record is None or part is None:
        return {}
    day = part.details.get("NgayDangKy", "")
    facts = [
        f"{record.name}: số {part.number}, quyển số {part.details.get('Quyen', '–')}, ngày {write_day(day)}."
    ]
    names = [dossier.answers.get(path) for path in (record.fields.get("HoTen", ""),) if path]
    facts += [f"Họ, chữ đệm, tên: {name}." for name in names if name]
    if number := part.details.get("SoDinhDanh"):
        facts.append(f"Số định danh cá nhân: {number}.")
    return {"title": record.paper, "articles": "\n".join(facts)}


def beneficiary(dossier: Dossier) -> str:
    """The organisation that the form names, else the applicant."""
    for field in dossier.version.definition.fields.values():
        name = dossier.answers.get(field.id, {}).get("name") if field.type == "organisation" else None
        if name:
            return str(name)
    return dossier.applicant_name


def chosen(files: list[Attachment], wanted: str, *, answered: bool) -> Attachment | None:
    """The file that is shown beside the facts: as asked for, else the first where nothing was declared; None for what was declared."""
    if wanted.isdecimal():
        return next((one for one in files if str(one.pk) == wanted), None)
    return None if answered or wanted or not files else files[0]


def papers_context(dossier: Dossier, viewed: str) -> dict[str, Any]:
    """The papers, their check, and the one beside the facts."""
    papers = paper_states(dossier, dossier.attachments.all())
    files = [attachment for state in papers for attachment in state.files]
    shown = chosen(files, viewed, answered=bool(dossier.answers))
    return {"papers": papers, "checked": checklist(dossier, papers), "files": files, "viewed": shown}


def rows_context(dossier: Dossier, rows: DossierRows, now: datetime) -> dict[str, Any]:
    """What was written, paid, handed over, noted and settled around the dossier."""
    return {
        "differences": identity_differences(dossier) if dossier.case.finished_at is None else [],
        "identity": dossier.identity(),
        "slips": list(dossier.slips.all()),
        "decision": rows.decision,
        "result": rows.issued,
        "until": supplement_until(dossier.case),
        "history": history(dossier.case, for_citizen=False, rows=rows.history),
        "fees": fees_shown(dossier, now),
        "trips": list(dossier.trips.all()),
        "handed": rows.handed,
        "portal": rows.portal,
        "stored_files": rows.stored_files,
    }


def with_clocks(dossier: Dossier) -> DossierRows:
    """The rows around it, and at the case its clocks: they say which deeds are still in time."""
    rows = read_rows(dossier, for_citizen=False)
    rows.history.loaded()
    return rows


def page_context(
    dossier: Dossier,
    actor: Actor,
    now: datetime,
    *,
    forms: dict[str, Form] | None = None,
    turn: bool | None = None,
    viewed: str = "",
    related: list[Dossier] | None = None,
) -> dict[str, Any]:
    rows, deeds = with_clocks(dossier), deeds_open(dossier, actor, now, turn=turn)
    shown = {deed: (forms or {}).get(deed) or form_for(deed, dossier, now) for deed in deeds}
    with_templates({d: (TEMPLATES[d], form) for d, form in shown.items() if d in TEMPLATES}, actor)
    parts = parts_shown(dossier, now)
    summary = summarise(dossier.version.definition, dossier.answers, unit_names=unit_names(now.date()))
    context = papers_context(dossier, viewed) | rows_context(dossier, rows, now) | local_signing()
    return context | {
        "dossier": dossier,
        "where": where_now(parts, dossier.case),
        "linked": parts,
        "elsewhere": registration_asked(parts),
        "deeds": [
            (deed, LABELS[deed], form, deed in (forms or {}), KEYS.get(deed, ""))
            for deed, form in shown.items()
        ],
        "turn": bool(deeds),
        "asks": shown.get("supplement"),
        "related": related,
        "may_relate": any(actor.holds(role) for role in (DeskOfficer, Examiner, Head, Clerk)),
        "former_parts": former_parts(dossier, now.date()),
        "parts": summary,
        "now": now,
        "known_facts": known_facts(dossier, actor, now),
        "accepts_papers": can_accept_paper(dossier, actor),
        "retention": retention_of(dossier, actor, now),
        "hold_form": (forms or {}).get("hold") or HoldForm(),
        "authority": authority_of(dossier, actor, now.date()) if "sign" in deeds else None,
        "at_desk": dossier.case.finished_at is None and is_at_desk(dossier, actor),
        "takes_supplement": dossier.case.state == State.WAITING_CITIZEN and is_at_desk(dossier, actor),
    }
