"""A source that stands in for the paper of the small procedure, and a plane that answers as a test wants it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from tinhso.lib.exchange.client import Ended, Outcome
from tinhso.onestop.models import PaperSource
from tinhso.onestop.once_only import asking

LAW = "Luật Thử Điều 1"
RECORD = {"hoTen": "Lê Thị An", "ngay": "2024-04-01", "tinhTrang": "Đã kết hôn"}


def make_source(shop: Any, paper: str = "phuong_an", **changes: Any) -> PaperSource:
    values: dict[str, Any] = {
        "title": "CSDL thử",
        "service": "so-a/csdl/thu",
        "path": "/thu/{soDinhDanh}",
        "subject": "applicant",
        "fields": [["hoTen", "Họ tên"], ["ngay", "Ngày"]],
        "by_consent": False,
        "legal_basis": LAW,
        "source": "thử",
        "valid_from": date(2023, 1, 1),
        "entered_at": shop.now,
        "approved": True,
    }
    return PaperSource.objects.create(procedure=shop.version.procedure, paper=paper, **(values | changes))


class Plane:
    """Answers by the path; who is not in it has no record. `calls` are what was asked."""

    def __init__(self, records: Mapping[str, Mapping[str, Any]], ended: Ended = Ended.FOUND) -> None:
        self.records, self.ended = records, ended
        self.calls: list[str] = []

    def get(self, service: str, path: str, *, issue: str = "") -> Outcome:
        self.calls.append(f"{service}{path}")
        if self.ended != Ended.FOUND:
            return Outcome(self.ended, code="503")
        found = self.records.get(path)
        return (
            Outcome(Ended.FOUND, dict(found), message="c-1")
            if found
            else Outcome(Ended.NO_RECORD, code="404 20")
        )


def connect(settings: Any, monkeypatch: Any, plane: Plane) -> Plane:
    settings.EXCHANGE_CLIENT = {"plane": "http://127.0.0.1:9", "client": "GOV/so-a/mot-cua"}
    monkeypatch.setattr(asking, "client", lambda: plane)
    return plane
