"""What somebody is offered, as pages show it: what, why, by which law, until when, and where it leads."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import actor_for
from tinhso.kernel.site import clock
from tinhso.kernel.site.clock import HANOI
from tinhso.kernel.site.slots import MyTask
from tinhso.onestop.models import Dossier, ProactiveOffer
from tinhso.onestop.models.offers.proactive_offer import ProactiveOfferQuerySet
from tinhso.onestop.offers.lines import OfferLine, line_on

MOST = 20


@dataclass(frozen=True)
class ShownOffer:
    """An offer with the line that it was made by."""

    offer: ProactiveOffer
    line: OfferLine

    @property
    def url(self) -> str:
        """The page of the procedure, which says who does it and where; "" where there is none."""
        return reverse("procedure", args=[self.line.target]) if self.line.target else ""

    @property
    def start_url(self) -> str:
        """Where a draft is begun from it, filled in ahead."""
        start = reverse("start", args=[self.line.target])
        return f"{start}?loi-moi={self.offer.pk}"

    @property
    def is_filed_here(self) -> bool:
        """Whether this shop knows how to fill it in ahead."""
        return bool(self.line.carry)


def offers_for(actor: Actor, on: date) -> list[ShownOffer]:
    """Everything open for this person, newest first. One query; none for an account without a person."""
    if actor.person_id is None:
        return []
    return with_lines(_open(actor, on)[:MOST])


def offers_of(dossier: Dossier, actor: Actor, on: date) -> list[ShownOffer]:
    """What followed from this dossier, for its person alone. One query."""
    if actor.person_id is None or actor.person_id != dossier.case.person_id or not dossier.case.settled_at:
        return []
    return with_lines(_open(actor, on).filter(dossier=dossier)[:MOST])


def _open(actor: Actor, on: date) -> ProactiveOfferQuerySet:
    return ProactiveOffer.objects.open_for(actor.person_id or 0, on).select_related("dossier__case")


def with_lines(offers: Iterable[ProactiveOffer]) -> list[ShownOffer]:
    pairs = ((one, line_on(one.code, one.made_at.astimezone(HANOI).date())) for one in offers)
    return [ShownOffer(one, line) for one, line in pairs if line]


def my_offers(request: HttpRequest) -> Sequence[MyTask]:
    """Slot: the offers in "Việc của tôi". One query."""
    found = offers_for(actor_for(request), clock.today())
    return [
        MyTask(
            one.line.title,
            _("%(why)s Không bắt buộc.") % {"why": one.line.why},
            f"{reverse('offers')}#m-{one.offer.pk}",
            _("Xem lời mời"),
            mine=True,
        )
        for one in found
    ]
