"""SANDBOX: the bulletins that a pretended weather service has issued, and what it refuses to issue."""

import threading
from datetime import datetime, timedelta

from tinhso.lib.messages.portal_wire import HANOI

Json = dict[str, object]
KINDS = ("weather", "disaster")
MOST = 100


class NotABulletin(ValueError):
    """What is missing or wrong; the message is for the screen."""


class Bulletins:
    """In memory, oldest first; `offset` seconds shift its clock as the demo's."""

    def __init__(self, offset: float = 0.0) -> None:
        self._rows: list[Json] = []
        self._lock = threading.Lock()
        self.offset = timedelta(seconds=offset)

    def now(self) -> datetime:
        return (datetime.now(tz=HANOI) + self.offset).replace(microsecond=0)

    def issue(self, form: dict[str, str]) -> Json:
        """Keep one and give it its number; NotABulletin."""
        words = {name: form.get(name, "").strip() for name in ("headline", "text", "instruction", "replaces")}
        if not words["headline"] or not words["text"] or len(words["headline"]) > MOST:
            raise NotABulletin("Cần tiêu đề (tối đa 100 ký tự) và nội dung.")
        if form.get("kind") not in KINDS or form.get("level") not in {"1", "2", "3", "4", "5"}:
            raise NotABulletin("Loại là weather hoặc disaster, cấp từ 1 đến 5.")
        if not form.get("hours", "").isdigit() or not 1 <= int(form["hours"]) <= 72:
            raise NotABulletin("Số giờ hiệu lực từ 1 đến 72.")
        now = self.now()
        with self._lock:
            row: Json = words | {
                "id": f"SB-{now:%Y%m%d}-{len(self._rows) + 1:03}",
                "kind": form["kind"],
                "level": int(form["level"]),
                "source": "Đài Khí tượng Thủy văn (SANDBOX)",
                "issued_at": now.isoformat(),
                "valid_until": (now + timedelta(hours=int(form["hours"]))).isoformat(),
                "areas": form.get("areas", "").replace(",", " ").split(),
            }
            self._rows.append(row)
        return row

    def since(self, moment: datetime) -> list[Json]:
        """Issued at that moment or later."""
        return [r for r in self.all() if datetime.fromisoformat(str(r["issued_at"])) >= moment][:MOST]

    def all(self) -> list[Json]:
        with self._lock:
            return list(self._rows)
