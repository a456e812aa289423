"""The register of decisions of publication: the list, one decision, a file, the days on which procedures were shown."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, F, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tinhso.kernel.people.public import Agency, actor_for, role_required
from tinhso.kernel.people.roles import Administrator
from tinhso.kernel.site import clock
from tinhso.kernel.site.shapes import Cell, Column, Table
from tinhso.lib.dates import vn_date
from tinhso.lib.files import spreadsheets
from tinhso.lib.files.spreadsheets import FileRefused
from tinhso.onestop.models import Publication, PublishedProcedure
from tinhso.onestop.publications.actions.enter_publication import BadPublication, enter_publication
from tinhso.onestop.publications.actions.import_publications import COLUMNS, FaultyFile, import_publications
from tinhso.onestop.publications.actions.revoke_publication import revoke_publication
from tinhso.onestop.publications.actions.show_published import show_published
from tinhso.onestop.publications.forms import PublicationFileForm, PublicationForm, RevokeForm, ShownForm

PAGE = 50
MOST_FAULTS_PRINTED = 50  # faults of a file on the page


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Administrator)
def keep_publications(request: HttpRequest) -> HttpResponse:
    """The register, and a new decision."""
    form = PublicationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = enter_publication(**form.fields_of(_committee()), by=actor_for(request), now=clock.now())
        except BadPublication as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Đã ghi quyết định công bố."))
            return redirect("publication", made.pk)
    return _register(request, form, PublicationFileForm())


def _committee() -> Agency:
    """Whose chairman decides: the committee of the province."""
    committees = Agency.objects.on(clock.today()).filter(kind=Agency.Kind.COMMITTEE)
    return committees.get(level=Agency.Level.PROVINCE)


def _register(
    request: HttpRequest,
    form: PublicationForm,
    file_form: PublicationFileForm,
    faults: list[str] | None = None,
) -> HttpResponse:
    late = Q(lines__public_on__gt=F("lines__due_on")) | Q(
        lines__public_on__isnull=True, lines__due_on__lt=clock.today()
    )
    listed = Publication.objects.annotate(
        procedures=Count("lines"), shown=Count("lines__public_on"), late=Count("lines", filter=late)
    ).order_by("-issued_on", "-pk")
    page = Paginator(listed, PAGE).get_page(request.GET.get("trang"))
    columns = [Column(_("Quyết định")), Column(_("Căn cứ")), Column(_("Ban hành")), Column(_("Công khai"))]
    context = {
        "form": form,
        "file_form": file_form,
        "problems": [("id_file", fault) for fault in (faults or [])[:MOST_FAULTS_PRINTED]],
        "more_faults": max(0, len(faults or []) - MOST_FAULTS_PRINTED),
        "page": page,
        "table": Table(_("Quyết định công bố thủ tục hành chính"), columns, [_row(one) for one in page]),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "onestop/publications/publications.html", context, status=status)


def _row(one: Publication) -> list[Cell | str]:
    shown = _("%(shown)s/%(all)s thủ tục") % {"shown": one.shown, "all": one.procedures}  # type: ignore[attr-defined]
    late = one.late  # type: ignore[attr-defined]
    return [
        Cell(one.number, url=reverse("publication", args=[one.pk]), small=vn_date(one.issued_on)),
        Cell(one.basis, small=_("hiệu lực từ %(day)s") % {"day": vn_date(one.basis_from)}),
        _verdict(one),
        Cell(shown, small=_("%(n)s quá hạn") % {"n": late} if late and not one.revoked_at else ""),
    ]


def _verdict(one: Publication) -> Cell:
    if one.revoked_at is not None:
        return Cell(_("đã gạch khỏi sổ"), small=one.revoke_reason)
    small = _("chậm nhất %(day)s") % {"day": vn_date(one.latest_on)}
    if one.in_time:
        return Cell(_("đúng hạn"), tone="ok", small=small)
    return Cell(_("chậm"), tone="late", small=small)


@require_safe
@role_required(Administrator)
def publication_template(request: HttpRequest) -> HttpResponse:
    """An empty file with the columns, and whose data they are."""
    content = spreadsheets.write_csv([*COLUMNS.values()], [])
    return HttpResponse(
        content,
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="quyet-dinh-cong-bo.csv"'},
    )


@require_POST
@role_required(Administrator)
def import_publication_file(request: HttpRequest) -> HttpResponse:
    """All decisions of a file, or none and why."""
    form = PublicationFileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _register(request, PublicationForm(), form, [])
    try:
        count = import_publications(
            content=form.cleaned_data["file"].read(),
            agency=_committee(),
            by=actor_for(request),
            now=clock.now(),
        )
    except FaultyFile as error:
        return _register(request, PublicationForm(), form, error.faults)
    except FileRefused as error:
        return _register(request, PublicationForm(), form, [str(error)])
    messages.success(request, _("Đã ghi %(n)s quyết định công bố.") % {"n": count})
    return redirect("keep_publications")


@require_safe
@role_required(Administrator)
def show_publication(request: HttpRequest, pk: int) -> HttpResponse:
    """One decision with its procedures and when each was shown."""
    return _page(request, get_object_or_404(Publication, pk=pk))


@require_POST
@role_required(Administrator)
def mark_shown(request: HttpRequest, pk: int) -> HttpResponse:
    """The ticked procedures were shown on that day."""
    publication = get_object_or_404(Publication, pk=pk)
    form = ShownForm(request.POST, waiting=_waiting(_lines(publication)))
    if form.is_valid():
        values = form.cleaned_data
        try:
            show_published(
                publication=publication,
                lines=values["lines"],
                day=values["day"],
                by=actor_for(request),
                now=clock.now(),
            )
        except BadPublication as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Đã ghi ngày công khai."))
            return redirect("publication", pk)
    return _page(request, publication, shown=form)


@require_POST
@role_required(Administrator)
def strike_publication(request: HttpRequest, pk: int) -> HttpResponse:
    """Struck out as entered by mistake."""
    publication = get_object_or_404(Publication, pk=pk)
    form = RevokeForm(request.POST)
    if not form.is_valid():
        return _page(request, publication, revoke=form)
    reason = form.cleaned_data["reason"]
    revoke_publication(publication=publication, reason=reason, by=actor_for(request), now=clock.now())
    messages.success(request, _("Đã gạch quyết định khỏi sổ; chỉ số tính lại trong ít phút."))
    return redirect("publication", pk)


def _lines(publication: Publication) -> list[PublishedProcedure]:
    return list(publication.lines.select_related("procedure"))


def _waiting(lines: list[PublishedProcedure]) -> list[PublishedProcedure]:
    return [line for line in lines if line.public_on is None]


def _page(
    request: HttpRequest,
    publication: Publication,
    *,
    shown: ShownForm | None = None,
    revoke: RevokeForm | None = None,
) -> HttpResponse:
    lines = _lines(publication)
    waiting = _waiting(lines)
    columns = [
        Column(_("Thủ tục")),
        Column(_("Thay đổi")),
        Column(_("Hạn công khai")),
        Column(_("Công khai")),
    ]
    context = {
        "publication": publication,
        "verdict": _verdict(publication),
        "table": Table(_("Thủ tục được công bố"), columns, [_line(line) for line in lines]),
        "waiting": waiting if publication.revoked_at is None else [],
        "shown_form": shown or ShownForm(waiting=waiting, initial={"day": clock.today()}),
        "revoke_form": revoke or RevokeForm(),
    }
    status = 422 if shown or revoke else 200
    return render(request, "onestop/publications/publication.html", context, status=status)


def _line(line: PublishedProcedure) -> list[Cell | str]:
    procedure = line.procedure
    day = line.public_on
    late = (day or clock.today()) > line.due_on
    day_words = vn_date(day) if day else _("chưa công khai")
    return [
        Cell(procedure.name, url=reverse("keep_procedure", args=[procedure.code]), small=procedure.code),
        str(line.get_change_display()),
        vn_date(line.due_on),
        Cell(day_words, tone="late", small=_("quá hạn")) if late else day_words,
    ]
