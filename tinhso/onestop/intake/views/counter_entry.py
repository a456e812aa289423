"""The dense page on which the desk enters one dossier: everything on one page, submitted and accepted in one act."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.casework.public import Note, NoteRefused, State, can_hand_in
from tinhso.kernel.events.public import log_access
from tinhso.kernel.files.public import FileRefused
from tinhso.kernel.people.public import FILES_LOST, Actor, actor_for, role_required
from tinhso.kernel.people.roles import DeskOfficer
from tinhso.kernel.site import clock
from tinhso.kernel.site.forms import MOST_LETTERS
from tinhso.lib.forms import locked_inputs, parse_step, steps_asked
from tinhso.lib.forms.widgets import StepPage, render_step
from tinhso.lib.legal_time.time_limit import TimeLimit, Unit
from tinhso.onestop.catalogue.papers import Paper, paper_states
from tinhso.onestop.catalogue.places import unit_names
from tinhso.onestop.dossier.actions.attach_file import TooManyFiles
from tinhso.onestop.dossier.actions.save_answers import OPEN_FOR_CITIZEN, save_answers
from tinhso.onestop.dossier.consent import NoConsent
from tinhso.onestop.dossier.forms import VerForm
from tinhso.onestop.dossier.identity import locked_sources
from tinhso.onestop.dossier.identity_differences import Difference, IdentityUnsettled
from tinhso.onestop.dossier.permissions import is_at_desk
from tinhso.onestop.dossier.unreadable_values import (
    contact_after,
    contact_typed,
    forget_missing,
    read_again,
    unread_after,
)
from tinhso.onestop.dossier.views.finding import coded, desk_dossier
from tinhso.onestop.intake.actions.discard_dossier import discard_dossier
from tinhso.onestop.intake.actions.receive_at_counter import receive_at_counter
from tinhso.onestop.intake.actions.save_contact import save_contact
from tinhso.onestop.intake.actions.send_supplement import NothingCame, send_supplement
from tinhso.onestop.intake.actions.submit_dossier import Incomplete
from tinhso.onestop.intake.actions.tick_papers import tick_papers
from tinhso.onestop.intake.carried_answers import with_carried
from tinhso.onestop.intake.counter_forms import CounterContactForm
from tinhso.onestop.intake.forms import CameForm
from tinhso.onestop.intake.paper_form import ways_sent
from tinhso.onestop.intake.prefill import prefill_of
from tinhso.onestop.intake.views.attach import FULL, use
from tinhso.onestop.models import Dossier, FeeCharge, PaperHandedIn, Slip
from tinhso.onestop.once_only.actions.keep_source_records import drop_source_record
from tinhso.onestop.once_only.ask_and_keep import asking_context, sources_for, with_sources
from tinhso.onestop.once_only.views.asking import ask, said_at_counter
from tinhso.onestop.results.actions.attach_scan import attach_scan
from tinhso.onestop.store.reusable_papers import StoreLine, offered

SAY_WHAT_CAME = (
    "Chọn phần bổ sung đã nhận. Bản giấy mà hệ thống chưa ghi thì nêu tên; không có gì mới thì ghi lý do."
)
SETTLE = "Thông tin người nộp không khớp: ghi vì sao thông tin đã nhập là đúng."


@dataclass
class EnteredPage:
    """What one sending of the page left: parsed steps, the contact form, files that were refused."""

    contact: CounterContactForm
    steps: Mapping[str, Any] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)
    missing: Incomplete | None = None
    differences: Sequence[Difference] = ()
    came: CameForm = field(default_factory=CameForm)

    @property
    def rows_changed(self) -> bool:
        return any(step.rows_changed for step in self.steps.values())

    @property
    def right(self) -> bool:
        whole = all(step.complete for step in self.steps.values())
        return whole and not self.refused and self.contact.is_valid()


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(DeskOfficer)
def counter_entry(request: HttpRequest, code: str) -> HttpResponse:
    """All of the form, contact and papers on one page, of a draft or of a supplement that was brought. Whatever is right is kept at every sending."""
    dossier = draft_at_desk(request, code)
    if dossier.case.state not in OPEN_FOR_CITIZEN:  # sent twice: the second finds it received
        received = dossier.case.accepted_at and "supplement" not in request.POST
        return redirect("counter_done" if received else "desk_dossier", dossier.case.code)
    if request.method != "POST":
        return page(request, dossier, left_before(dossier))
    entry = keep_entered(request, dossier)
    if (
        FILES_LOST in request.POST
    ):  # sent again after the login had expired: scans are missing, so nothing is received yet
        messages.warning(
            request, "Nội dung đã nhập còn nguyên. Chọn lại các tệp quét rồi bấm tiếp nhận, hoặc lưu."
        )
        return page(request, dossier, entry)
    if "ask_sources" in request.POST:
        ask(request, dossier, request.POST.getlist("nguon"), said_at_counter(request), at_counter=True)
        return redirect("counter_entry", code)
    if key := request.POST.get("drop_source", "")[:60]:
        drop_source_record(dossier=dossier, key=key, by=actor_for(request), now=clock.now())
        messages.success(request, "Đã bỏ dữ liệu lấy từ nguồn. Nhận bản giấy hoặc bản quét.")
        return redirect("counter_entry", code)
    if "receive" not in request.POST or entry.rows_changed:
        if not entry.rows_changed and not entry.refused:
            messages.success(request, "Đã lưu.")
            return redirect("counter_entry", code)
        return page(request, dossier, entry, status=422 if entry.refused else 200)
    if not entry.right:
        return page(request, dossier, entry, status=422)
    take = receive if dossier.case.state == State.DRAFT else receive_supplement
    return take(request, dossier, entry)


def draft_at_desk(request: HttpRequest, code: str) -> Dossier:
    """A dossier that this desk receives, also by the address of its draft; 404 for other desks."""
    actor = actor_for(request)
    dossier = Dossier.objects.visible_to(actor).whole().filter(coded(code)).first()
    if dossier is None or not is_at_desk(dossier, actor):
        raise Http404
    log_access(by=actor, purpose="handling", page="counter_entry", case_ids=[dossier.case_id], at=clock.now())
    return dossier


def left_before(dossier: Dossier) -> EnteredPage:
    """The page as it was left, each wrong value as typed beside its message."""
    today = clock.today()
    names, typed = unit_names(today), contact_typed(dossier, "lien_he")
    steps = {
        step.id: parsed
        for step in dossier.version.definition.steps
        if (parsed := read_again(dossier, step.id, on=today, known_units=names))
    }
    contact = contact_form(dossier, typed)
    if typed:
        forget_missing(contact)
    return EnteredPage(contact, steps)


def contact_form(dossier: Dossier, data: Any = None) -> CounterContactForm:
    initial = {k: getattr(dossier, k) for k in ("phone", "email", "address")}
    draft = dossier.case.state == State.DRAFT
    initial["result_by"] = dossier.result_by if not draft else "post" if dossier.post_number else "desk"
    needs_days = draft and dossier.version.limit_at(dossier.level) is None
    return CounterContactForm(data, initial=initial, prefix="lien_he", needs_days=needs_days)


def keep_entered(request: HttpRequest, dossier: Dossier) -> EnteredPage:
    """Read the whole page over the draft: answers page by page, ticks, files, and how to be reached."""
    actor, today = actor_for(request), clock.today()
    sent = {key: [str(v) for v in values] for key, values in request.POST.lists()}
    names, answers, parsed, unread = unit_names(today), dossier.answers, {}, dossier.unread
    locked = locked_inputs(dossier.version.definition, locked_sources(dossier, actor))
    sent |= {name: [text] for name, text in locked.items()}
    for step in steps_asked(dossier.version.definition, answers):
        parsed[step.id] = parse_step(
            dossier.version.definition, step.id, sent, answers, on=today, known_units=names
        )
        answers = parsed[step.id].answers
        unread = unread_after(dossier, step.id, parsed[step.id], unread)
    entry = EnteredPage(contact_form(dossier, request.POST), parsed)
    with transaction.atomic():
        unread = contact_after(unread, entry.contact)
        save_answers(dossier=dossier, answers=answers, by=actor, unread=unread)
        tick_papers(dossier=dossier, papers=ways_sent(request.POST), by=actor, now=clock.now())
        if entry.contact.is_valid():
            data = {k: v for k, v in entry.contact.cleaned_data.items() if k != "days"}
            save_contact(dossier=dossier, by=actor, **data)
    for state in paper_states(dossier):
        chosen = request.POST.getlist(f"entry_{state.paper.id}")
        entry.refused += [
            problem for one in chosen if (problem := use(request, dossier, state.paper.id, one))
        ]
        pages = request.FILES.getlist(f"file_{state.paper.id}")
        if pages and (problem := keep_scan(request, dossier, state.paper.id, pages)):
            entry.refused.append(problem)
    return entry


def keep_scan(request: HttpRequest, dossier: Dossier, paper: str, pages: Sequence[UploadedFile]) -> str:
    """Keep the pages scanned for one paper as one file; empty if they were taken, else why not."""
    try:
        attach_scan(dossier=dossier, paper=paper, pages=pages, by=actor_for(request), now=clock.now())
    except FileRefused as error:
        return str(error)
    except TooManyFiles:
        return FULL
    return ""


def receive(request: HttpRequest, dossier: Dossier, entry: EnteredPage) -> HttpResponse:
    days = entry.contact.cleaned_data.get("days")
    limit = TimeLimit(Decimal(days), Unit.WORKING_DAY, "Nhập tại nơi tiếp nhận") if days else None
    try:
        slip = receive_at_counter(
            dossier=dossier,
            limit=limit,
            identity_words=request.POST.get("identity_words", "")[:MOST_LETTERS],
            by=actor_for(request),
            now=clock.now(),
        )
    except NoConsent:
        messages.warning(request, "Chưa ghi nhận sự đồng ý của người được nộp hộ. Nội dung đã lưu.")
        return redirect("counter_consent", dossier.case.code)
    except IdentityUnsettled as error:
        entry.differences = error.differences
        return page(request, dossier, entry, status=422)
    except Incomplete as error:
        entry.missing = error
        return page(request, dossier, entry, status=422)
    return redirect("counter_done", dossier.case.code) if slip else ask_first(request, dossier)


def ask_first(request: HttpRequest, dossier: Dossier) -> HttpResponse:
    """To the fee that is due before acceptance; the dossier has its code and lies in the worklist."""
    messages.warning(
        request, "Đã nhận hồ sơ. Thủ tục này thu phí trước: thu xong thì mở hồ sơ và bấm Tiếp nhận hồ sơ."
    )
    charge = dossier.charges.get(due=FeeCharge.Due.ACCEPT)
    return redirect("fee_charge", charge.pk)


def receive_supplement(request: HttpRequest, dossier: Dossier, entry: EnteredPage) -> HttpResponse:
    entry.came = came = CameForm(request.POST)
    if not came.is_valid():
        return page(request, dossier, entry, status=422)
    try:
        send_supplement(
            dossier=dossier,
            ver=dossier.case.ver,
            by_post="by_post" in request.POST,
            came=came.cleaned_data["came"],
            text=came.cleaned_data["came_text"],
            by=actor_for(request),
            now=clock.now(),
        )
    except Incomplete as error:
        entry.missing = error
        return page(request, dossier, entry, status=422)
    except NothingCame:
        came.add_error("came", SAY_WHAT_CAME)
        return page(request, dossier, entry, status=422)
    except NoteRefused as error:
        came.add_error("came_text", str(error))
        return page(request, dossier, entry, status=422)
    messages.success(request, "Đã nhận phần bổ sung.")
    return redirect("desk_dossier", dossier.case.code)


def page(request: HttpRequest, dossier: Dossier, entry: EnteredPage, status: int = 200) -> HttpResponse:
    sources = sources_for(dossier, actor_for(request), clock.now())
    pages, papers = (
        step_pages(dossier, entry, actor_for(request)),
        with_sources(dossier, paper_states(dossier), sources),
    )
    context = {
        "dossier": dossier,
        "form": entry.contact,
        "pages": pages,
        "problems": to_mend(pages, entry),
        "differences": entry.differences,
        "identity_words": request.POST.get("identity_words", "")[:MOST_LETTERS],
        "asked": dossier.case.notes.filter(kind=Note.Kind.SUPPLEMENT).last(),
        "supplement": dossier.case.state == State.WAITING_CITIZEN,
        "papers": papers,
        "ways": PaperHandedIn.How.choices,
        "came": entry.came,
        **asking_context(dossier, sources, clock.today()),
        "stored": stored(request, dossier, [state.paper for state in papers]),
    }
    return render(request, "onestop/intake/counter_entry.html", context, status=status)


def stored(request: HttpRequest, dossier: Dossier, papers: list[Paper]) -> dict[str, list[StoreLine]]:
    """What of the applicant's store fits; that the desk saw it is logged, also while the dossier is a draft."""
    actor = actor_for(request)
    found = offered(dossier, papers, by=actor, on=clock.today())
    if found:
        log_access(by=actor, purpose="handling", page="my_store", case_ids=[dossier.case_id], at=clock.now())
    return found


