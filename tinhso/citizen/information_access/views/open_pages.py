"""What everybody reads of access to information, and the form for a request: what is public already is offered first."""

import uuid
from datetime import date, datetime
from typing import Any
from xml.etree import ElementTree as ET

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.casework.public import NotYourTurn
from tinhso.citizen.information_access.actions.send_request import (
    AgencyNotAddressable,
    Asker,
    TooManyRequests,
    WantedInformation,
    send_request,
)
from tinhso.citizen.information_access.forms import AddressedForm, VisitorForm
from tinhso.citizen.information_access.lookup import public_hits
from tinhso.citizen.information_access.public_items import AgencyCount, counts_of, list_of
from tinhso.citizen.information_access.route import (
    answering_agencies,
    ground_source,
    grounds_on,
)
from tinhso.citizen.models import InformationRequest
from tinhso.kernel.events.public import SYSTEM
from tinhso.kernel.people.public import Actor, Agency, Person, actor_for, public_page, successor
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import data_note, instance, site_url
from tinhso.kernel.site.rate_limit import limited
from tinhso.lib.dates import HANOI
from tinhso.lib.messages.xml_text import xml_text

PAGE, MOST_IN_FEED = 20, 50
ATOM = "http://www.w3.org/2005/Atom"  # the link to itself that RSS readers look for
FIRST_YEAR = 2018
MOST_AN_HOUR = 10  # of one address, without an account
CONTACT = ("phone", "address", "represents", "authority")
WANTED_FIELDS = ("subject", "text", "delivery", "language", "purpose")


