from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from tinhso.documents.models import SavedSearch
from tinhso.documents.pages.refusals import DocumentsForbidden
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import User
from tinhso.kernel.site.public import EntryRefused

MOST_SEARCHES = 50


@transaction.atomic
def save_search(*, name: str, query: Mapping[str, Any], by: Actor, now: datetime) -> SavedSearch:
    """Keep what an officer asks for under a name of their own; the same name again holds the newer question.

    Raises: DocumentsForbidden, EntryRefused.
    """
    if not by.is_officer or by.user_id is None:
        raise DocumentsForbidden("Phép tìm văn bản là của cán bộ.")
    name = name.strip()
    if not name:
        raise EntryRefused("name", "Ghi tên của phép tìm.")
    User.objects.select_for_update().get(pk=by.user_id)
    mine = SavedSearch.objects.filter(user_id=by.user_id)
    if mine.exclude(name=name).count() >= MOST_SEARCHES:
        raise EntryRefused("name", f"Tối đa {MOST_SEARCHES} phép tìm; bỏ bớt rồi lưu lại.")
    given = {"query": dict(query), "at": now}
    return SavedSearch.objects.update_or_create(user_id=by.user_id, name=name, defaults=given)[0]
