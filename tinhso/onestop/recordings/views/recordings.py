"""Pages of the keeper of the catalogue: what has been read aloud in which language, and the sound itself."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tinhso.kernel.files.public import StoredFile, files_sent, serve
from tinhso.kernel.people.public import actor_for, public_page, role_required
from tinhso.kernel.people.roles import Administrator
from tinhso.kernel.site import clock
from tinhso.kernel.site.shapes import Cell, Column, Table
from tinhso.lib.dates import vn_date
from tinhso.onestop.catalogue.permissions import can_keep_catalogue
from tinhso.onestop.data.languages import recording_languages
from tinhso.onestop.data.reading import heard_codes
from tinhso.onestop.models import Procedure, ProcedureVersion, Recording
from tinhso.onestop.recordings.actions.add_recording import RecordingRefused, add_recording
from tinhso.onestop.recordings.actions.withdraw_recording import withdraw_recording
from tinhso.onestop.recordings.forms import RecordingForm, WithdrawForm
from tinhso.onestop.recordings.limits import RULES
from tinhso.onestop.recordings.states import state_cell

MOST_FORMER = 50


@require_safe
@role_required(Administrator)
def keep_recordings(request: HttpRequest) -> HttpResponse:
    """The everyday procedures, and every other that somebody has read aloud, by language."""
    today = clock.today()
    recordings = list(Recording.objects.standing().select_related("file"))
    listed = Procedure.objects.on(today).filter(code__in=heard_codes()) | Procedure.objects.on(today).filter(
        pk__in=[one.procedure_id for one in recordings]
    )
    in_force = _in_force([one.procedure_id for one in recordings])
    cells = {
        (one.procedure_id, one.language): state_cell(one, in_force.get(one.procedure_id), today)
        for one in recordings
    }
    names = recording_languages()
    rows: list[list[Cell | str]] = [
        [
            Cell(p.name, url=reverse("procedure_recordings", args=[p.code]), small=p.code),
            *(cells.get((p.pk, code), Cell("–")) for code in names),
        ]
        for p in listed.order_by("sort_key")
    ]
    columns = [Column(_("Thủ tục")), *(Column(name) for name in names.values())]
    table = Table(_("Bản đọc theo thủ tục và ngôn ngữ"), columns, rows)
    context = {"table": table, "count": len(recordings)}
    return render(request, "onestop/recordings/recordings.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Administrator)
def procedure_recordings(request: HttpRequest, code: str) -> HttpResponse:
    """What has been read aloud of one procedure; adds a recording."""
    procedure = _procedure(code)
    initial = {"text_on": clock.today(), "language": request.GET.get("tieng", "")[:3]}
    form = RecordingForm(request.POST or None, request.FILES or None, initial=initial)
    by, now = actor_for(request), clock.now()
    sent = request.method == "POST"
    stored = files_sent(form, "file", request.FILES, by=by, now=now, rules=RULES) if sent else []
    if sent and form.is_valid():
        try:
            add_recording(procedure=procedure, file=stored[-1], reading=form.reading(), by=by, now=now)
        except RecordingRefused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Đã ghi bản đọc; phát sau khi tệp được kiểm tra."))
            return redirect("procedure_recordings", code)
    return _page(request, procedure, form, WithdrawForm())


@require_POST
@role_required(Administrator)
def drop_recording(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Take it off the page, with its bytes."""
    procedure = _procedure(code)
    recording = get_object_or_404(Recording, pk=pk, procedure=procedure)
    form = WithdrawForm(request.POST)
    if not form.is_valid():
        return _page(request, procedure, RecordingForm(initial={"text_on": clock.today()}), form)
    because = Recording.Because(form.cleaned_data["because"])
    removed = withdraw_recording(recording=recording, because=because, by=actor_for(request), now=clock.now())
    messages.success(
        request, _("Đã gỡ bản đọc và xóa tệp.") if removed else _("Bản đọc này đã được gỡ trước đó.")
    )
    return redirect("procedure_recordings", code)


@require_safe
@public_page
def play_recording(request: HttpRequest, code: str, pk: int) -> HttpResponseBase:
    """The sound, for everybody while it is played; its keeper hears one of an older text too."""
    by, today = actor_for(request), clock.today()
    found = Recording.objects.consented(today).select_related("file")
    recording = get_object_or_404(found, pk=pk, procedure__code=code)
    file = recording.file
    keeper = can_keep_catalogue(by)
    played = file is not None and file.state == StoredFile.State.CLEAN
    if not keeper and (
        not played or _in_force([recording.procedure_id]).get(recording.procedure_id) != recording.version_id
    ):
        raise Http404("Bản đọc này không được phát.")
    assert file is not None  # standing
    return serve(request, file, by=by, cases=None, inline=True)


def _procedure(code: str) -> Procedure:
    return get_object_or_404(Procedure.objects.on(clock.today()), code=code)


def _in_force(procedures: list[int]) -> dict[int, int]:
    """The version in force of each; one query."""
    found = ProcedureVersion.objects.in_force(clock.today()).filter(procedure__in=procedures)
    return dict(found.values_list("procedure_id", "pk"))


def _page(
    request: HttpRequest, procedure: Procedure, form: RecordingForm, withdraw: WithdrawForm
) -> HttpResponse:
    version = _in_force([procedure.pk]).get(procedure.pk)
    listed = Recording.objects.filter(procedure=procedure).select_related("file", "added_by")
    names, today = recording_languages(), clock.today()
    standing: list[dict[str, Any]] = []
    former: list[list[Cell | str]] = []
    for one in listed.order_by("-pk")[:MOST_FORMER]:
        cell = state_cell(one, version, today)
        name = names.get(one.language, one.language)
        if one.file is not None:
            standing.append(
                {"recording": one, "name": name, "state": cell, "clean": one.file.state == "clean"}
            )
        elif one.withdrawn_at is not None:
            former.append([name, vn_date(one.text_on), Cell(vn_date(one.withdrawn_at), small=cell.small)])
    columns = [Column(_("Ngôn ngữ")), Column(_("Theo bản ngày")), Column(_("Đã gỡ"))]
    context = {
        "procedure": procedure,
        "form": form,
        "withdraw": withdraw,
        "standing": standing,
        "former": Table(_("Bản đọc đã gỡ"), columns, former),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "onestop/recordings/procedure_recordings.html", context, status=status)
