"""Jobs of the demo: the files of its invented open datasets, one at a time, behind everything that somebody waits for."""

from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from procrastinate.contrib.django import app

from tinhso.demo.opendata.rows import Places
from tinhso.demo.opendata.sets import open_sets
from tinhso.kernel.people.public import SYSTEM
from tinhso.kernel.places.public import AdminUnit
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


def places_on(now: datetime) -> Places:
    """The districts and communes of the day; where there is no district, a commune stands for one."""
    units = AdminUnit.objects.on(now.date())
    communes = units.filter(level=AdminUnit.Level.COMMUNE).order_by("code")
    pairs = tuple((parent, name) for parent, name in communes.values_list("parent__name", "name"))
    districts = tuple(
        units.filter(level=AdminUnit.Level.DISTRICT).order_by("code").values_list("name", flat=True)
    )
    return Places(districts or tuple(name for _, name in pairs), pairs)
