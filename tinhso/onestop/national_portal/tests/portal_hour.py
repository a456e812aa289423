"""An hour of traffic with the national portal, simulated: it repeats, reorders, loses, is busy and is down for a while.

Time is that of the simulation; what citizens and officers do is chosen by seed. Every move is the real action.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from django.utils import timezone

from tinhso.casework.public import Conflict, State
from tinhso.kernel.site import clock
from tinhso.kernel.site.models import Instance
from tinhso.onestop.handling.actions.accept_dossier import accept_dossier
from tinhso.onestop.handling.actions.ask_supplement import ask_supplement
from tinhso.onestop.handling.actions.forward_dossier import forward_dossier
from tinhso.onestop.handling.actions.refuse_dossier import refuse_dossier
from tinhso.onestop.models import Dossier, PortalArrival, PortalMessage
from tinhso.onestop.national_portal.tests.portal_makers import Line

TICK = timedelta(seconds=20)
TICKS = 180  # an hour
QUIET = 180  # at most one hour more until all has arrived
DOWN = range(60, 75)  # five minutes in which the portal does not answer at all


@dataclass
class Hour:
    """`run()` gives the lines that the sandbox prints at the end."""

    line: Line
    dossiers: int
    seed: int = 3
    codes: list[str] = field(default_factory=list)
    done: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.rng = Random(self.seed)  # noqa: S311
        self.start, self.began = clock.now(), timezone.now()

    def run(self) -> list[str]:
        for tick in range(TICKS):
            self.line.server.faults.down = tick in DOWN
            self.tick(tick, busy=True)
        for tick in range(TICKS, TICKS + QUIET):
            if not self.open():
                break
            self.tick(tick, busy=False)
        return self.line.compare()

    def tick(self, tick: int, *, busy: bool) -> None:
        at = self.start + TICK * (tick + 1)
        Instance.objects.update(clock_offset=at - timezone.now())
        self.line.shop.now = at
        if busy:
            while len(self.codes) < self.dossiers * (tick + 1) / TICKS:
                self.codes.append(self.line.file(at))
            self.citizens(at)
            self.officers(at)
        self.line.post.deliver(at.timestamp())
        self.line.hear()
        self.line.send_waiting(self.began + TICK * (tick + 1) + timedelta(days=1))

    def open(self) -> int:
        """What is still on its way, either way."""
        out = PortalMessage.objects.exclude(state__in=["confirmed", "skipped"]).count()
        held = PortalArrival.objects.filter(state="waiting").count()
        return out + held + self.line.post.waiting()

    def citizens(self, at: datetime) -> None:
        """Some take back what they filed; whoever was asked for a supplement sends it after a while."""
        asked = Dossier.objects.filter(case__state=State.WAITING_CITIZEN).select_related("portal_dossier")
        for dossier in asked:
            code = dossier.portal_dossier.national_code
            if code not in self.done and self.rng.random() < 0.2:
                self.done[code] = 1
                self.line.server.citizens.supplement(code, "Bổ sung", at)
        for dossier in Dossier.objects.filter(case__state=State.IN_PROGRESS).select_related("portal_dossier"):
            code = dossier.portal_dossier.national_code
            if self.fate(code) == "withdraw" and code not in self.done:
                self.done[code] = 1
                self.line.server.citizens.withdraw(code, "Không còn nhu cầu", at)
        if self.codes and self.rng.random() < 0.12:
            code = self.rng.choice(self.codes)
            if code not in self.done and not self.fate(code):
                self.done[code] = 1
                self.line.server.citizens.withdraw(code, "Nộp nhầm", at)

    def fate(self, code: str) -> str:
        """What will become of the dossier of that code: by its place, so that each state occurs in every run."""
        place = self.codes.index(code)
        if place % 7 == 2:
            return "supplement"
        if place % 9 == 7:
            return "withdraw"
        return "refuse" if place % 11 == 5 else ""

    def officers(self, at: datetime) -> None:
        """The desk, the head and the examiner take some of what lies before them."""
        working = Dossier.objects.filter(case__state__in=[State.SUBMITTED, State.IN_PROGRESS])
        waiting = list(working.order_by("pk").values_list("pk", flat=True))
        for pk in self.rng.sample(waiting, min(len(waiting), 3)):
            try:
                self.deed(Dossier.objects.whole().get(pk=pk))
            except Conflict:  # the citizen was faster
                self.done["conflict"] += 1

    def deed(self, dossier: Dossier) -> None:
        shop, case = self.line.shop, dossier.case
        if case.state == State.SUBMITTED:
            fate, words = self.fate(dossier.portal_dossier.national_code), shop.words("binh", dossier)
            if fate == "refuse":
                refuse_dossier(dossier=dossier, text="Không thuộc thẩm quyền", **words)
            elif fate == "supplement" and not case.notes.exists():
                ask_supplement(dossier=dossier, text="Thiếu phương án", **words)
            else:
                accept_dossier(dossier=dossier, **words)
        elif self.fate(dossier.portal_dossier.national_code) == "withdraw":
            return  # its citizen is about to take it back
        elif case.step == "forward":
            forward_dossier(dossier=dossier, **shop.words("binh", dossier))
        else:
            way = shop.way()
            if case.step in way:
                way[case.step](dossier)
            else:
                self.hand_over(dossier)

    def hand_over(self, dossier: Dossier) -> None:
        from tinhso.onestop.handling.actions.hand_over_result import hand_over_result
        from tinhso.onestop.models import HandOver

        words = self.line.shop.words("binh", dossier)
        hand_over_result(
            dossier=dossier, how=HandOver.How.ONLINE, collected_by="Lê Thị An", id_number="", **words
        )
