from datetime import datetime

from django.db import transaction

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.people.public import Agency
from tinhso.kernel.places.public import AdminUnit
from tinhso.kernel.site.public import EntryRefused
from tinhso.press.models import NewsSearch
from tinhso.press.monitoring.events import NewsSearchDeleted, NewsSearchSaved
from tinhso.press.monitoring.permissions import check_can_change_search, check_can_follow_news

MOST = 20


@transaction.atomic
def save_search(
    *,
    name: str,
    words: str,
    outlet: str,
    unit: AdminUnit | None,
    agency: Agency | None,
    alerts: bool,
    by: Actor,
    now: datetime,
) -> NewsSearch:
    """What an officer looks for; under a name that stands already it is written anew.

    Raises: PressForbidden, EntryRefused.
    """
    user = check_can_follow_news(by)
    if not 2 <= len(name.strip()) <= 80:
        raise EntryRefused("name", "Đặt tên từ 2 đến 80 ký tự.")
    if len(words) > 120 or len(outlet) > 120:
        raise EntryRefused("words", "Ghi nhiều nhất 120 ký tự.")
    if not (words.strip() or outlet or unit or agency):
        raise EntryRefused("words", "Ghi từ cần tìm, hoặc chọn báo, địa danh, cơ quan.")
    rows = NewsSearch.objects.filter(user=user)
    if rows.exclude(name=name.strip()).count() >= MOST:
        raise EntryRefused("name", f"Mỗi người lưu nhiều nhất {MOST} tìm kiếm.")
    given = {
        "words": words.strip(),
        "outlet": outlet,
        "unit": unit,
        "agency": agency,
        "alerts": alerts,
        "at": now,
    }
    search, _first = NewsSearch.objects.update_or_create(user=user, name=name.strip(), defaults=given)
    record(NewsSearchSaved(search_id=search.pk, alerts=alerts), by=by, at=now)
    return search


@transaction.atomic
def delete_search(*, search: NewsSearch, by: Actor, now: datetime) -> None:
    """A second time does nothing. Raises: PressForbidden."""
    check_can_change_search(search, by)
    number = search.pk
    if NewsSearch.objects.filter(pk=number).delete()[0]:
        record(NewsSearchDeleted(search_id=number), by=by, at=now)
