"""The list of outlets that are read, with the health of each."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.kernel.people.public import actor_for, role_required
from tinhso.kernel.people.roles import PressEditor
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import attempt, form_page
from tinhso.press.models import NewsSource
from tinhso.press.monitoring import forms
from tinhso.press.monitoring.actions.register_source import change_source, register_source
from tinhso.press.monitoring.permissions import check_can_steer_news
from tinhso.press.monitoring.views.pages import WAYS, news_tabs

PAGE = 50


@require_safe
@role_required(PressEditor)
def news_sources(request: HttpRequest) -> HttpResponse:
    by = actor_for(request)
    check_can_steer_news(by, clock.today())
    page = Paginator(NewsSource.objects.order_by("-failures", "outlet", "pk"), PAGE).get_page(
        request.GET.get("trang")
    )
    context = {
        "tabs": news_tabs("news_sources", by),
        "page": page,
        "next_url": f"?trang={page.next_page_number()}" if page.has_next() else "",
        "previous_url": f"?trang={page.previous_page_number()}" if page.has_previous() else "",
    }
    return render(request, "press/monitoring/news_sources.html", context)


@require_http_methods(WAYS)
@role_required(PressEditor)
def new_news_source(request: HttpRequest) -> HttpResponse:
    by, now = actor_for(request), clock.now()
    check_can_steer_news(by, clock.today())
    form = forms.SourceForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and (
        source := attempt(form, lambda given: register_source(by=by, now=now, **given))
    ):
        messages.success(request, _("Đã khai nguồn; nguồn được đọc trong vài phút tới."))
        return redirect("news_source", source.pk)
    back = (reverse("news_sources"), _("Nguồn tin"))
    return form_page(request, form, title=_("Khai nguồn tin"), back=back, go=_("Khai nguồn"))


@require_http_methods(WAYS)
@role_required(PressEditor)
def news_source(request: HttpRequest, number: int) -> HttpResponse:
    """One source: what it answered the last time, what was not understood; POST changes pace and terms."""
    by, now = actor_for(request), clock.now()
    check_can_steer_news(by, clock.today())
    source = get_object_or_404(NewsSource, pk=number)
    form = forms.SourceChangeForm(request.POST if request.method == "POST" else None, source=source)
    if request.method == "POST" and attempt(
        form, lambda given: change_source(source=source, by=by, now=now, **given)
    ):
        messages.success(request, _("Đã ghi; nguồn được đọc lại trong vài phút tới."))
        return redirect("news_source", number)
    context = {
        "tabs": news_tabs("news_sources", by),
        "source": source,
        "form": form,
        "stored": source.articles.count(),
    }
    return render(request, "press/monitoring/news_source.html", context, status=422 if form.errors else 200)
