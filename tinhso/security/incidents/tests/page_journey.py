"""The pages of cyber incidents, for the journey over all pages of cybersecurity."""

from typing import Any

from tinhso.casework.tests.makers import NOW
from tinhso.security.incidents.actions.write_entry import write_entry
from tinhso.security.incidents.tests.makers import brought_to, cyber_reported, seat_people, verified
from tinhso.security.incidents.tests.test_course import evidence_of


def read_incidents(town: Any, walk: Any, at: str) -> None:
    """One that waits, one at work with a line and evidence, one that waits to be closed."""
    seat_people(town)
    waiting, work, last = cyber_reported(town), verified(town), brought_to(town, "approve")
    line = {"kind": "observed", "text": "Máy gọi ra ngoài", "happened_at": NOW, "indicator": "evil.example"}
    write_entry(incident=work, by=town.actor("anh"), now=NOW, **line)
    evidence_of(town, work)
    walk.read("emi", f"{at}lam-ngay/", f"{at}bao-su-co-mang/")
    list_path = f"{at}su-co-mang/"
    one = f"{list_path}{work.case.code}/"
    walk.read("anh", list_path, f"{at}mo-su-co-mang/", one, f"{one}ghi-dien-bien/", f"{one}nop-chung-cu/")
    walk.read("anh", f"{one}vi-pham-du-lieu/", f"{one}xong-viec/1/", f"{one}da-gui/1/", f"{one}ban-giao/1/")
    walk.read("cuc", f"{list_path}{waiting.case.code}/xac-minh/", f"{one}phan-loai/", f"{one}gop/")
    walk.read("dat", f"{list_path}{last.case.code}/", f"{list_path}{last.case.code}/dong/")
    walk.seen |= {"cyber_evidence_file", "cyber_report_draft"}  # files
