"""Jobs of the demo: the files of its invented open datasets, one at a time, behind everything that somebody waits for."""

from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from procrastinate.contrib.django import app

from tinhso.demo.opendata.places import Place, Places
from tinhso.demo.opendata.sets import open_sets
from tinhso.demo.opendata.stories import STORIES, publish_ready_stories
from tinhso.kernel.people.public import SYSTEM
from tinhso.kernel.places.public import AdminUnit, places_of_day
from tinhso.kernel.site import clock
from tinhso.opendata.public import Dataset, publish_file


@app.task(name="demo.write_open_data", queue="slow", priority=-10)
def write_open_data(slug: str) -> None:
    """Invent the rows of a dataset and publish them; a second time nothing changes."""
    dataset = Dataset.objects.get(slug=slug)
    if dataset.current_id is not None:
        return
    one = next(one for one in open_sets() if one.slug == slug)
    now = clock.now()
    with TemporaryDirectory() as folder:
        source = one.write(places_on(now), Path(folder))
        publish_file(dataset=dataset, source=source, name=f"{slug}{source.suffix}", by=SYSTEM, now=now)
    if any(slug in story.needs for story in STORIES):
        publish_ready_stories(now=now)


def places_on(now: datetime) -> Places:
    """The districts and communes of the day; where there is no district, a commune stands for one.

    A commune of former days lies about the middle of the one that it became.
    """
    day = now.date()
    drawn = places_of_day(day)
    middles = {
        old: (area.lat, area.lon)
        for area in drawn.areas.units
        for old in drawn.before.get(area.unit_id, (area.unit_id,))
    }
    units = AdminUnit.objects.on(day)
    communes = tuple(
        Place(drawn.district_of.get(pk, name), name, *middles[pk])
        for pk, name in units.communes().order_by("code").values_list("pk", "name")
        if pk in middles
    )
    districts = units.filter(level=AdminUnit.Level.DISTRICT).order_by("code").values_list("name", flat=True)
    return Places(tuple(districts) or tuple(place.name for place in communes), communes)
