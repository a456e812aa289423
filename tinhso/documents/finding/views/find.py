"""Documents found by every field and every word; the question can be kept, the result taken out."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tinhso.documents.finding import files, forms
from tinhso.documents.finding.actions.forget_search import forget_search
from tinhso.documents.finding.actions.save_search import save_search
from tinhso.documents.finding.columns import chosen, result_table
from tinhso.documents.finding.found_pages import FoundPages, documents_in_order
from tinhso.documents.finding.question import IN, OUT, Question
from tinhso.documents.finding.reading import by_subject, keys_of
from tinhso.documents.models import SavedSearch
from tinhso.documents.pages.listing import MOST_PRINTED, PAGE
from tinhso.documents.pages.tabs import document_tabs
from tinhso.kernel.events.public import log_access
from tinhso.kernel.people.public import Actor, Agency, User, actor_for, officer_required
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import vn_datetime
from tinhso.lib.numbers import vn_number

READING = "handling"
NOT_ASKED = frozenset({"csrfmiddlewaretoken", "trang", "tep", "luu", "name"})


@require_http_methods(["GET", "HEAD", "POST"])
@officer_required
def find(request: HttpRequest) -> HttpResponse:
    """The empty form; sent, the documents that answer it, page by page or as a file."""
    by = actor_for(request)
    if request.method != "POST":
        return _page(request, forms.FindForm(source=OUT, initial={"source": OUT}), by)
    return _answer(request, request.POST, by)


@require_POST
@officer_required
def ask_again(request: HttpRequest, pk: int) -> HttpResponse:
    """A search of one's own, asked again today."""
    by = actor_for(request)
    search = get_object_or_404(SavedSearch, pk=pk, user_id=by.user_id or 0)
    asked = QueryDict(mutable=True)
    for key, values in search.query.items():
        asked.setlist(key, values)
    return _answer(request, asked, by)


@require_POST
@officer_required
def forget(request: HttpRequest, pk: int) -> HttpResponse:
    by = actor_for(request)
    search = get_object_or_404(SavedSearch, pk=pk, user_id=by.user_id or 0)
    forget_search(search=search, by=by)
    messages.success(request, _("Đã bỏ phép tìm."))
    return redirect("find_documents")


def _answer(request: HttpRequest, asked: QueryDict, by: Actor) -> HttpResponse:
    source = IN if asked.get("source") == IN else OUT
    form = forms.FindForm(asked, source=source)
    if not form.is_valid():
        return _page(request, form, by, status=422)
    columns = chosen(source, form.cleaned_data["columns"])
    question = form.question()
    if "luu" in request.POST:
        _save(request, asked, by)
    if (way := request.POST.get("tep")) in files.TYPES:
        found = _every_one(question, by)
        if len(found) <= MOST_PRINTED:
            return _file(way, documents_in_order(question, found), columns, by)
        words = {"most": vn_number(MOST_PRINTED)}
        messages.warning(request, _("Một tệp chứa tối đa %(most)s văn bản: thu hẹp phép tìm.") % words)
    wanted = request.POST.get("trang")
    page = FoundPages(question, by, clock.today(), PAGE, wanted).get_page(wanted)
    table = result_table(list(page.object_list), columns)
    return _page(request, form, by, page=page, table=table, query=_query_fields(asked))


def _every_one(question: Question, by: Actor) -> list[int]:
    """The keys for a file, in the order that is asked for; one more than a file holds where there are more."""
    found = keys_of(question, by, clock.today(), MOST_PRINTED + 1)
    return by_subject(question, found) if question.order == "subject" else found


def _query_fields(asked: QueryDict) -> list[tuple[str, str]]:
    """Every field as it was sent, for the buttons below the result."""
    return [(key, value) for key, values in asked.lists() if key not in NOT_ASKED for value in values]


def _save(request: HttpRequest, asked: QueryDict, by: Actor) -> None:
    fields = {key: values for key, values in asked.lists() if key not in NOT_ASKED}
    form = forms.NameForm(request.POST)
    if not form.is_valid():
        messages.warning(request, " ".join(str(one) for one in form.errors["name"]))
        return
    try:
        save_search(name=form.cleaned_data["name"], query=fields, by=by, now=clock.now())
        messages.success(request, _("Đã lưu phép tìm."))
    except EntryRefused as refused:
        messages.warning(request, str(refused))


def _file(way: str, documents: list[Any], columns: Any, by: Actor) -> HttpResponse:
    now = clock.now()
    agency = Agency.objects.select_related("parent", "unit").get(pk=by.agency_id or 0)
    name = User.objects.values_list("full_name", flat=True).get(pk=by.user_id or 0)
    mark = _("%(name)s xuất lúc %(at)s, %(n)d văn bản.") % {
        "name": name,
        "at": vn_datetime(now),
        "n": len(documents),
    }
    content = files.write_result(way, result_table(documents, columns), columns, agency, mark, now=now)
    log_access(
        by=by, purpose=READING, page="document_list_file", case_ids=[one.pk for one in documents], at=now
    )
    answer = HttpResponse(content, content_type=files.TYPES[way])
    answer["Content-Disposition"] = f'attachment; filename="van-ban.{way}"'
    return answer


def _page(
    request: HttpRequest,
    form: forms.FindForm,
    by: Actor,
    *,
    page: "Page[Any] | None" = None,
    table: Any = None,
    query: Any = (),
    status: int = 200,
) -> HttpResponse:
    context = {
        "tabs": document_tabs(request, by),
        "form": form,
        "page": page,
        "table": table,
        "query": query,
        "most": vn_number(page.paginator.most) if page is not None else "",  # type: ignore[attr-defined]
        "searches": SavedSearch.objects.filter(user_id=by.user_id or 0),
        "ways": [(way, way.upper()) for way in files.TYPES],
    }
    return render(request, "documents/finding/find.html", context, status=status)
