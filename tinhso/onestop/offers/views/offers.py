"""A person's own page of offers: why each was made, begin, decline with one press, or want none at all."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tinhso.kernel.people.public import actor_for, citizen_required
from tinhso.kernel.site import clock
from tinhso.onestop.models import OffersOff, ProactiveOffer
from tinhso.onestop.offers.actions.decline_offer import decline_offer
from tinhso.onestop.offers.actions.switch_offers import switch_offers
from tinhso.onestop.offers.my_offers import offers_for
from tinhso.onestop.offers.permissions import NotYourOffer, can_answer_offer


@require_safe
@citizen_required
def my_offers(request: HttpRequest) -> HttpResponse:
    """Each with "vì sao tôi được mời", its law and its last day."""
    actor = actor_for(request)
    off = OffersOff.objects.filter(person=actor.person_id or 0).first()
    context = {"offers": offers_for(actor, clock.today()), "off": off, "back": "offers"}
    return render(request, "onestop/offers/offers.html", context)


@require_POST
@citizen_required
def decline(request: HttpRequest, pk: int) -> HttpResponse:
    """One press, and nobody speaks of it again."""
    offer, actor = get_object_or_404(ProactiveOffer, pk=pk), actor_for(request)
    if not can_answer_offer(offer, actor):
        raise Http404
    try:
        decline_offer(offer=offer, by=actor, now=clock.now())
    except NotYourOffer:  # pressed twice
        return redirect("offers")
    messages.success(request, _("Đã bỏ qua. Chúng tôi không nhắc lại lời mời này."))
    return redirect("offers")


@require_POST
@citizen_required
def switch(request: HttpRequest) -> HttpResponse:
    """Wants none at all, or wants them again."""
    off = "tat" in request.POST
    switch_offers(off=off, by=actor_for(request), now=clock.now())
    words = _("Đã tắt lời mời. Ông/bà bật lại lúc nào cũng được.") if off else _("Đã bật lời mời.")
    messages.success(request, words)
    return redirect("offers")