def to_mend(pages: list[StepPage], entry: EnteredPage) -> list[tuple[str, str]]:
    """Everything that is wrong but the contact, for one box at the head of the page: where it stands, and what."""
    found = [problem for one in pages for problem in one.problems]
    found += [("", refused_words) for refused_words in entry.refused]
    if entry.missing and not found:
        found += [("", error.message) for error in entry.missing.errors]
    if entry.differences:
        found.append(("id_identity_words", SETTLE))
    papers = entry.missing.papers if entry.missing else []
    return found + [(f"p-{paper.id}", f"Chưa có giấy tờ: {paper.name}") for paper in papers]


def step_pages(dossier: Dossier, entry: EnteredPage, by: Actor) -> list[StepPage]:
    form, units = dossier.version.definition, list(unit_names(clock.today()).items())
    prefill = prefill_of(dossier.case.person, dossier.source_records(), clock.today())
    locked = locked_inputs(form, locked_sources(dossier, by))
    carried = with_carried(dossier, unit_names(clock.today())) if dossier.source_data else dossier.answers
    found = []
    for step in steps_asked(form, dossier.answers):
        parsed = entry.steps.get(step.id)
        given = {"errors": parsed.errors, "typed": parsed.typed, "rows": parsed.rows} if parsed else {}
        answers = dossier.answers if parsed else carried
        found.append(
            render_step(form, step.id, answers, units=units, prefill=prefill, locked=locked, **given)
        )
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(DeskOfficer)
def counter_discard(request: HttpRequest, code: str) -> HttpResponse:
    """The desk throws a draft away that it entered: the page says what is lost, the button does it."""
    dossier, form = draft_at_desk(request, code), VerForm(request.POST or None)
    if dossier.case.state != State.DRAFT or not can_hand_in(dossier.case, actor_for(request)):
        raise Http404
    if not form.is_valid():
        return render(request, "onestop/discard.html", {"dossier": dossier, "back": "counter_entry"})
    discard_dossier(dossier=dossier, ver=form.cleaned_data["ver"], by=actor_for(request), now=clock.now())
    messages.success(request, "Đã bỏ bản nháp.")
    return redirect("worklist")


@require_safe
@role_required(DeskOfficer)
def counter_done(request: HttpRequest, code: str) -> HttpResponse:
    """Received: the code, the due date and the receipt to print; then the next one."""
    dossier = desk_dossier(request, code, purpose="handling")
    slip = dossier.slips.filter(form=Slip.Form.RECEIPT).first()
    if slip is None:
        raise Http404
    context = {"dossier": dossier, "slip": slip, "unsigned": dossier.attachments.unsigned_scans().count()}
    return render(request, "onestop/intake/counter_done.html", context)
