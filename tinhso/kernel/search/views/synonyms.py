"""Administrators teach the search: synonyms in force, and what people looked for in vain."""

from datetime import timedelta

from django.contrib import messages
from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tinhso.kernel.people.public import actor_for, role_required
from tinhso.kernel.people.roles import Administrator
from tinhso.kernel.search.actions.synonyms import BadSynonym, add_synonym, remove_synonym
from tinhso.kernel.search.forms import SynonymForm
from tinhso.kernel.search.models import SearchMiss, SearchSynonym
from tinhso.kernel.site import clock

MISSES_SHOWN = timedelta(days=90)


@role_required(Administrator)
@require_GET
def synonyms(request: HttpRequest) -> HttpResponse:
    return _page(request, SynonymForm())


@role_required(Administrator)
@require_POST
def add(request: HttpRequest) -> HttpResponse:
    form = SynonymForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    try:
        add_synonym(**form.cleaned_data, by=actor_for(request), now=clock.now())
    except BadSynonym:
        form.add_error("term", _("Cặp từ này đã có, hoặc chưa có chữ nào. Sửa lại rồi lưu."))
        return _page(request, form, status=422)
    messages.success(request, _("Đã thêm từ đồng nghĩa."))
    return redirect("search:synonyms")


@role_required(Administrator)
@require_POST
def remove(request: HttpRequest, synonym_id: int) -> HttpResponse:
    remove_synonym(synonym_id=synonym_id, by=actor_for(request), now=clock.now())
    messages.success(request, _("Đã bỏ từ đồng nghĩa."))
    return redirect("search:synonyms")


def _page(request: HttpRequest, form: SynonymForm, status: int = 200) -> HttpResponse:
    misses = SearchMiss.objects.filter(day__gte=clock.today() - MISSES_SHOWN).values("query")
    context = {
        "form": form,
        "synonyms": SearchSynonym.objects.all(),
        "misses": misses.annotate(times=Sum("count")).order_by("-times", "query")[:50],
    }
    return render(request, "search/synonyms.html", context, status=status)
