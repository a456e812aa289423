"""Tables of operators, rows and villages of the small town."""

from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile

from tinhso.casework.tests.makers import NOW
from tinhso.indicators.infrastructure.actions.check_signal import check_signal
from tinhso.indicators.infrastructure.actions.enter_item import enter_item
from tinhso.indicators.infrastructure.actions.enter_village import enter_village
from tinhso.indicators.infrastructure.actions.import_table import import_table
from tinhso.indicators.infrastructure.actions.receive_table import receive_table
from tinhso.indicators.infrastructure.row_reading import ItemWords
from tinhso.indicators.infrastructure.views.operator_tables import RULES
from tinhso.indicators.models import OperatorTable
from tinhso.kernel.files.public import store_upload
from tinhso.kernel.files.tests.makers import sent_file

HEADINGS = "Mã trạm;Tên trạm;Mã xã;Công nghệ;Dùng chung;Ngày sử dụng;Vĩ độ;Kinh độ"
ROWS = ("A1;Trạm một;14797;2G/4G;Có;01/02/2022;19,807100;105,776200", "A2;Trạm hai;14758;4G/5G;Không;;;")


def content(*rows, headings=HEADINGS):
    return "\n".join([headings, *rows]).encode()


def uploaded(town, data, name="bang.csv", who="emi"):
    file = SimpleUploadedFile(name, data, "application/octet-stream")
    return store_upload(file, by=town.actor(who), now=NOW, rules=RULES)


def received(town, *rows, data=None, name="bang.csv", who="emi", as_of=date(2024, 3, 1), kind="station"):
    file = uploaded(town, content(*rows) if data is None else data, name)
    return receive_table(
        kind=kind, operator=town.operator, as_of=as_of, file=file, by=town.actor(who), now=NOW
    )


def as_read(town, lines, *, unread=(), as_of=date(2024, 3, 1), kind="station"):
    """A table as if its file had been read: no child is started for it."""
    file = sent_file(by=town.actor("emi"))
    return OperatorTable.objects.create(
        kind=kind,
        operator=town.operator,
        agency=town.agency_a,
        file=file,
        as_of=as_of,
        rows=[(number, cells) for number, cells in enumerate(lines, 2)],
        unread=list(unread),
        by=town.emi,
        received_at=NOW,
    )


def imported(town, lines, who="emi", **more):
    return import_table(table=as_read(town, lines, **more), by=town.actor(who), now=NOW)


def station(code, commune="14797", technologies="4G", **more):
    return {"code": code, "name": f"Trạm {code}", "commune": commune, "technologies": technologies} | more


def words(town, code="T1", **more):
    known = {"name": "Trạm tay", "place_id": town.commune.pk, "technologies": ("4G",)}
    return ItemWords(code=code, **known | more)


def item(town, who="emi", kind="station", operator=None, **more):
    given = {"kind": kind, "operator": operator or town.operator, "words": words(town, **more)}
    return enter_item(**given, by=town.actor(who), now=NOW)


def village(town, who="emi", name="Bản Ngàm", **changes):
    given = {
        "place": town.commune,
        "name": name,
        "signal": "none",
        "households": 40,
        "operator": town.operator,
        "found_on": date(2024, 1, 10),
        "due_on": date(2024, 6, 28),
    }
    return enter_village(**given | changes, by=town.actor(who), now=NOW)


def checked(town, one, who="emi", signal="covered", with_file=True, now=NOW, **changes):
    one.case.refresh_from_db()
    given = {
        "ver": one.case.ver,
        "checked_on": now.date(),
        "operator": town.operator,
        "text": "Đo tại nhà văn hóa thôn",
        "file": sent_file(by=town.actor(who)) if with_file else None,
    }
    return check_signal(village=one, signal=signal, **given | changes, by=town.actor(who), now=now)
