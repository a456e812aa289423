"""Topics of events: which there are, what they tell, and opening one."""

from collections.abc import Iterable, Mapping

from django.contrib import messages
from django.db.models import Max
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.exchange.models import InformationSystem, Service
from tinhso.exchange.pages.tabs import exchange_tabs
from tinhso.exchange.registry.permissions import can_keep_registry, check_can_keep_registry
from tinhso.exchange.topics.actions.open_topic import open_topic
from tinhso.exchange.topics.declared import EventTopic, declared_topics
from tinhso.exchange.topics.forms import OpenTopicForm
from tinhso.kernel.people.public import actor_for, role_required
from tinhso.kernel.people.roles import Auditor, DataOfficer, Head
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import attempt, form_page
from tinhso.kernel.site.shapes import Cell, Column, Table

WAYS = ["GET", "HEAD", "POST"]


@require_safe
@role_required(Head, DataOfficer, Auditor)
def show_topics(request: HttpRequest) -> HttpResponse:
    """All that systems declare; those that were opened lead to their service, where one applies for an agreement."""
    offered = {
        one.topic: one for one in Service.objects.exclude(topic="").annotate(last=Max("published__sequence"))
    }
    declared = declared_topics()
    context = {
        "table": topic_table(declared.values(), offered),
        "closed": [one for code, one in declared.items() if code not in offered],
        "keeps": can_keep_registry(actor_for(request), clock.today()),
        "tabs": exchange_tabs(request),
    }
    return render(request, "exchange/topics/topics.html", context)


def topic_table(topics: Iterable[EventTopic], offered: Mapping[str, Service]) -> Table:
    rows: list[list[Cell | str]] = []
    for topic in topics:
        service = offered.get(topic.code)
        link = reverse("exchange_service", args=[service.pk]) if service else ""
        rows.append(
            [
                Cell(topic.title, url=link, small=topic.type),
                ", ".join(one.name for one in topic.fields),
                str(getattr(service, "last", 0) or 0) if service else "–",
                Cell(_("Đã mở"), tone="ok") if service else Cell(_("Chưa mở"), tone=""),
            ]
        )
    head = [_("Chủ đề"), _("Trường dữ liệu"), _("Sự kiện đã phát"), _("Tình trạng")]
    return Table(
        _("Chủ đề do các hệ thống khai báo"),
        [Column(label, number=place == 2) for place, label in enumerate(head)],
        rows,
    )


@require_http_methods(WAYS)
@role_required(Head, DataOfficer)
def new_topic(request: HttpRequest, topic: str) -> HttpResponse:
    """Offer it as a service; by the agency that runs the platform."""
    by, now = actor_for(request), clock.now()
    found = declared_topics().get(topic)
    if found is None:
        raise Http404
    check_can_keep_registry(by, now.date())
    systems = InformationSystem.objects.filter(member__agency=by.agency_id).select_related("member")
    form = OpenTopicForm(request.POST if request.method == "POST" else None, systems=systems)
    if request.method == "POST":
        opened = attempt(form, lambda given: open_topic(topic=topic, by=by, now=now, **given))
        if opened:
            messages.success(request, _("Đã mở chủ đề; bên cần dùng đề nghị thỏa thuận ở trang dịch vụ."))
            return redirect("exchange_service", opened.pk)
    back = (reverse("exchange_topics"), _("Chủ đề sự kiện"))
    return form_page(request, form, title=found.title, back=back, go=_("Mở chủ đề"), hint=str(found.about))
