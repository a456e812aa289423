from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tinhso.kernel.site.context import kept, url_of
from tinhso.kernel.site.offline import kept_offline
from tinhso.kernel.site.slots import HomeBlock, HomeTask, all_of

# What people look for most, in the words of the catalogue (which is Vietnamese), so that each finds something.
OFTEN = ("khai sinh", "kết hôn", "hộ kinh doanh", "giấy phép xây dựng", "xác nhận độc thân")


def tasks() -> list[dict[str, object]]:
    """The tiles of "Dịch vụ thường dùng" whose pages exist, with the figures that their systems tell."""
    shown: list[dict[str, object]] = []
    for task in all_of(HomeTask):
        if url := url_of(task.url_name):
            text = kept(f"task {task.url_name}", task.text) if callable(task.text) else task.text
            shown.append({"label": task.label, "text": str(text), "url": url, "icon": task.icon})
    return shown


@require_safe
@kept_offline
def home(request: HttpRequest) -> HttpResponse:
    """The portal: one question, the services used most, and how the province serves."""
    blocks = [(block.template, block.context(request)) for block in all_of(HomeBlock)]
    return render(
        request,
        "site/home.html",
        {
            "search_url": url_of("procedures"),
            "often": OFTEN,
            "tasks": tasks(),
            "blocks": [(template, values) for template, values in blocks if values is not None],
        },
    )
