from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tinhso.casework.public import Case, readings
from tinhso.citizen.models import AlertPlace
from tinhso.kernel.notices.public import unread_count
from tinhso.kernel.people.public import User, actor_for, citizen_required, own_persons
from tinhso.kernel.site.public import MyItems, all_of, is_on_own_device, url_of

MOST_READ, MOST_CASES = 8, 50


@require_safe
@never_cache
@is_on_own_device
@citizen_required
def my_things(request: HttpRequest) -> HttpResponse:
    """What I have under way, my papers, who read my data, and how to take it along or have it erased."""
    actor, user = actor_for(request), request.user
    assert isinstance(user, User)  # noqa: S101 (citizen_required stands before)
    mine = Case.objects.visible_to(actor).filter(own_persons("person_id", actor.person_id))
    ids = list(mine.order_by("-opened_at").values_list("pk", flat=True)[:MOST_CASES])
    codes = dict(mine.filter(pk__in=ids).values_list("pk", "code"))
    read = [(codes[one.case_id], one) for one in readings(ids)[:MOST_READ]]
    places = AlertPlace.objects.filter(user=user).select_related("unit").order_by("unit__sort_key")
    context = {
        "groups": [(slot.title, slot.read(request)) for slot in all_of(MyItems)],
        "read": read,
        "places": [row.unit.name for row in places],
        "unread": unread_count(user),
        "papers_url": url_of("my_store"),
        "dossiers_url": url_of("my_dossiers"),
    }
    return render(request, "citizen/phone_app/my_things.html", context)