@require_safe
@public_page
def information_access(request: HttpRequest) -> HttpResponse:
    """How to get information of an agency, on which grounds it may refuse, and what was answered lately."""
    day = clock.today()
    answered = InformationRequest.objects.published().select_related("case__agency")
    context = {
        "grounds": list(grounds_on(day).values()),
        "source": ground_source(day),
        "answered": answered.order_by("-published_at")[:5],
    }
    return render(request, "citizen/information_access/home.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@public_page
def new_information_request(request: HttpRequest) -> HttpResponse:
    """One form. Pressing "Tiếp tục" shows what is public already; whoever wants it all the same sends it then."""
    actor, now = actor_for(request), clock.now()
    person = Person.objects.filter(pk=actor.person_id).first() if actor.person_id else None
    if "found" in request.POST:
        messages.success(
            request, _("Rất vui vì ông/bà đã tìm thấy thông tin. Không có yêu cầu nào được gửi.")
        )
        return redirect("information_access")
    form = request_form(request, person, now)
    hits, looked = [], "send" in request.POST
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        hits = [] if looked else list(public_hits(data["subject"], data["agency"], now.date()))
        if not hits and (sent := sent_from(request, form, person, actor, now)):
            return sent
    context = {"form": form, "hits": hits, "looked": looked or bool(hits), "signed_in": person is not None}
    status = 422 if form.errors else 200
    return render(request, "citizen/information_access/new.html", context, status=status)


def request_form(request: HttpRequest, person: Person | None, now: datetime) -> AddressedForm:
    key = {"client_key": uuid.uuid4()}
    if person is None:
        return VisitorForm(request.POST or None, initial=key, on=now.date())
    known = {"phone": person.phone, "address": person.address}
    return AddressedForm(request.POST or None, initial=key | known, on=now.date())


def sent_from(
    request: HttpRequest, form: AddressedForm, person: Person | None, by: Actor, now: datetime
) -> HttpResponse | None:
    """Where to go after sending; None with a sentence on the form where it was refused."""
    data = form.cleaned_data
    if person is None and limited(request, "information", most=MOST_AN_HOUR, seconds=3600):
        form.add_error(None, _("Địa chỉ mạng này đã gửi nhiều yêu cầu trong một giờ. Ông/bà gửi lại sau."))
        return None
    try:
        found = send_request(
            asker=asker_of(data, person),
            wanted=WantedInformation(**{name: data[name] for name in WANTED_FIELDS}),
            agency=data["agency"],
            client_key=data["client_key"],
            by=by if person else SYSTEM,
            now=now,
        )
    except TooManyRequests:
        form.add_error(None, _("Hôm nay ông/bà đã gửi 5 yêu cầu. Ông/bà gửi tiếp vào ngày mai."))
    except (AgencyNotAddressable, NotYourTurn):
        form.add_error(None, _("Yêu cầu chưa được gửi. Ông/bà mở lại trang này rồi gửi."))
    else:
        code = found.case.code
        messages.success(
            request, _("Đã gửi. Mã yêu cầu: %(code)s. Ông/bà ghi lại mã để tra cứu.") % {"code": code}
        )
        return redirect("my_information_request", code) if person else redirect("information_access")
    return None


def asker_of(data: dict[str, Any], person: Person | None) -> Asker:
    contact = {name: data[name] for name in CONTACT}
    if person is not None:
        return Asker(person.full_name, email=person.email, person=person, **contact)
    return Asker(data["name"], email=data["email"], identity_number=data["identity_number"], **contact)


@require_safe
@public_page
def answered_information(request: HttpRequest) -> HttpResponse:
    """Questions that were answered, in the agency's neutral words, newest first."""
    rows = InformationRequest.objects.published().select_related("case__agency").order_by("-published_at")
    page = Paginator(rows, PAGE).get_page(request.GET.get("trang"))
    context = {
        "page": page,
        "next_url": f"?trang={page.number + 1}" if page.has_next() else "",
        "previous_url": f"?trang={page.number - 1}" if page.has_previous() else "",
    }
    return render(request, "citizen/information_access/answered.html", context)


@require_safe
@public_page
def published_information(request: HttpRequest, code: str) -> HttpResponse:
    """One published answer; 404 for every other code."""
    rows = InformationRequest.objects.published().select_related("case__agency")
    found = get_object_or_404(rows, case__code=code)
    return render(request, "citizen/information_access/published.html", {"wanted": found})


@require_safe
@public_page
def answered_information_rss(request: HttpRequest) -> HttpResponse:
    """The same as RSS 2.0."""
    root = ET.Element("rss", version="2.0")
    channel, site = ET.SubElement(root, "channel"), site_url()
    own_address = request.build_absolute_uri(request.path)
    ET.SubElement(channel, f"{{{ATOM}}}link", rel="self", type="application/rss+xml", href=own_address)
    title = f"{_('Thông tin đã cung cấp theo yêu cầu')} - {instance().name}"
    address = site + reverse("answered_information")
    about = f"{title}. {data_note()}" if data_note() else title
    for name, value in (("title", title), ("link", address), ("description", about)):
        ET.SubElement(channel, name).text = xml_text(value)
    rows = InformationRequest.objects.published().select_related("case").order_by("-published_at")
    for one in rows[:MOST_IN_FEED]:
        page = site + reverse("published_information", args=[one.case.code])
        assert one.published_at is not None  # noqa: S101 (published)
        at = f"{one.published_at.astimezone(HANOI):%a, %d %b %Y %H:%M:%S %z}"
        item = ET.SubElement(channel, "item")
        words = (one.published_question[:200], page, one.published_answer, page, at)
        for name, value in zip(("title", "link", "description", "guid", "pubDate"), words, strict=True):
            ET.SubElement(item, name).text = xml_text(value)
    whole = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return HttpResponse(whole, content_type="application/rss+xml; charset=utf-8")


@require_safe
@public_page
def public_lists(request: HttpRequest) -> HttpResponse:
    """For each agency, how many items of the law's list of this year are public."""
    day = clock.today()
    year = year_of(request.GET.get("nam", ""), day.year)
    agencies = Paginator(answering_agencies(day).order_by("sort_key", "pk"), 50)
    page = agencies.get_page(request.GET.get("trang"))
    lines: list[AgencyCount] = counts_of(page.object_list, year)
    context = {
        "lines": lines,
        "year": year,
        "years": range(day.year, FIRST_YEAR - 1, -1),
        "day": day,
        "next_url": f"?nam={year}&trang={page.number + 1}" if page.has_next() else "",
        "previous_url": f"?nam={year}&trang={page.number - 1}" if page.has_previous() else "",
    }
    return render(request, "citizen/information_access/lists.html", context)


@require_safe
@public_page
def public_list(request: HttpRequest, code: str) -> HttpResponse:
    """The list of one agency: where each item stands, or that it is not public yet."""
    day = clock.today()
    year = year_of(request.GET.get("nam", ""), day.year)
    agency = answering_agencies(day).filter(code=code).first()
    if agency is None:
        return _to_successor(request, code, day)
    lines = list_of(agency, year)
    context = {
        "agency": agency,
        "lines": lines,
        "n": sum(bool(line.entries) for line in lines),
        "year": year,
        "years": range(day.year, FIRST_YEAR - 1, -1),
        "day": day,
    }
    return render(request, "citizen/information_access/list.html", context)


def _to_successor(request: HttpRequest, code: str, day: date) -> HttpResponse:
    """An agency that has ended leads to the list of the one that has its duties now. Http404 where there is none."""
    begun = Agency.objects.filter(code=code, valid__startswith__lte=day)  # a code may come again
    former = begun.order_by("-valid").first()
    found = successor(former, day) if former and not former.exists_on(day) else None
    if former is None or found is None or not answering_agencies(day).filter(pk=found.pk).exists():
        raise Http404
    words = _("%(former)s không còn hoạt động; đây là danh mục của %(now)s.")
    messages.info(request, words % {"former": former.name, "now": found.name})
    asked = f"?{request.GET.urlencode()}" if request.GET else ""
    return redirect(reverse("public_information_list", args=[found.code]) + asked)


def year_of(text: str, this_year: int) -> int:
    """The year that was chosen; this one for nothing, 404 for one without a list."""
    if not text:
        return this_year
    if not (text.isascii() and text.isdecimal() and len(text) == 4 and FIRST_YEAR <= int(text) <= this_year):
        raise Http404
    return int(text)
