"""The timeline of a case as people read it, and why it is due on that day."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.urls import reverse
from django.utils.module_loading import autodiscover_modules

from tinhso.casework.clocks import explain_clock
from tinhso.casework.models import Case, Clock, Note
from tinhso.kernel.events.public import Event, TimelineLine, name_of, timeline
from tinhso.kernel.people.public import User
from tinhso.kernel.site.shapes import Entry
from tinhso.lib.dates import vn_datetime


@dataclass(frozen=True)
class History:
    """Entries, oldest first, the sentences that explain the due date, and until when the desk answers."""

    entries: list[Entry]
    why: list[str]
    reply_due: datetime | None = None


def history(case: Case, *, for_citizen: bool) -> History:
    """What happened; a citizen reads the public lines and the notes meant for them, without officers' names."""
    kinds = event_kinds()
    lines = [
        line
        for line in timeline(case.pk)
        if hasattr(kinds.get(line.name), "label")  # an event without words is no step of the case
        and (not for_citizen or getattr(kinds[line.name], "public", False))
    ]
    readable = case.notes.filter(for_citizen=True) if for_citizen else case.notes.all()
    notes = {note.pk: note for note in readable}
    names = {} if for_citizen else names_of({line.actor_id for line in lines if line.actor_id})
    reply = Clock.objects.running().filter(case=case, name=Clock.Name.REPLY).first()
    lines = [
        line for line in lines if not told_by_note_alone(line, kinds) or line.payload["note_id"] in notes
    ]
    entries = [entry_of(line, kinds, notes, names, case, proven=not for_citizen) for line in lines]
    return History(entries, why_due(case), reply.due_at if reply else None)


def told_by_note_alone(line: TimelineLine, kinds: dict[str, type[Event]]) -> bool:
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
    told = [corrected(line.payload), note.text if note else ""]
    url = reverse("audited_event", args=[line.id]) if proven else ""
    by, text = names.get(line.actor_id or 0, ""), ". ".join(t for t in told if t)
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
    clock = (
        Clock.objects.filter(case=case, name__in=["settle", "opinion", "reply"])
        .prefetch_related("pauses")
        .order_by("-started_at", "-pk")
        .first()
    )
    return explain_clock(clock) if clock else []


def event_kinds() -> dict[str, type[Event]]:
    """Every class of event that an installed app knows, by its name in the log."""
    autodiscover_modules("events")
    return {
        name_of(kind): kind for kind in subclasses(Event) if apps.get_containing_app_config(kind.__module__)
    }


def subclasses(kind: type[Event]) -> set[type[Event]]:
    below = set(kind.__subclasses__())
    return below.union(*(subclasses(k) for k in below))
