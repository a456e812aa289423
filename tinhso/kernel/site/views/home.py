from collections.abc import Sequence
from itertools import chain

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from tinhso.kernel.site.browser.offline import available_offline
from tinhso.kernel.site.context import read_through, url_of
from tinhso.kernel.site.my_tasks import my_tasks
from tinhso.kernel.site.slots import HomeBlock, HomeEvent, HomeEvents, HomeTask, all_of

# What people look for most, in the words of the catalogue (which is Vietnamese), so that each finds something.
OFTEN = ("khai sinh", "kết hôn", "hộ kinh doanh", "giấy phép xây dựng", "xác nhận độc thân")
MOST_TASKS = 4
"""Lines of "Việc của tôi" on the first page; the rest stands on the page of one's own things."""


def quick_deeds() -> list[dict[str, object]]:
    """The links of "Làm nhanh" whose pages exist, with the figures that their systems tell."""
    shown: list[dict[str, object]] = []
    for task in all_of(HomeTask):
        if url := url_of(task.url_name):
            text = (
                read_through(f"task {task.url_name} {get_language()}", task.text)
                if callable(task.text)
                else task.text
            )
            shown.append({"label": task.label, "text": str(text), "url": url, "icon": task.icon})
    return shown


def life_events() -> Sequence[HomeEvent]:
    return list(chain.from_iterable(slot.read() for slot in all_of(HomeEvents)))


@require_safe
@available_offline
def home(request: HttpRequest) -> HttpResponse:
    """The portal: one question; what waits for me; moments of life, quick deeds, and how the province serves."""
    blocks = [(block.template, block.context(request)) for block in all_of(HomeBlock)]
    mine = my_tasks(request)
    return render(
        request,
        "site/home.html",
        {
            "search_url": url_of("procedures"),
            "often": OFTEN,
            "mine": mine[:MOST_TASKS],
            "waiting": sum(task.mine for task in mine),
            "all_mine": len(mine),
            "mine_url": url_of("my_things", "my_dossiers"),
            "events": life_events(),
            "deeds": quick_deeds(),
            "blocks": [(template, values) for template, values in blocks if values is not None],
        },
    )
