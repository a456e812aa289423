"""Takes over what a catalogue elsewhere holds: new datasets as drafts, changes as editions, what vanished as a mark."""

from collections import Counter
from datetime import datetime
from typing import Any

from django.db import transaction

from tinhso.kernel.events.public import Actor, record
from tinhso.opendata.dataset.permissions import check_is_system
from tinhso.opendata.harvest.events import SourceFailed, SourceHarvested
from tinhso.opendata.harvest.plan import Deed, Planned, plan_of
from tinhso.opendata.harvest.record import HarvestFailed, RemoteDataset, is_web
from tinhso.opendata.intakes.actions.begin_intake import IntakeRefused, begin_link
from tinhso.opendata.models import (
    Dataset,
    Distribution,
    Edition,
    Frequency,
    Harvested,
    HarvestSource,
    Intake,
    Licence,
    Theme,
)
from tinhso.opendata.open_list.actions.open_dataset import ChangedMeanwhile
from tinhso.opendata.publishing.actions.draft_dataset import draft_dataset
from tinhso.opendata.publishing.actions.save_edition import save_edition

CC_BY = "creativecommons.org/licenses/by/4.0"


def harvest_source(*, source: HarvestSource, by: Actor, now: datetime) -> dict[str, int]:
    """Read the source and carry the plan out, one transaction a dataset; the counts by deed. By the system (a job).

    A source that cannot be read says why and changes nothing: an outage elsewhere marks nothing as vanished.
    """
    check_is_system(by)
    try:
        # rdflib: heavy, and for harvests alone
        from tinhso.opendata.harvest.reading import read_source

        planned = plan_of(source, read_source(source))
    except HarvestFailed as error:
        _failed(source, str(error), by, now)
        return {}
    for one in planned:
        _carry_out(source, one, by, now)
    counts = Counter(str(one.deed) for one in planned)
    _done(source, counts, by, now)
    return dict(counts)


@transaction.atomic
def _failed(source: HarvestSource, message: str, by: Actor, now: datetime) -> None:
    HarvestSource.objects.filter(pk=source.pk).update(ran_at=now, message=message[:500])
    record(SourceFailed(source_id=source.pk), by=by, at=now)


@transaction.atomic
def _done(source: HarvestSource, counts: Counter[str], by: Actor, now: datetime) -> None:
    HarvestSource.objects.filter(pk=source.pk).update(ran_at=now, message="", last_report=dict(counts))
    event = SourceHarvested(
        source_id=source.pk, made=counts["make"], changed=counts["change"], missing=counts["missing"]
    )
    record(event, by=by, at=now)


@transaction.atomic
def _carry_out(source: HarvestSource, one: Planned, by: Actor, now: datetime) -> None:
    if one.deed is Deed.MISSING and one.known and one.known.missing_since is None:
        Harvested.objects.filter(pk=one.known.pk).update(missing_since=now)
    elif one.record and one.deed is Deed.MAKE:
        _make(source, one.record, list(one.keys), by, now)
    elif one.record and one.known and one.deed in (Deed.CHANGE, Deed.KEEP):
        if one.deed is Deed.CHANGE:
            _change(source, one.known, one.record, by, now)
        Harvested.objects.filter(pk=one.known.pk).update(
            remote_id=one.record.remote_id,
            keys=list(one.keys),
            digest=one.record.digest,
            seen_at=now,
            missing_since=None,
        )


def _make(source: HarvestSource, remote: RemoteDataset, keys: list[str], by: Actor, now: datetime) -> None:
    dataset = draft_dataset(agency=source.agency, content=_content(source, remote), by=by, now=now)
    Harvested.objects.create(
        source=source,
        dataset=dataset,
        remote_id=remote.remote_id,
        keys=keys,
        digest=remote.digest,
        seen_at=now,
    )
    _take_files(dataset, remote, None, by, now)


def _change(source: HarvestSource, known: Harvested, remote: RemoteDataset, by: Actor, now: datetime) -> None:
    """A draft of the next description; where one waits for its decision, the next run tries again."""
    dataset = known.dataset
    edition = dataset.editions.filter(state__in=Edition.OPEN).first()
    content = _content(source, remote) | {"slug": dataset.slug}
    try:
        save_edition(dataset=dataset, ver=edition.ver if edition else 0, content=content, by=by, now=now)
    except ChangedMeanwhile:
        return
    _take_files(dataset, remote, known, by, now)


def _content(source: HarvestSource, remote: RemoteDataset) -> dict[str, Any]:
    eu = remote.theme.rpartition("/")[2]
    theme = Theme.objects.filter(eu_theme=eu).first() if eu else None
    licence = "cc-by-4.0" if CC_BY in remote.licence else Licence.objects.order_by("pk")[0].code
    description = (
        f"Thu thập từ “{source.title}” ({source.url}). Cơ quan tạo: {remote.publisher or 'không nêu'}."
    )
    if remote.licence:  # ours is only proposed: whoever approves it reads what the other side says
        description += f" Điều khoản ghi ở nguồn: {remote.licence}."
    return {
        "title": remote.title,
        "description": remote.description or remote.title,
        "keywords": [word for word in remote.keywords if word],
        "theme": theme.code if theme else source.theme,
        "licence": licence,
        "frequency": remote.frequency if remote.frequency in Frequency.values else Frequency.IRREGULAR,
        "landing_page": remote.landing_page if is_web(remote.landing_page) else "",
        "provenance": description[:3000],
    }


def _take_files(
    dataset: Dataset, remote: RemoteDataset, known: Harvested | None, by: Actor, now: datetime
) -> None:
    """The first table goes on its way in; the rest are links. What is no longer told is marked, but not what people put beside it."""
    table = remote.table
    for place, file in enumerate(one for one in remote.files if one is not table):
        given = {"position": place, "title": file.title, "url": file.url, "format": file.format}
        more = {
            "media_type": file.media_type,
            "octets": file.octets,
            "changed_at": now,
            "missing_since": None,
        }
        Distribution.objects.update_or_create(dataset=dataset, key=file.key, defaults={**given, **more})
    keys = [file.key for file in remote.files]
    harvested = dataset.distributions.filter(made_at=None, missing_since=None)
    harvested.exclude(key__in=keys).update(missing_since=now)
    if table:
        try:
            begin_link(dataset=dataset, url=table.url, by=by, now=now, source=Intake.Source.HARVEST)
        except IntakeRefused:
            return  # its address cannot be called; the page of the dataset shows that it has no data
