"""SANDBOX: the citizens' side of the pretended portal: who files what, and the messages that the province gets of it."""

import uuid
from datetime import datetime
from random import Random
from typing import Any

from sandbox.national_portal.register import Catalogue, Json
from sandbox.post import WAITING
from sandbox.store import Store
from tinhso.lib.messages.portal_wire import write_moment

PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)


class FilingWrong(ValueError):
    """What was filed does not do; the sentence says what to mend."""


def applicant(person: Json) -> Json:
    """The person as a message tells of them."""
    return {
        "HoTen": person["name"],
        "SoDinhDanh": person["id_number"],
        "SoDienThoai": person.get("phone", ""),
        "Email": "",
        "DiaChi": person.get("address", ""),
        "LoaiDoiTuong": 1,
    }


class Citizens:
    """Each deed of a citizen queues one message; those of one dossier are numbered from 1."""

    def __init__(self, store: Store, catalogue: Catalogue, *, url: str, seed: int = 1) -> None:
        self.store, self.catalogue, self.url = store, catalogue, url
        self.rng = Random(seed)  # noqa: S311

    def file(
        self,
        procedure: str,
        person: Json,
        at: datetime,
        *,
        commune: str = "",
        answers: Json | None = None,
        files: list[tuple[str, str, bytes]] | None = None,
        pay: bool = True,
    ) -> str:
        """Hand in a dossier (files: paper, name, bytes) and pay its fee; returns its national code. FilingWrong."""
        known = self.catalogue.procedures.get(procedure)
        if known is None:
            raise FilingWrong("Không có thủ tục này trong danh mục.")
        if known.get("communes") and commune not in dict(self.catalogue.communes):
            raise FilingWrong("Chọn xã, phường nơi làm thủ tục.")
        with self.store.lock:
            number = self.store.count("filing") + 1
            code = f"G22.38-{at:%y%m%d}-{number:06}"
            fee = int(known.get("fee", 0))
            filing = {
                "code": code,
                "procedure": procedure,
                "person": person,
                "at": write_moment(at),
                "seq": 0,
            }
            self.store.put("filing", code, filing)
        body: Json = {
            "MaTTHC": procedure,
            "MaXa": commune,
            "NguoiNop": applicant(person),
            "DuLieuBieuMau": answers or {},
            "HinhThucNhanKetQua": "online",
            "TaiLieuNop": self._files(code, files or []),
        }
        if pay and fee:
            body["DanhSachLePhi"] = [self._fee(known, code, at)]
        self._queue(code, "HoSo", body, at)
        return code

    def supplement(self, code: str, text: str, at: datetime) -> None:
        """Send what the desk asked for: words and one more file."""
        files = self._files(code, [("", "giay-to-bo-sung.pdf", PDF + f"%{code}".encode())])
        self._queue(code, "BoSung", {"NoiDung": text[:4000], "TaiLieuNop": files}, at)

    def pay(self, code: str, at: datetime) -> None:
        """Pay the fee of a dossier that was filed without."""
        known = self.catalogue.procedures[self.filing(code)["procedure"]]
        self._queue(code, "ThanhToan", {"DanhSachLePhi": [self._fee(known, code, at)]}, at)

    def withdraw(self, code: str, reason: str, at: datetime) -> None:
        self._queue(code, "RutHoSo", {"NoiDung": reason[:4000]}, at)

    def filing(self, code: str) -> Json:
        """FilingWrong if nobody filed under that code."""
        found: Json | None = self.store.get("filing", code)
        if found is None:
            raise FilingWrong("Không có hồ sơ này.")
        return found

    def _fee(self, known: Json, code: str, at: datetime) -> Json:
        return {
            "TenPhiLePhi": known.get("fee_name") or "Lệ phí",
            "Gia": int(known.get("fee", 0)) or 10_000,
            "MaThamChieu": f"TT{code}",
            "ThoiDiemNop": write_moment(at),
        }

    def _files(self, code: str, files: list[tuple[str, str, bytes]]) -> list[Json]:
        rows = []
        for paper, name, content in files:
            key = uuid.UUID(int=self.rng.getrandbits(128)).hex
            self.store.put("file", key, {"name": name, "hex": content.hex(), "of": code})
            rows.append(
                {
                    "TepDinhKemId": key,
                    "TenTepDinhKem": name,
                    "MaThanhPhanHoSo": paper,
                    "DuongDanTaiTepTin": f"{self.url}/tep/{key}",
                }
            )
        return rows

    def _queue(self, code: str, kind: str, body: Json, at: datetime) -> None:
        with self.store.lock:
            filing = self.filing(code)
            filing["seq"] += 1
            self.store.put("filing", code, filing)
            key = str(uuid.UUID(int=self.rng.getrandbits(128), version=4))
            letter: dict[str, Any] = {
                "MaThongDiep": key,
                "Loai": kind,
                "MaHoSoQuocGia": code,
                "SoThuTu": filing["seq"],
                "ThoiDiem": write_moment(at),
                **body,
            }
            row = {
                "key": key,
                "body": letter,
                "state": WAITING,
                "tries": 0,
                "next": at.timestamp(),
                "said": "",
            }
            self.store.put("outgoing", key, row)
