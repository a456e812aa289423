"""The pages of rules of detection, for the journey over all pages of cybersecurity."""

from typing import Any

from tests.town import make_officer
from tinhso.kernel.people.roles import SecurityCoordinator
from tinhso.security.detection.actions.dismiss_hit import dismiss_hit
from tinhso.security.detection.tests.makers import (
    NOW,
    RULE,
    found_on,
    hits_on,
    registered_rules,
    running_rule,
)
from tinhso.security.models import DetectionException


def read_detection(town: Any, walk: Any, at: str) -> None:
    """A rule that is on, one that waits, a file that was run, hits that wait and one that was decided."""
    town.du = make_officer("du", "Lê Văn Dụ", town.committee, "Điều phối viên", SecurityCoordinator)
    rule = running_rule(town)
    waiting = registered_rules(town, RULE.replace("555555555555", "666666666666"))[0]
    hit, other = hits_on(town, town.agency_a, found_on("pc-1"), found_on("pc-2"))
    until = NOW.date().replace(year=NOW.year + 1)
    dismiss_hit(hit=other, reason="Thử", expires_on=until, by=town.actor("anh"), now=NOW)
    one, path = f"{at}phat-hien/{hit.code}/", f"{at}quy-tac-phat-hien/"
    walk.read("anh", f"{at}phat-hien/", one, f"{one}bao-nham/", f"{one}ghi-diem-yeu/")
    walk.read("anh", f"{at}tep-su-kien/", f"{at}nap-su-kien/", f"{at}tep-su-kien/{hit.run.code}/")
    code = DetectionException.objects.get().code
    walk.read("anh", f"{at}ngoai-le/", f"{at}ngoai-le/{code}/ket-thuc/")
    walk.read("cuc", path, f"{path}{rule.code}/", f"{path}{rule.code}/tat/", f"{at}nap-quy-tac/")
    walk.read("du", f"{path}{waiting.code}/bat/")
