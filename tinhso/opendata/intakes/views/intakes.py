"""A file on its way: sent in pieces, by a plain form or by link; its report, corrections, release and publication."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    JsonResponse,
    QueryDict,
    StreamingHttpResponse,
)
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tinhso.kernel.events.public import log_access
from tinhso.kernel.people.public import actor_for, officer_required
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import sent_json
from tinhso.lib.language.personal_data import Personal
from tinhso.lib.tables.normal import rejects_csv, rejects_of
from tinhso.opendata.dataset import store
from tinhso.opendata.dataset.permissions import OpenDataForbidden, can_answer
from tinhso.opendata.dataset.publisher_queries import own_dataset, own_intake, own_table
from tinhso.opendata.dataset.table_names import PARAMETER, question_of
from tinhso.opendata.intakes import comparing, reading_choices
from tinhso.opendata.intakes import limits as intake_limits
from tinhso.opendata.intakes.actions.begin_intake import (
    IntakeRefused,
    WrongOffset,
    add_piece,
    begin_link,
    begin_upload,
    finish_upload,
)
from tinhso.opendata.intakes.actions.confirm_reading import confirm_reading
from tinhso.opendata.intakes.actions.publish_intake import publish_intake
from tinhso.opendata.intakes.actions.restore_version import restore_version
from tinhso.opendata.intakes.actions.steer_intake import cancel_intake, read_again, release_intake
from tinhso.opendata.intakes.forms import FileForm, LinkForm, ReadingForm, ReasonForm, typed
from tinhso.opendata.intakes.preview import preview_of
from tinhso.opendata.models import Dataset, DataTable, Intake

MOST_SHOWN = 50
OCTETS = "application/octet-stream"


@require_POST
@officer_required
def send_file(request: HttpRequest, slug: str) -> HttpResponse:
    """A whole file in a plain form, without JavaScript."""
    by, now = actor_for(request), clock.now()
    dataset = own_dataset(slug, by)
    form = FileForm(request.POST, request.FILES)
    try:
        if not form.is_valid():
            raise IntakeRefused(_("Hãy chọn một tệp có nội dung."))
        file = form.cleaned_data["file"]
        if file.size > intake_limits.PLAIN_FORM:
            raise IntakeRefused(
                _("Tệp lớn hơn 50 MB; hãy bật JavaScript để gửi theo từng phần, hoặc nêu liên kết.")
            )
        intake = begin_upload(
            dataset=dataset, name=file.name, size=file.size, by=by, now=now, table=_table(request, dataset)
        )
        at = 0
        for block in file.chunks(intake_limits.PIECE):
            at = add_piece(intake=intake, offset=at, data=block, by=by)
        finish_upload(intake=intake, by=by, now=now)
    except IntakeRefused as error:
        messages.error(request, str(error))
        return redirect(reverse("own_dataset", args=[slug]) + question_of(_table(request, dataset).number))
    return redirect("intake", intake.pk)


@require_POST
@officer_required
def send_link(request: HttpRequest, slug: str) -> HttpResponse:
    """The address of a file, which a worker fetches."""
    by = actor_for(request)
    dataset = own_dataset(slug, by)
    form = LinkForm(request.POST)
    try:
        if not form.is_valid():
            return _link_again(request, dataset, form)
        url, table = form.cleaned_data["url"], _table(request, dataset)
        intake = begin_link(dataset=dataset, url=url, by=by, now=clock.now(), table=table)
    except IntakeRefused as error:
        form.add_error("url", str(error))
        return _link_again(request, dataset, form)
    return redirect("intake", intake.pk)


def _link_again(request: HttpRequest, dataset: Dataset, form: LinkForm) -> HttpResponse:
    """What was typed with what is wrong with it."""
    question = question_of(_table(request, dataset).number)
    context = {"dataset": dataset, "form": form, "question": question}
    return render(request, "opendata/intakes/intake_link.html", context, status=422)


@never_cache
@require_POST
@officer_required
def begin_pieces(request: HttpRequest, slug: str) -> JsonResponse:
    """JSON `{name, size}` to `{url, received, piece, report}`; the same name and size goes on where it broke off."""
    by = actor_for(request)
    dataset = own_dataset(slug, by)
    try:
        wish = sent_json(request)
        if (
            not isinstance(wish, dict)
            or not isinstance(wish.get("name"), str)
            or type(wish.get("size")) is not int
        ):
            raise ValueError
        table = _table(request, dataset)
        intake = _broken_off(table.intakes, wish, by.user_id) or begin_upload(
            dataset=dataset, name=wish["name"], size=wish["size"], by=by, now=clock.now(), table=table
        )
    except IntakeRefused as error:
        return JsonResponse({"message": str(error)}, status=422)
    except ValueError:
        return JsonResponse({"message": _("Yêu cầu không đúng dạng.")}, status=400)
    addresses = {
        "url": f"/can-bo/du-lieu-mo/nhan/{intake.pk}/manh/",
        "report": f"/can-bo/du-lieu-mo/nhan/{intake.pk}/",
    }
    return JsonResponse({"received": intake.done, "piece": intake_limits.PIECE, **addresses}, status=201)


def _table(request: HttpRequest, dataset: Dataset) -> DataTable:
    """The table that the address names. Http404."""
    return own_table(dataset, request.GET.get(PARAMETER, ""))


def _broken_off(intakes: Any, wish: dict[str, Any], user_id: int | None) -> Intake | None:
    found: Intake | None = intakes.filter(
        state=Intake.State.RECEIVING, name=wish["name"], size=wish["size"], made_by_id=user_id
    ).first()
    return found


@never_cache
@require_http_methods(["GET", "PATCH", "POST"])
@officer_required
def piece(request: HttpRequest, intake_id: UUID) -> JsonResponse:
    """GET: how much is there. PATCH with `Upload-Offset`: the next piece; 409 says where to go on. POST: it is whole."""
    by = actor_for(request)
    intake = own_intake(intake_id, by)
    try:
        if request.method == "PATCH":
            offset = request.headers.get("Upload-Offset", "")
            number = int(offset) if offset.isascii() and offset.isdigit() and len(offset) < 16 else -1
            return JsonResponse(
                {"received": add_piece(intake=intake, offset=number, data=_sent(request), by=by)}
            )
        if request.method == "POST":
            finish_upload(intake=intake, by=by, now=clock.now())
    except WrongOffset as wrong:
        return JsonResponse({"received": wrong.received}, status=409)
    except IntakeRefused as error:
        return JsonResponse({"message": str(error)}, status=422)
    return JsonResponse({"received": intake.done, "size": intake.size})


def _sent(request: HttpRequest) -> bytes:
    """The body, at most one byte more than a piece may have; `request.body` would stay with the request until it is
    collected, and many pieces of 4 MB with it."""
    parts, left = [], intake_limits.PIECE + 1
    while left and (block := request.read(min(left, 1 << 20))):
        parts.append(block)
        left -= len(block)
    return b"".join(parts)


@never_cache
@require_safe
@officer_required
def intake_state(request: HttpRequest, intake_id: UUID) -> JsonResponse:
    """How far it is, for the page that waits."""
    intake = own_intake(intake_id, actor_for(request))
    state = {"state": intake.state, "label": comparing.doing(intake), "percent": intake.percent}
    return JsonResponse(state | {"under_way": intake.state in Intake.UNDER_WAY})


@never_cache
@require_safe
@officer_required
def intake(request: HttpRequest, intake_id: UUID) -> HttpResponse:
    """The report: how it was read beside the lines of the file, what was not understood, what may be personal, and what
    can be done."""
    by = actor_for(request)
    found = own_intake(intake_id, by)
    if found.findings:  # rows of it are shown, and personal data was found in it
        log_access(by=by, purpose="handling", page="intake", case_ids=[], at=clock.now(), item=intake_id)
    return _report(request, found, ReasonForm())


def _report(
    request: HttpRequest,
    found: Intake,
    reason: ReasonForm,
    status: int = 200,
    reading: ReadingForm | None = None,
) -> HttpResponse:
    by = actor_for(request)
    context = {
        "intake": found,
        "dataset": found.dataset,
        "question": question_of(found.table.number),
        "rejects": _rejects(found),
        "findings": [{**one, "label": Personal(one["kind"]).label} for one in found.findings],
        "reading": reading or ReadingForm(columns=found.columns, initial=typed(found.wish, found.columns)),
        "reason": reason,
        "preview": preview_of(found),
        "mends": reading_choices.mends(found),
        "has_lines": reading_choices.has_lines(found),
        "doubts": reading_choices.doubts(found) if found.state in Intake.RETRIED else [],
        "undecided": reading_choices.questions(found) if found.state in Intake.RETRIED else [],
        "under_way": found.state in Intake.UNDER_WAY,
        "doing": comparing.doing(found),
        "changes": comparing.changes_text(found),
        "answers": can_answer(found.dataset.publisher_id, by) and found.made_by_id != by.user_id,
        "may_retry": found.state in Intake.RETRIED,
    }
    return render(request, "opendata/intakes/intake.html", context, status=status)


def _rejects(found: Intake) -> list[tuple[int, str, str]]:
    folder = _read_folder(found)
    return rejects_of(folder, MOST_SHOWN) if (folder / "rejects.csv").is_file() else []


def _read_folder(found: Intake) -> Any:
    if found.version:
        return store.files_of(found.version.folder)
    return store.intake_of(found.pk) / "read"


@never_cache
@require_safe
@officer_required
def intake_file(request: HttpRequest, intake_id: UUID, which: str) -> HttpResponseBase:
    """The original, byte for byte, or every line that was not understood, to whoever may write the dataset."""
    by = actor_for(request)
    found = own_intake(intake_id, by)
    if found.state == Intake.State.RECEIVING:
        raise Http404
    if found.findings:  # personal data was found in it
        now = clock.now()
        log_access(by=by, purpose="handling", page="intake_file", case_ids=[], at=now, item=intake_id)
    folder = store.files_of(found.version.folder) if found.version else store.intake_of(found.pk)
    if which == "goc" and (folder / "original").is_file():
        response: HttpResponseBase = FileResponse(
            (folder / "original").open("rb"), as_attachment=True, filename=found.name, content_type=OCTETS
        )
    elif which == "dong-loi" and (_read_folder(found) / "rejects.csv").is_file():
        lines = rejects_csv(_read_folder(found) / "rejects.csv")
        response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = 'attachment; filename="dong-khong-doc-duoc.csv"'
    else:
        raise Http404
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


@require_POST
@officer_required
def move_intake(request: HttpRequest, intake_id: UUID, deed: str) -> HttpResponse:
    """Cancel, read again, say how something is meant or that it is right, release or publish."""
    by, now = actor_for(request), clock.now()
    found = own_intake(intake_id, by)
    reason = ReasonForm(request.POST if deed == "cho-phep" else None)
    reading = ReadingForm(request.POST, columns=found.columns) if deed == "doc-lai" else None
    if reading and not reading.is_valid():
        return _report(request, found, reason, 422, reading)
    try:
        _move(found, deed, request.POST, reason, reading, by, now)
    except IntakeRefused as error:
        messages.error(request, str(error))
        return _report(request, own_intake(intake_id, by), reason, 409)
    except OpenDataForbidden as error:
        messages.error(request, str(error))
        return _report(request, found, reason, 403)
    messages.success(request, _("Đã ghi."))
    return redirect("intake", found.pk)


def _move(
    found: Intake,
    deed: str,
    sent: QueryDict,
    reason: ReasonForm,
    reading: ReadingForm | None,
    by: Any,
    now: Any,
) -> None:
    if deed == "huy":
        cancel_intake(intake=found, by=by, now=now)
    elif reading:
        read_again(intake=found, wish=reading.wish(), by=by, now=now)
    elif deed == "cach-doc":
        read_again(intake=found, wish=reading_choices.chosen(found, sent), by=by, now=now)
    elif deed == "xac-nhan":
        confirm_reading(intake=found, doubt=sent.get("doubt", ""), by=by, now=now)
    elif deed == "cho-phep":
        release_intake(intake=found, reason=reason.data.get("reason", "")[:1000], by=by, now=now)
    elif deed == "cong-bo":
        publish_intake(intake=found, by=by, now=now)
    else:
        raise Http404


@require_POST
@officer_required
def restore(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Publish an earlier version again."""
    by = actor_for(request)
    dataset = own_dataset(slug, by)
    version = get_object_or_404(dataset.versions.select_related("dataset", "table"), number=number)
    try:
        restore_version(version=version, by=by, now=clock.now())
    except (IntakeRefused, OpenDataForbidden) as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Đã khôi phục thành phiên bản mới."))
    return redirect(reverse("own_dataset", args=[slug]) + question_of(version.table.number))
