from collections.abc import Sequence
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tinhso.kernel.people.public import public_page
from tinhso.kernel.site import clock
from tinhso.kernel.site.shapes import Cell, Column, Table
from tinhso.lib.dates import vn_date
from tinhso.onestop.catalogue.online_services import ServiceFilter, list_services, national_words
from tinhso.onestop.catalogue.search import Facet, field_names
from tinhso.onestop.models import OnlineService

NAMES = {"muc-do": "kind", "cap": "level", "linh-vuc": "field", "dvcqg": "national"}


@require_safe
@public_page
def online_services(request: HttpRequest) -> HttpResponse:
    """The list of online services of the day, narrowed by kind, level, field and state on the national portal."""
    given = {key: request.GET.get(key, "")[:60].replace("\x00", "") for key in NAMES}
    number = request.GET.get("trang", "1")
    page = int(number) if number.isdecimal() and len(number) < 6 else 1
    today = clock.today()
    listed = list_services(ServiceFilter(**{NAMES[k]: v for k, v in given.items()}), on=today, page=page)
    fields = field_names()
    context = {
        "listed": listed,
        "table": _table(listed.services),
        "today": today,
        "choices": _choices(given, listed.kinds, listed.levels, fields),
        "next_url": _link(given, trang=str(listed.page + 1)) if listed.page < listed.pages else "",
        "previous_url": _link(given, trang=str(listed.page - 1)) if listed.page > 1 else "",
        "cleared_url": reverse("online_services") if any(given.values()) else "",
    }
    return render(request, "onestop/catalogue/online_services.html", context)


def _choices(
    given: dict[str, str], kinds: Sequence[Facet], levels: Sequence[Facet], fields: dict[str, str]
) -> list[dict[str, object]]:
    """The selects of the filter: name, label, options as (code, words), and what is chosen."""
    national = [("co", _("Đã tích hợp")), ("chua", _("Chưa tích hợp"))]
    found = [
        ("muc-do", _("Mức độ"), [(f.code, f"{f.label} ({f.count})") for f in kinds]),
        ("cap", _("Cấp"), [(f.code, f"{f.label} ({f.count})") for f in levels]),
        ("linh-vuc", _("Lĩnh vực"), list(fields.items())),
        ("dvcqg", _("Cổng Dịch vụ công quốc gia"), national),
    ]
    return [{"name": n, "label": label, "options": o, "chosen": given[n]} for n, label, o in found]


def _table(services: Sequence[OnlineService]) -> Table:
    columns = [
        Column(_("Thủ tục")),
        Column(_("Cấp")),
        Column(_("Mức độ")),
        Column(_("Trực tuyến từ")),
        Column(_("Cổng Dịch vụ công quốc gia")),
    ]
    return Table(_("Danh mục dịch vụ công trực tuyến"), columns, [_row(s) for s in services])


def _row(service: OnlineService) -> list[Cell | str]:
    procedure = service.procedure
    code = procedure.code if procedure.code_known else _("mã chưa xác minh")
    return [
        Cell(
            procedure.name,
            url=reverse("procedure", args=[procedure.code]),
            small=f"{code} · {procedure.field.name}",
        ),
        service.level_words,
        Cell(str(service.get_kind_display()), small=service.reason),
        vn_date(service.valid.lower),
        national_words(service),
    ]


def _link(given: dict[str, str], **changes: str) -> str:
    parameters = {k: v for k, v in (given | changes).items() if v}
    return f"{reverse('online_services')}?{urlencode(parameters)}"
