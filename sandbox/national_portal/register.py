"""SANDBOX: the register of dossiers at the pretended national portal, and the services that a province calls."""

import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sandbox.national_portal.fields import (
    FIELD,
    UNKNOWN,
    Refused,
    check_order,
    check_progress,
    check_sync,
)
from sandbox.store import Store
from tinhso.lib.messages.portal_wire import STATES

OK, NO_SESSION, WRONG_UNIT = "00", "01", "02"
Json = dict[str, Any]
SESSION_CALLS = 5000  # then a session is forgotten, as real ones are


@dataclass(frozen=True)
class Catalogue:
    """What can be filed: procedures by code (name, level, fee, papers), communes and persons of the cast."""

    procedures: Mapping[str, Json]
    communes: tuple[tuple[str, str], ...] = ()
    persons: tuple[Json, ...] = ()


class Register:
    """One province's dossiers. Every message is taken once: a repetition gets the answer of the first."""

    def __init__(self, store: Store, catalogue: Catalogue, *, unit: str, secret: str) -> None:
        self.store, self.catalogue = store, catalogue
        self.unit, self.secret = unit, secret
        self.sessions: dict[str, int] = {}
        self.compared: list[str] = []

    def call(self, service: str, body: Json) -> Json:
        """The answer of a service by its name, `error_code` and words; never an exception."""
        with self.store.lock:
            try:
                if service == "DangNhap":
                    return self._sign_in(body)
                self._check_session(body)
                key = body.get("MaThongDiep")
                if key and (earlier := self.store.get("answer", str(key))):
                    return {**earlier, "LapLai": True}
                answer = {"error_code": OK, "message": "Thành công"} | self._serve(service, body)
                if key:
                    self.store.put("answer", str(key), answer)
            except Refused as refused:
                return {"error_code": refused.code, "message": refused.words}
            return answer

    def _serve(self, service: str, body: Json) -> Json:
        ways = {
            "DongBoHoSoMC": self._sync,
            "CapNhatTienDoHoSoMC": self._progress,
            "LayDanhSachTTHC": lambda body: {"data": [self._procedure(c) for c in self.catalogue.procedures]},
            "LayThuTuc": lambda body: {"data": [self._procedure_of(str(body.get("maTTHC", "")))]},
            "TraCuuHoSo": self._look_up,
        }
        if service not in ways:
            raise Refused(FIELD, f"Không có dịch vụ {service}.")
        return ways[service](body)

    def _sign_in(self, body: Json) -> Json:
        if body.get("madonvi") != self.unit:
            raise Refused(WRONG_UNIT, "madonvi: đơn vị chưa đăng ký kết nối.")
        if not hmac.compare_digest(str(body.get("matkhau", "")), self.secret):
            raise Refused(NO_SESSION, "Sai mật khẩu kết nối.")
        session = secrets.token_urlsafe(16)
        self.sessions[session] = SESSION_CALLS
        return {"error_code": OK, "message": "Thành công", "session": session}

    def _check_session(self, body: Json) -> None:
        session = str(body.get("session", ""))
        left = self.sessions.pop(session, 0)
        if left <= 0:
            raise Refused(NO_SESSION, "Phiên làm việc không có hoặc đã hết.")
        self.sessions[session] = left - 1
        if body.get("madonvi") != self.unit:
            raise Refused(WRONG_UNIT, "madonvi: không đúng đơn vị của phiên.")

    def _rows(self, body: Json) -> list[Any]:
        rows = body.get("data")
        if not isinstance(rows, list) or not 0 < len(rows) <= 100:
            raise Refused(FIELD, "data: danh sách 1 đến 100 hồ sơ.")
        return rows

    def _sync(self, body: Json) -> Json:
        updating = body.get("isUpdating")
        if updating not in ("True", "False"):
            raise Refused(FIELD, "isUpdating: True hoặc False.")
        for row in self._rows(body):
            check_sync(row, self.catalogue.procedures)
            known = self.store.get("dossier", row["MaHoSo"])
            if updating == "True" and known is None:
                raise Refused(UNKNOWN, f"MaHoSo {row['MaHoSo']}: Cổng chưa có hồ sơ này.")
            if updating == "False" and known is not None:
                raise Refused(UNKNOWN, f"MaHoSo {row['MaHoSo']}: Cổng đã có hồ sơ này.")
            state = int(row["TrangThaiHoSo"])
            check_order(known["state"] if known else 0, state)
            self._keep(row["MaHoSo"], state, row.get("GhiChu", ""), row["NgayTiepNhan"], row)
        return {}

    def _progress(self, body: Json) -> Json:
        for row in self._rows(body):
            check_progress(row)
            known = self.store.get("dossier", row["MaHoSo"])
            if known is None:
                raise Refused(UNKNOWN, f"MaHoSo {row['MaHoSo']}: Cổng chưa có hồ sơ này.")
            state = int(row["TrangThai"])
            check_order(known["state"], state)
            self._keep(row["MaHoSo"], state, row["NoiDungXuLy"], row["ThoiDiemXuLy"], None)
        return {}

    def _keep(self, code: str, state: int, words: str, at: str, whole: Json | None) -> None:
        known = self.store.get("dossier", code) or {"code": code, "steps": [], "national": ""}
        known["state"] = state
        known["steps"].append({"state": state, "words": words, "at": at})
        if whole is not None:
            known["row"] = whole
            known["national"] = whole.get("MaHoSoQuocGia", "")
        self.store.put("dossier", code, known)
        if known["national"]:
            self.store.put("national", known["national"], code)

    def _procedure(self, code: str) -> Json:
        return {"MaTTHC": code, "TenTTHC": self.catalogue.procedures[code]["name"]}

    def _procedure_of(self, code: str) -> Json:
        if code not in self.catalogue.procedures:
            raise Refused(UNKNOWN, f"MaTTHC {code}: không có trong danh mục.")
        return self._procedure(code)

    def _look_up(self, body: Json) -> Json:
        known = self.store.get("dossier", str(body.get("mahoso", "")))
        if known is None:
            raise Refused(UNKNOWN, "mahoso: Cổng chưa có hồ sơ này.")
        return {"data": [summary(known)]}

    def compare(self, ours: list[Json]) -> list[str]:
        """Lines of what differs between the province's own list and the register, then one line of the count; the last are kept."""
        rows_by_code = {str(row["MaHoSo"]): row for row in ours}
        known = {row["code"]: summary(row) for row in self.store.all("dossier")}
        lines = []
        for code in sorted(rows_by_code.keys() | known.keys()):
            here, there = known.get(code), rows_by_code.get(code)
            if here != there:
                lines.append(f"KHÁC  {code}: Cổng {_row_summary(here)} | tỉnh {_row_summary(there)}")
        same = len(rows_by_code.keys() | known.keys()) - len(lines)
        self.compared = [*lines, f"{same} hồ sơ khớp, {len(lines)} hồ sơ khác."]
        return self.compared


def summary(known: Json) -> Json:
    """What both sides compare: code, state, due date, name of the result."""
    results = known["row"].get("DanhSachGiayToKetQua") or [{}]
    return {
        "MaHoSo": known["code"],
        "TrangThaiHoSo": str(known["state"]),
        "NgayHenTra": known["row"].get("NgayHenTra", ""),
        "KetQua": results[0].get("GiayToId", ""),
    }


def _row_summary(row: Json | None) -> str:
    if row is None:
        return "không có"
    state = int(row["TrangThaiHoSo"])
    return f"{state} {STATES[state]}, hẹn {row['NgayHenTra'] or '–'}, kết quả {row['KetQua'] or '–'}"
