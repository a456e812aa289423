"""SANDBOX: the registers of civil status, residence and insurance: requests, decisions, numbers, answers that are owed."""

import hashlib
import json
import uuid
from collections.abc import Callable
from datetime import date, datetime
from random import Random
from typing import Any

from sandbox.civil_status.fields import ORDER, UNKNOWN, Refused, check_request
from sandbox.national_portal.citizens import WAITING
from sandbox.store import Store
from tinhso.lib.messages.linked_wire import (
    CIVIL_STATUS,
    INSURANCE,
    PARTS,
    RECORDS,
    REFUSAL,
    RESIDENCE,
    RESULT,
)
from tinhso.lib.messages.portal_wire import write_moment

Json = dict[str, Any]
OPEN = "cho"
STATES = {OPEN: "chờ xử lý", RESULT: "đã có kết quả", REFUSAL: "từ chối"}
UNDER_SIX = 6
CHANCE = "Dữ liệu chưa khớp với giấy tờ gốc, đề nghị kiểm tra lại (từ chối theo kịch bản thử nghiệm)."
SHORT = {"KhaiSinh": "KS", "KhaiTu": "KT", "KetHon": "KH"}


class NotOpen(ValueError):
    """There is no such request, or it is decided."""


class Registers:
    """One province's requests. A request is known by its key: a repetition gets the answer of the first."""

    def __init__(
        self, store: Store, *, unit: str, url: str, draw: Callable[[Json], bytes], seed: int = 1
    ) -> None:
        self.store, self.unit, self.url, self.draw = store, unit, url, draw
        self.rng = Random(seed)  # noqa: S311

    def take(self, body: Any, at: datetime, *, wait: float) -> Json:  # noqa: ANN401
        """Keep a request until somebody decides it; the answer is `error_code` and words, never an exception."""
        with self.store.lock:
            try:
                check_request(body, unit=self.unit)
                repeated = self._stored(body, at, wait)
            except Refused as refused:
                return {"error_code": refused.code, "message": refused.words}
        return {"error_code": "00", "message": "Đã nhận, chờ xử lý"} | ({"LapLai": True} if repeated else {})

    def _stored(self, body: Json, at: datetime, wait: float) -> bool:
        digest = hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()
        known = self.store.get("request", body["MaYeuCau"])
        if known:
            if known["digest"] != digest:
                raise Refused("14", "MaYeuCau: đã dùng cho một yêu cầu có nội dung khác.")
            self._say_again(known, at)
            return True
        number = body["DuLieu"].get("SoDinhDanh")
        if number and self.store.get("person", number) is None:
            raise Refused(UNKNOWN, "DuLieu.SoDinhDanh: chưa có người mang số định danh này.")
        last = [row for row in self.store.all("request") if row["of"] == _of(body)]
        if any(row["state"] == OPEN for row in last):
            raise Refused(ORDER, "Hồ sơ này đang có một yêu cầu cùng loại chờ xử lý.")
        self.store.put("request", body["MaYeuCau"], self._row(body, digest, at, wait))
        return False

    def _row(self, body: Json, digest: str, at: datetime, wait: float) -> Json:
        return {
            "key": body["MaYeuCau"],
            "of": _of(body),
            "body": body,
            "digest": digest,
            "state": OPEN,
            "at": write_moment(at),
            "due": at.timestamp() + wait,
            "said": "",
            "result": {},
        }

    def decide_due(self, at: datetime, refuses: Callable[[], bool]) -> int:
        """Decide every request whose official is ready; returns how many."""
        due = [r for r in self.store.all("request") if r["state"] == OPEN and r["due"] <= at.timestamp()]
        for row in due:
            self.decide(row["key"], at, CHANCE if refuses() else "")
        return len(due)

    def decide(self, key: str, at: datetime, refusal: str = "") -> None:
        """Register it and owe the result, or turn it down with these words. NotOpen."""
        with self.store.lock:
            row = self.store.get("request", key)
            if row is None or row["state"] != OPEN:
                raise NotOpen(key)
            why = refusal or self._against(row["body"], at.date())
            if why:
                row |= {"state": REFUSAL, "said": why}
            else:
                row |= {"state": RESULT, "result": self._result(row["body"], at)}
            self._owe(row, at)

    def _against(self, body: Json, today: date) -> str:
        """Why the law or the register does not allow it; "" if nothing speaks against it."""
        data = body["DuLieu"]
        if body["Phan"] == INSURANCE and _age(data["NgaySinh"], today) >= UNDER_SIX:
            return "Trẻ đã đủ 6 tuổi, không thuộc diện cấp thẻ cho trẻ em dưới 6 tuổi."
        same = self.store.get("entry", _same(body))
        if same and body["Phan"] == CIVIL_STATUS:
            return f"Đã có {RECORDS[body['LoaiDangKy']].lower()} của người này: số {same['So']}."
        if same:
            return f"Đã có kết quả {PARTS[body['Phan']].lower()} của người này: số {same['So']}."
        return ""

    def _result(self, body: Json, at: datetime) -> Json:
        made = {"NgayDangKy": at.date().isoformat()}
        if body["Phan"] == RESIDENCE:
            made["So"] = f"CT{self._next('cu-tru'):07}"
        elif body["Phan"] == INSURANCE:
            made["So"] = f"TE138{self._next('bhyt'):010}"
        else:
            made |= self._entry(body, at)
        self.store.put("entry", _same(body), made)
        return made

    def _entry(self, body: Json, at: datetime) -> Json:
        """An entry in the book of that year, its copy, and for a child the number that a person keeps for life."""
        kind, data = body["LoaiDangKy"], body["DuLieu"]
        made: Json = {
            "So": f"{self._next(f'{kind}-{at.year}'):02}/{at.year}",
            "Quyen": f"01/{at.year}-{SHORT[kind]}",
            "Nam": str(at.year),
            "NgayDangKy": at.date().isoformat(),
        }
        if kind == "KhaiSinh":
            born = date.fromisoformat(data["NgaySinh"])
            sex = 2 * (born.year // 100 - 19) + (data["GioiTinh"] == "Nữ")
            made["SoDinhDanh"] = f"038{sex}{born.year % 100:02}{self._next('person'):06}"
            self.store.put("person", made["SoDinhDanh"], {"name": data["HoTen"]})
        copy = self.draw({"body": body, "made": made})
        self.store.put("copy", body["MaYeuCau"], {"hex": copy.hex()})
        return made | {
            "TenTep": f"ban-sao-{kind}.pdf",
            "DuongDan": f"{self.url}/ban-sao/{body['MaYeuCau']}",
            "SHA256": hashlib.sha256(copy).hexdigest(),
        }

    def _next(self, book: str) -> int:
        number = int(self.store.get("book", book) or 0) + 1
        self.store.put("book", book, number)
        return number

    def _say_again(self, row: Json, at: datetime) -> None:
        """Whoever asks again has not heard the answer, if there is one."""
        letter = self.store.get("outgoing", row.get("letter", ""))
        if letter:
            letter |= {"state": WAITING, "next": at.timestamp(), "refusals": 0}
            self.store.put("outgoing", letter["key"], letter)

    def _owe(self, row: Json, at: datetime) -> None:
        body = {
            "MaThongDiep": str(uuid.UUID(int=self.rng.getrandbits(128), version=4)),
            "MaYeuCau": row["key"],
            "MaHoSo": row["body"]["MaHoSo"],
            "Phan": row["body"]["Phan"],
            "Loai": row["state"],
            "ThoiDiem": write_moment(at),
        }
        body |= {"KetQua": row["result"]} if row["state"] == RESULT else {"LyDo": row["said"]}
        key, now = body["MaThongDiep"], at.timestamp()
        letter = {"key": key, "body": body, "state": WAITING, "tries": 0, "next": now, "said": ""}
        self.store.put("outgoing", key, letter)
        self.store.put("request", row["key"], row | {"letter": key})

    def compare(self, ours: list[Json]) -> list[str]:
        """Lines of what differs between the province's parts and the registers, then one line of the count.

        Of a part that was asked more than once the last request counts.
        """
        last = {row["of"]: row for row in self.store.all("request")}
        here = {of: (row["state"], row["result"].get("So", "")) for of, row in last.items()}
        there = {f"{row['MaHoSo']} {row['Phan']}": (row["TrangThai"], row["So"]) for row in ours}
        lines = [
            f"KHÁC  {of}: phần mềm {_entry_summary(here.get(of))} | tỉnh {_entry_summary(there.get(of))}"
            for of in sorted(here.keys() | there.keys())
            if here.get(of) != there.get(of)
        ]
        same = len(here.keys() | there.keys()) - len(lines)
        return [*lines, f"{same} phần việc khớp, {len(lines)} phần việc khác."]


def _of(body: Json) -> str:
    return f"{body['MaHoSo']} {body['Phan']}"


def _same(body: Json) -> str:
    """By what the register knows that it holds this already."""
    data, kind = body["DuLieu"], body.get("LoaiDangKy", body["Phan"])
    known = (
        data.get("SoDinhDanh") or data.get("GiayTo") or data.get("GiayToMe") or data.get("GiayToCha") or ""
    )
    names = [data.get(name, "") for name in ("HoTen", "NgaySinh", "DinhDanhNguoiYeuCau", "HoTenBenKia")]
    if data.get("SoDinhDanh") or data.get("GiayTo"):
        names = []
    return "|".join([str(kind), known, *names]).lower()


def _age(born: str, today: date) -> int:
    day = date.fromisoformat(born)
    return today.year - day.year - ((today.month, today.day) < (day.month, day.day))


def _entry_summary(row: tuple[str, str] | None) -> str:
    return f"{STATES[row[0]]}, số {row[1] or '–'}" if row else "không có"
