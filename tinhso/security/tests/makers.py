"""Systems and lists of machines as tests need them."""

from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4

from tinhso.casework.tests.makers import NOW
from tinhso.security.machines.actions.read_machine_list import read_machine_list
from tinhso.security.systems.actions.note_approval import note_approval
from tinhso.security.systems.actions.provide_layer import provide_layer
from tinhso.security.systems.actions.register_system import register_system
from tinhso.security.systems.entry import SystemEntry

SINCE = date(2023, 1, 5)
NEEDED_LAYERS = (1, 2, 3, 4)


def entry_of(agency, **words) -> SystemEntry:
    usual = SystemEntry(
        scope="civil",
        name="Cổng thông tin điện tử",
        purpose="Đăng tin của cơ quan",
        owner=agency,
        operator=agency,
        operator_name="",
        data_kinds="Tin, bài",
        users="Người dân",
        people_count=200,
        criteria=["fewer-users"],
        starts=SINCE,
    )
    return replace(usual, **words)


def registered(town, agency, who, key: UUID | None = None, **words):
    entry = entry_of(agency, **words)
    return register_system(entry=entry, client_key=key or uuid4(), by=town.actor(who), now=NOW)


def approve(town, system, **words):
    usual = {
        "level": system.level,
        "number": "12/QĐ",
        "decided_on": date(2023, 6, 1),
        "decided_by": system.owner,
        "expires_on": None,
    }
    return note_approval(system=system, by=town.actor("cuc"), now=NOW, **usual | words)


def layer_all(town, system, who, starts=SINCE):
    for layer in NEEDED_LAYERS:
        provide_layer(
            system=system,
            layer=layer,
            provider=f"Đơn vị {layer}",
            evidence="Hợp đồng 1",
            starts=starts,
            by=town.actor(who),
            now=NOW,
        )


def read_list(town, agency, who, text, since=date(2024, 3, 1), key=None):
    return read_machine_list(
        agency=agency,
        content=text.encode(),
        file_name="may.csv",
        since=since,
        client_key=key or uuid4(),
        by=town.actor(who),
        now=NOW,
    )
