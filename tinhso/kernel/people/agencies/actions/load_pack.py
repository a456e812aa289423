from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import transaction

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.law.public import Synced, load_rules
from tinhso.kernel.people.agencies.actions.load_agencies import load_agencies
from tinhso.kernel.people.agencies.actions.load_authority import load_authority
from tinhso.kernel.people.agencies.administered_agencies import check_administrator
from tinhso.kernel.people.agencies.events import PackLoaded
from tinhso.kernel.places.public import load_units
from tinhso.kernel.site.models import Instance
from tinhso.kernel.site.public import refuse_other_province
from tinhso.lib.province_pack import ProvincePack


@dataclass(frozen=True)
class PackCounts:
    """What one load did to the rows of each file, by its name."""

    files: dict[str, Synced]

    @property
    def total(self) -> Synced:
        return sum(self.files.values(), Synced())


@transaction.atomic
def load_pack(path: Path, *, by: Actor, now: datetime) -> PackCounts:
    """Load a province: rules, units with their crosswalk, agencies, who decides what. A second load changes nothing.

    Raises: BadPack for a folder that is not a whole pack or names something that it does not hold, or that is another
    province's than the one loaded here; NotAnAdministrator.
    """
    check_administrator(by)
    refuse_other_province(path)
    pack = ProvincePack(path)
    law_and_places = {"rules.csv": load_rules(pack=pack)} | load_units(pack=pack)
    counts = PackCounts(law_and_places | load_agencies(pack=pack) | load_authority(pack=pack))
    Instance.objects.get_or_create(pk=1, defaults=pack.settings)
    record(
        PackLoaded(
            province_code=pack.settings["province_code"],
            created=counts.total.created,
            changed=counts.total.changed,
        ),
        by=by,
        at=now,
    )
    return counts
