from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tinhso.casework.answer_templates.permissions import can_keep_templates
from tinhso.casework.case.kind import kind_of
from tinhso.casework.models import SavedFilter
from tinhso.casework.worklist.actions.save_filter import TooManyFilters, drop_filter, save_filter
from tinhso.casework.worklist.forms import DUE, SORTS, SaveFilterForm, WorklistFilter
from tinhso.casework.worklist.loads import loads
from tinhso.casework.worklist.queries import (
    ACTS,
    COVER,
    LATE,
    Narrowed,
    Worklist,
    WorklistRow,
    count_turns,
    sides_of,
    worklist,
)
from tinhso.kernel.events.public import Actor, log_access
from tinhso.kernel.people.public import actor_for, officer_required
from tinhso.kernel.people.roles import DeskOfficer, Head
from tinhso.kernel.site import clock
from tinhso.kernel.site.slots import CaseKind, all_of

CHANGED = 30  # seconds after which an open page asks how many wait now


@require_safe
@officer_required
def show_worklist(request: HttpRequest) -> HttpResponse:
    """What waits for me today, in the order of harm; the address narrows and orders it."""
    asked = WorklistFilter(request.GET)
    wanted: Mapping[str, Any] = asked.cleaned_data if asked.is_valid() else {}
    act, now, actor = wanted.get("viec") or "", clock.now(), actor_for(request)
    names = {"kind": "loai", "source": "nguon", "due": "han", "order": "sap"}
    narrowed = Narrowed(**{field: wanted.get(name) or "" for field, name in names.items()})
    found = worklist(actor, now=now, act=act, narrowed=narrowed, page=wanted.get("trang") or 1)
    named = [line.case.pk for group in found.groups for line in group.lines if line.details.who]
    if named:
        log_access(by=actor, purpose="handling", page="worklist", case_ids=named, at=now)
    words = asked.words if asked.is_valid() else ""
    context = {"found": found, "act": act, "now": now, "narrowed": narrowed, "words": words}
    context |= margin(found, actor, words) | deeds(found, actor, now)
    many = {slot.kind for slot in all_of(WorklistRow) if slot.many}
    assigns = bool(context["loads"])  # whatever waits for that may be assigned in bulk, of any kind
    groups = [
        (
            group,
            [
                (line, kind_of(line.case.kind), line.case.kind in many or (assigns and line.act == "assign"))
                for line in group.lines
            ],
        )
        for group in found.groups
    ]
    # without a line that can be chosen the list has neither boxes nor the bar below it
    chooses = any(choosable for _group, lines in groups for _line, _kind, choosable in lines)
    context |= {"groups": groups, "chooses": chooses}
    context["more"] = f"?{words}&trang={found.next_after}" if found.next_after else ""
    return render(request, "casework/worklist.html", context)


def margin(found: Worklist, actor: Actor, words: str) -> dict[str, Any]:
    """The groups with what waits in each, what lies beside the turns, the officer's own filters, and the choices of a new one."""
    sides = [(LATE, _("Quá hạn"), found.totals.get(LATE, 0))]
    if found.totals.get(COVER):
        sides.append((COVER, _("Làm thay người vắng"), found.totals[COVER]))
    sides += [(key, label, found.totals[key]) for key, label in ACTS.items() if found.totals.get(key)]
    sources = [(code, label) for code, label in WorklistFilter().fields["nguon"].choices if code]  # type: ignore[attr-defined]
    return {
        "sides": sides,
        "beside": sides_of(actor),
        "saved_filters": list(SavedFilter.objects.filter(officer=actor.user_id)),
        "kinds": [(kind.code, kind.label) for kind in all_of(CaseKind)],
        "sources": sources,
        "dues": DUE,
        "orders": SORTS,
        "changed": CHANGED,
    }


def deeds(found: Worklist, actor: Actor, now: Any) -> dict[str, Any]:
    """What the bar below the list offers: only deeds for which something waits."""
    received = any(found.totals.get(act) for act in ("forward", "hand_over", LATE))
    assigns = actor.holds(Head) and (found.totals.get("assign") or found.totals.get(LATE))
    return {
        "at_desk": actor.holds(DeskOfficer),
        "can_print": actor.holds(DeskOfficer) and received,  # a head has no receipts to print
        "can_receive": actor.holds(DeskOfficer) and (found.totals.get("receive") or found.late),
        "can_forward": actor.holds(DeskOfficer) and (found.totals.get("forward") or found.late),
        "can_hand_over": actor.holds(DeskOfficer) and (found.totals.get("hand_over") or found.late),
        "loads": loads(actor.agency_id or 0, now=now) if assigns else [],
        "keeps_templates": can_keep_templates(actor, actor.agency_id or 0),
    }


@require_safe
@officer_required
def worklist_counts(request: HttpRequest) -> HttpResponse:
    """How many wait in each group now, for a page that stays open; no names, so nothing is read."""
    answer = JsonResponse({"counts": count_turns(actor_for(request), now=clock.now())})
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_POST
@officer_required
def keep_filter(request: HttpRequest) -> HttpResponse:
    """The filter of the address under a name; what it holds is read again, so that nothing else is kept."""
    form = SaveFilterForm(request.POST)
    wanted = read_words(request.POST.get("wanted", ""))
    if not form.is_valid():
        messages.warning(request, str(next(iter(form.errors.values()))[0]))
    elif not wanted:
        messages.warning(request, _("Chọn ít nhất một điều kiện lọc rồi lưu."))
    else:
        try:
            save_filter(name=form.cleaned_data["name"], query=wanted, by=actor_for(request), now=clock.now())
            messages.success(request, _("Đã lưu bộ lọc."))
        except TooManyFilters:
            messages.warning(request, _("Đã có 12 bộ lọc. Bỏ bớt một bộ lọc rồi lưu."))
    return redirect(f"{reverse('worklist')}?{wanted}")


def read_words(words: str) -> str:
    """The codes in the words of an address, read as the list reads them; "" where they are none."""
    from_address = WorklistFilter(dict(parse(words)))
    return from_address.words if from_address.is_valid() else ""


def parse(words: str) -> list[tuple[str, str]]:
    pairs = (pair.partition("=") for pair in words[:200].split("&"))
    return [(key, value) for key, _is, value in pairs if urlencode({key: value}) == f"{key}={value}"]


@require_POST
@officer_required
def remove_filter(request: HttpRequest, pk: int) -> HttpResponse:
    drop_filter(filter_id=pk, by=actor_for(request), now=clock.now())
    messages.success(request, _("Đã bỏ bộ lọc."))
    return redirect("worklist")
