"""Asking a source from the page of papers, throwing away what it said, and asking it anew while the dossier is settled."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from tinhso.kernel.people.public import actor_for, citizen_required, role_required
from tinhso.kernel.people.roles import DeskOfficer, Examiner
from tinhso.kernel.site import clock
from tinhso.onestop.dossier.views.finding import desk_dossier, own_dossier
from tinhso.onestop.models import ConsentBy, Dossier
from tinhso.onestop.once_only.actions.keep_source_records import drop_source_record
from tinhso.onestop.once_only.ask_again import NothingToAsk, ask_again
from tinhso.onestop.once_only.ask_and_keep import ConsentMissing, ask_and_keep
from tinhso.onestop.once_only.permissions import can_ask_sources


@require_POST
@citizen_required
def ask_source(request: HttpRequest, code: str) -> HttpResponse:
    """One paper's source is asked; the page of papers says what came, or why nothing did."""
    dossier = _dossier_to_ask(request, code)
    key = request.POST.get("nguon", "")[:60]
    ask(request, dossier, [key], said_online(request))
    return redirect(reverse("attach", args=[code]) + (f"#p-{key}" if key.isidentifier() else ""))


@require_POST
@citizen_required
def drop_source(request: HttpRequest, code: str) -> HttpResponse:
    """The person would rather hand in the paper itself."""
    dossier = _dossier_to_ask(request, code)
    key = request.POST.get("nguon", "")[:60]
    drop_source_record(dossier=dossier, key=key, by=actor_for(request), now=clock.now())
    messages.success(request, _("Đã bỏ dữ liệu lấy từ nguồn. Ông/bà gửi tệp của giấy tờ này."))
    return redirect("attach", code)


@require_POST
@role_required(Examiner, DeskOfficer)
def ask_source_again(request: HttpRequest, code: str) -> HttpResponse:
    """Who settles the dossier asks the source anew; what was known stays where nothing comes."""
    dossier, key = desk_dossier(request, code), request.POST.get("nguon", "")[:60]
    try:
        record = ask_again(dossier, key, by=actor_for(request), now=clock.now())
    except NothingToAsk:
        messages.warning(request, _("Dữ liệu này còn dùng được hoặc nguồn không còn nối."))
        return redirect("desk_dossier", code)
    if record.again_reason or not record.found:
        why = record.again_reason or record.reason
        words = _("Chưa lấy lại được dữ liệu từ %(name)s. %(why)s") % {"name": record.title, "why": why}
        messages.warning(request, words)
    elif record.before:
        messages.warning(request, _("Đã lấy lại dữ liệu: nguồn nay ghi khác lần trước."))
    else:
        messages.success(request, _("Đã lấy lại dữ liệu: không có gì thay đổi."))
    return redirect(reverse("desk_dossier", args=[code]) + "#du-lieu-nguon")


def said_online(request: HttpRequest) -> ConsentBy | None:
    """The person's own word on the page."""
    return ConsentBy.ONLINE if "dong_y" in request.POST else None


def said_at_counter(request: HttpRequest) -> ConsentBy | None:
    """The word of a person who stands at the counter, as the clerk notes how it was given."""
    way = request.POST.get("dong_y", "")
    return ConsentBy(way) if way in {ConsentBy.SCREEN, ConsentBy.PAPER} else None


NO_WORD = gettext_lazy("Đánh dấu đồng ý rồi mới lấy được dữ liệu. Không đồng ý thì tự điền hoặc gửi tệp.")
NO_WORD_AT_COUNTER = gettext_lazy(
    "Chọn cách người nộp đã đồng ý rồi mới hỏi nguồn. Không đồng ý thì nhận bản giấy."
)
CAME = gettext_lazy("Đã lấy dữ liệu. Ông/bà kiểm tra lại trước khi nộp.")
CAME_AT_COUNTER = gettext_lazy("Đã lấy dữ liệu. Đọc lại cùng người nộp trước khi tiếp nhận.")


def ask(
    request: HttpRequest,
    dossier: Dossier,
    keys: list[str],
    consent: ConsentBy | None,
    *,
    at_counter: bool = False,
) -> None:
    """Told in one message: what came, or what is still to be done."""
    try:
        records = ask_and_keep(dossier, keys, consent=consent, by=actor_for(request), now=clock.now())
    except ConsentMissing:
        messages.warning(request, NO_WORD_AT_COUNTER if at_counter else NO_WORD)
        return
    if any(one.found for one in records):
        messages.success(request, CAME_AT_COUNTER if at_counter else CAME)
    for title, reason in {(one.title, one.reason) for one in records if not one.found}:
        messages.warning(
            request, _("Chưa lấy được dữ liệu từ %(name)s. %(why)s") % {"name": title, "why": reason}
        )
    if not records:
        messages.warning(request, _("Chưa có dữ liệu nào lấy được lúc này."))


def _dossier_to_ask(request: HttpRequest, code: str) -> Dossier:
    dossier = own_dossier(request, code)
    if not can_ask_sources(dossier, actor_for(request)):
        raise Http404
    return dossier
