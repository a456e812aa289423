"""The timeline of a case as people read it, and why it is due on that day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.urls import reverse
from django.utils.module_loading import autodiscover_modules

from tinhso.casework.clocks.clocks import explain_clock
from tinhso.casework.models import Case, Clock, ClockPause, Note
from tinhso.kernel.events.public import Event, EventRow, TimelineLine, name_of, timeline_of, timeline_rows
from tinhso.kernel.people.public import User
from tinhso.kernel.site.public import keep_related, read_together
from tinhso.kernel.site.shapes import Entry
from tinhso.lib.dates import vn_datetime


@dataclass(frozen=True)
class History:
    """Entries, oldest first, the sentences that explain the due date, and until when the desk answers."""

    entries: list[Entry]
    why: list[str]
    reply_due: datetime | None = None


@dataclass(frozen=True)
class HistoryRows:
    """What a history is told of, for pages that read it together with rows of their own."""

    case: Case
    events: Any
    notes: Any
    names: Any
    clocks: Any
    pauses: Any

    @classmethod
    def of(cls, case: Case, *, for_citizen: bool) -> "HistoryRows":
        """Not read yet; a citizen is told no names."""
        actors = EventRow.objects.filter(case_id=case.pk, actor_id__isnull=False).values("actor_id")
        officers = User.objects.none() if for_citizen else User.objects.filter(pk__in=actors)
        return cls(
            case,
            timeline_rows(case.pk),
            case.notes.all(),
            officers.values_list("pk", "full_name"),
            case.clocks.all(),
            ClockPause.objects.filter(clock__case=case),
        )

    @property
    def parts(self) -> tuple[Any, ...]:
        return self.events, self.notes, self.names, self.clocks, self.pauses

    def loaded(self) -> "HistoryRows":
        """The same, read, and known to the case: its clocks with their pauses."""
        if self.events._result_cache is None:
            read_together(*self.parts)
        keep_related(self.case, notes=self.notes, clocks=self.clocks)
        for clock in self.clocks:
            keep_related(clock, pauses=[one for one in self.pauses if one.clock_id == clock.pk])
        return self


def history(case: Case, *, for_citizen: bool, rows: HistoryRows | None = None) -> History:
    """What happened; a citizen reads the public lines and the notes meant for them, without officers' names.

    One query, none where the `rows` were read before, and the version of the calendars.
    """
    kinds, kept_rows = event_kinds(), (rows or HistoryRows.of(case, for_citizen=for_citizen)).loaded()
    lines = [
        line
        for line in timeline_of(kept_rows.events)
        if hasattr(kinds.get(line.name), "label")  # an event without words is no step of the case
        and (not for_citizen or getattr(kinds[line.name], "public", False))
    ]
    notes = {note.pk: note for note in kept_rows.notes if note.for_citizen or not for_citizen}
    names: dict[int, str] = dict(kept_rows.names)
    reply = next((one for one in kept_rows.clocks if one.name == Clock.Name.REPLY and one.is_running), None)
    lines = [
        line for line in lines if not is_empty_without_note(line, kinds) or line.payload["note_id"] in notes
    ]
    entries = [entry_of(line, kinds, notes, names, case, proven=not for_citizen) for line in lines]
    return History(entries, _why(kept_rows.clocks), reply.due_at if reply else None)


def is_empty_without_note(line: TimelineLine, kinds: dict[str, type[Event]]) -> bool:
    """Whether the line says nothing to whoever may not read its note."""
    return bool(getattr(kinds[line.name], "only_with_note", False))


def entry_of(
    line: TimelineLine,
    kinds: dict[str, type[Event]],
    notes: dict[int, Note],
    names: dict[int, str],
    case: Case,
    *,
    proven: bool,
) -> Entry:
    """`proven`: with the way to its event and seal, which only officers may go."""
    title = title_of(kinds[line.name], line)
    onward = line.payload.get("to_step")
    if onward and case.process:
        title = f"{title}: {case.process.label(onward)}"
    note = notes.get(line.payload.get("note_id") or 0)
    words = [corrected(line.payload), note.text if note else ""]
    url = reverse("audited_event", args=[line.id]) if proven else ""
    by, text = names.get(line.actor_id or 0, ""), ". ".join(t for t in words if t)
    return Entry(title=title, at=line.at, by=by, text=text, url=url)


def title_of(kind: type[Event], line: TimelineLine) -> str:
    """The label of the event; one that has `labels` says it by the value of its field `part`."""
    labels: dict[str, str] = getattr(kind, "labels", {})
    plain: str = kind.label  # type: ignore[attr-defined] # those without were left out
    return labels.get(str(line.payload.get("part", "")), plain)


def corrected(payload: dict[str, Any]) -> str:
    """Both moments of a corrected end, with what came of each; "" for every other event."""
    if "old_settled_at" not in payload:
        return ""
    was, now = (
        " ".join(
            (
                vn_datetime(datetime.fromisoformat(payload[f"{age}_settled_at"])),
                f"({Case.Timeliness(word).label.lower()})" if (word := payload[f"{age}_timeliness"]) else "",
            )
        ).strip()
        for age in ("old", "new")
    )
    return f"{was} → {now}"


def names_of(ids: set[int]) -> dict[int, str]:
    return dict(User.objects.filter(pk__in=ids).values_list("pk", "full_name"))


def why_due(case: Case) -> list[str]:
    """The sentences behind the date of the clock that counts now; empty for a case without one."""
    return _why(case.clocks.prefetch_related("pauses"))


def _why(clocks: Iterable[Clock]) -> list[str]:
    counting = [clock for clock in clocks if clock.name in Clock.Name.values]
    last = max(counting, key=lambda clock: (clock.started_at, clock.pk), default=None)
    return explain_clock(last) if last else []


def event_kinds() -> dict[str, type[Event]]:
    """Every class of event that an installed app knows, by its name in the log."""
    autodiscover_modules("events")
    return {
        name_of(kind): kind for kind in subclasses(Event) if apps.get_containing_app_config(kind.__module__)
    }


def subclasses(kind: type[Event]) -> set[type[Event]]:
    below = set(kind.__subclasses__())
    return below.union(*(subclasses(k) for k in below))
