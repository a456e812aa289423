"""What a browser asks for before and around the pages: manifest, service worker, the page for the time without a network."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from tinhso.citizen.phone_app.emergency import emergency_numbers
from tinhso.citizen.phone_app.shell import worker_script
from tinhso.kernel.people.public import public_page
from tinhso.kernel.places.public import province_on
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import available_offline, instance

JADE, PAPER = "#0b5d4e", "#fbfaf7"


@require_safe
@public_page
@cache_control(max_age=600)
def manifest(request: HttpRequest) -> HttpResponse:
    """The app as a phone installs it (W3C Web Application Manifest); its names are data of the instance."""
    name = instance().name
    data = {
        "id": "/",
        "name": name,
        "short_name": short_name() or name[:12],
        "description": _("Gửi phản ánh, theo dõi hồ sơ, xác minh giấy tờ, nhận cảnh báo của tỉnh."),
        "lang": "vi",
        "dir": "ltr",
        "start_url": reverse("public_reports"),
        "scope": "/",
        "display": "standalone",
        "background_color": PAPER,
        "theme_color": JADE,
        "categories": ["government", "utilities"],
        "icons": [_icon(size, purpose) for size in (192, 512) for purpose in ("any", "maskable")],
        "shortcuts": shortcuts(),
        "share_target": {
            "action": reverse("share_photos"),
            "method": "POST",
            "enctype": "multipart/form-data",
            "params": {"files": [{"name": "photos", "accept": ["image/jpeg", "image/png", "image/webp"]}]},
        },
    }
    return JsonResponse(
        data, content_type="application/manifest+json", json_dumps_params={"ensure_ascii": False}
    )


def short_name() -> str:
    """ "Thanh Hóa-S": the province's own name of today, short enough for the word under an icon."""
    province = province_on(clock.today())
    return f"{province.name.removeprefix('Tỉnh ').removeprefix('Thành phố ')}-S" if province else ""


def shortcuts() -> list[dict[str, object]]:
    """What a long press on the icon offers."""
    offered = (
        (_("Gửi phản ánh"), "compose"),
        (_("Tra cứu hồ sơ, phản ánh"), "track"),
        (_("Quét mã xác minh giấy tờ"), "verify"),
    )
    return [{"name": name, "url": reverse(url), "icons": [_icon(192, "any")]} for name, url in offered]


def _icon(size: int, purpose: str) -> dict[str, str]:
    name = "maskable" if purpose == "maskable" else "icon"
    source = static(f"citizen/icons/{name}-{size}.png")
    return {"src": source, "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}


@require_safe
@public_page
def worker(request: HttpRequest) -> HttpResponse:
    """/sw.js, at the root so that it may speak for every page; browsers look for a new one at each visit."""
    answer = HttpResponse(worker_script(), content_type="text/javascript; charset=utf-8")
    answer["Cache-Control"] = "no-cache"
    return answer


@require_safe
@available_offline
@public_page
def offline(request: HttpRequest) -> HttpResponse:
    """What is shown where a page cannot come: the emergency numbers, and what still works."""
    return render(request, "citizen/app/offline.html", {"numbers": emergency_numbers()})


@require_safe
@available_offline
@public_page
def about(request: HttpRequest) -> HttpResponse:
    """How to put the app on the home screen, what it keeps on this phone, and how to erase that."""
    return render(request, "citizen/app/about.html", {"short_name": short_name()})


@csrf_exempt  # the gallery has no token; nothing is kept here: the phone's own service worker takes the photos
@require_POST
@public_page
def share_photos(request: HttpRequest) -> HttpResponse:
    """Where photos shared from the gallery go when no service worker caught them: to the wizard, to choose them again."""
    return redirect("compose")
