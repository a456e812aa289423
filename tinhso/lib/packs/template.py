"""A pack for another province to begin with: what is the same in every province filled in, what is the province's own left to it."""

import csv
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tinhso.lib.bilingual import Bilingual
from tinhso.lib.packs.cells import code, ident
from tinhso.lib.packs.columns import PackFile, pack_files
from tinhso.lib.packs.references import AGENCY_RULES
from tinhso.lib.province_pack import ProvincePack

TWO_LEVELS = date(2025, 7, 1)
"""Since then a province has communes and no districts: where a new pack begins unless it is told otherwise."""
KINDS = {"tỉnh": "tinh", "thành phố": "thanh-pho"}
TO_FILL = "Theo mẫu chung của chương trình; thay bằng quyết định của tỉnh"
LOCAL_AGENCIES = ("ban-kkt",)
"""Of the pack that is copied from: agencies that not every province has."""


class NewPackRefused(ValueError):
    """The words of the new province, or the folder, cannot be used; `words` say why."""

    def __init__(self, words: Bilingual) -> None:
        super().__init__(words)
        self.words = words


@dataclass(frozen=True)
class NewProvince:
    """`name` with its kind: "Tỉnh Bình Hòa"; `code` of the statistics office, `ident` of QĐ 20/2020 (H99)."""

    name: str
    code: str
    ident: str
    since: date = TWO_LEVELS

    @property
    def kind(self) -> str:
        return next((kind for kind in KINDS if self.name.lower().startswith(f"{kind} ")), "")

    @property
    def bare_name(self) -> str:
        return self.name[len(self.kind) :].strip()

    def fault(self) -> Bilingual:
        """Why it cannot be used; `NO_FAULT` where it can."""
        if not self.kind or not self.bare_name or len(self.name) > MOST_NAME:
            return Bilingual(
                f"tên phải bắt đầu bằng “Tỉnh” hoặc “Thành phố”, nhiều nhất {MOST_NAME} ký tự",
                f"the name must begin with “Tỉnh” or “Thành phố”, {MOST_NAME} characters at most",
            )
        return code(self.code, "10") or ident(self.ident, "10")


MOST_NAME = 60


def write_pack(folder: Path, province: NewProvince, *, source: Path) -> list[Path]:
    """Write every file of a pack into a folder that is not there or empty; the files, for whoever is to fill them.

    `source` is a pack whose rules of law, fields, categories and departments other provinces share.

    Raises: NewPackRefused.
    """
    if fault := province.fault():
        raise NewPackRefused(fault)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise NewPackRefused(
            Bilingual(
                f"{folder} đã có, hãy chọn một thư mục chưa có hoặc trống",
                f"{folder} is there, choose a folder that is not or is empty",
            )
        )
    folder.mkdir(parents=True, exist_ok=True)
    written = _Writer(ProvincePack(source), province)
    for file in pack_files():
        with (folder / file.name).open("w", encoding="utf-8", newline="") as out:
            writer = csv.DictWriter(out, [one.name for one in file.columns], lineterminator="\n")
            writer.writeheader()
            writer.writerows(written.lines(file))
    settings = json.dumps(written.settings(), ensure_ascii=False, indent=2)
    (folder / "pack.json").write_text(settings + "\n", "utf-8")
    (folder / "README.md").write_text(_guide(province), "utf-8")
    return sorted(folder.iterdir())


class _Writer:
    def __init__(self, source: ProvincePack, province: NewProvince) -> None:
        self.source, self.province = source, province
        self.old_name = source.settings["owner"].rsplit(" tỉnh ", 1)[-1]
        self.old_code, self.old_ident = source.settings["province_code"], source.settings["ident_code"]
        self.agencies = {row["code"]: row for row in source.rows("agencies.csv") if self._is_common(row)}

    def lines(self, file: PackFile) -> Iterator[dict[str, str]]:
        """The lines that another province can begin with."""
        makers: dict[str, Callable[[], Sequence[dict[str, str]]]] = {
            "units.csv": self._units,
            "agencies.csv": self._agencies,
            "competences.csv": self._competences,
            "rules.csv": self._rules,
            "deciders.csv": lambda: self._standing("deciders.csv"),
            "report_categories.csv": lambda: self._standing("report_categories.csv"),
            "report_routes.csv": self._routes,
            "answer_templates.csv": lambda: self.source.rows("answer_templates.csv"),
            "data_set_agencies.csv": self._reporters,
            "report_regimes.csv": self._regimes,
            "report_regime_lines.csv": lambda: self._lasting("report_regime_lines.csv"),
        }
        for row in makers[file.name]() if file.name in makers else ():
            yield {one.name: self._renamed(row[one.name]) for one in file.columns}

    def settings(self) -> dict[str, str]:
        kind = self.province.kind
        return {
            "name": f"Tỉnh Số {self.province.bare_name}",
            "owner": f"Ủy ban nhân dân {kind} {self.province.bare_name}",
            "responsible": "",
            "address": "",
            "phone": "",
            "email": "",
            "province_code": self.province.code,
            "ident_code": self.province.ident,
        }

    def _is_common(self, row: dict[str, str]) -> bool:
        """Agencies of the province that are there in every province and still there."""
        if row["level"] != "province" or row["valid_to"] or row["kind"] == "division":
            return False
        return row["code"] not in LOCAL_AGENCIES and row["parent_code"] not in LOCAL_AGENCIES

    def _renamed(self, text: str) -> str:
        return text.replace(self.old_name, self.province.bare_name)

    def _since(self, row: dict[str, str], column: str = "valid_from") -> dict[str, str]:
        return row | {column: max(row[column], self.province.since.isoformat())}

    def _standing(self, name: str) -> list[dict[str, str]]:
        return [self._since(row) for row in self.source.rows(name) if not row["valid_to"]]

    def _units(self) -> list[dict[str, str]]:
        blank = dict.fromkeys(("valid_to", "parent_code", "area_km2", "lat", "lon"), "")
        words = {"kind": KINDS[self.province.kind], "level": "province", "source": TO_FILL}
        name = {"code": self.province.code, "name": self.province.name}
        return [blank | words | name | {"valid_from": self.province.since.isoformat()}]

    def _agencies(self) -> list[dict[str, str]]:
        return [
            row
            | {
                "valid_from": self.province.since.isoformat(),
                "unit_code": self.province.code,
                "ident_code": row["ident_code"].replace(self.old_ident, self.province.ident),
                "old_ident_code": row["old_ident_code"].replace(self.old_ident, self.province.ident[:3]),
                "source": TO_FILL,
            }
            for row in self.agencies.values()
        ]

    def _competences(self) -> list[dict[str, str]]:
        rows = [row for row in self._standing("competences.csv") if row["level"] != "district"]
        return [
            row | {"agency_code": self._common_agency(row["agency_code"]), "source": TO_FILL} for row in rows
        ]

    def _common_agency(self, agency: str) -> str:
        return agency if agency in self.agencies else ""

    def _rules(self) -> list[dict[str, str]]:
        """All of the law; of those that name agencies the ones that hold still, from the beginning of the pack on."""
        found = []
        for row in self.source.rows("rules.csv"):
            if row["key"] not in AGENCY_RULES:
                found.append(row)
            elif not row["valid_to"]:
                found.append(self._since(row) | {"source": TO_FILL})
        return found

    def _routes(self) -> list[dict[str, str]]:
        rows = [row for row in self._standing("report_routes.csv") if row["target"] != "district"]
        return [
            row | {"source": TO_FILL}
            for row in rows
            if row["target"] != "agency" or self._common_agency(row["agency_code"])
        ]

    def _lasting(self, name: str) -> list[dict[str, str]]:
        rows = [row for row in self.source.rows(name) if not row["ends_on"]]
        return [self._since(row, "starts_on") | {"source": TO_FILL} for row in rows]

    def _reporters(self) -> list[dict[str, str]]:
        return [row for row in self._lasting("data_set_agencies.csv") if self._common_agency(row["agency"])]

    def _regimes(self) -> list[dict[str, str]]:
        rows = self._lasting("report_regimes.csv")
        return [row for row in rows if self._common_agency(row["recipient"]) or not row["recipient"]]


def _guide(province: NewProvince) -> str:
    """What each column means, for whoever fills it."""
    parts = [
        f"# Gói dữ liệu {province.kind} {province.bare_name}\n",
        "Mỗi tệp CSV viết bằng UTF-8, dòng đầu là tên cột. Mỗi dòng có hiệu lực từ ngày đầu đến trước ngày cuối; ngày cuối trống là vẫn còn.\n",
        "Điền xã, phường vào `units.csv`, ủy ban và nơi tiếp nhận của từng xã vào `agencies.csv`, thay nguồn ghi “theo mẫu chung” bằng quyết định"
        " của tỉnh, rồi chạy `tinhso check-pack THƯ_MỤC`: mỗi chỗ sai được chỉ bằng tệp, dòng và cột. Nạp: `tinhso load_pack THƯ_MỤC`, đặt `TINHSO_PACK`.\n",
        "Có `online_services.csv` thì chỉ những dịch vụ ghi trong đó được coi là trực tuyến: tệp trống là chưa có dịch vụ nào. Xóa tệp ấy thì chương trình"
        " lấy theo dấu của cơ sở dữ liệu quốc gia về thủ tục hành chính, không phải theo công bố của tỉnh.\n",
    ]
    for file in pack_files():
        need = "phải có" if file.required else "không bắt buộc"
        parts.append(f"## {file.name} ({need}; khóa: {', '.join(file.key)})\n")
        parts.append("| cột | bắt buộc | ý nghĩa |\n|---|---|---|")
        parts += [
            f"| {one.name} | {'có' if one.required else ''} | {one.meaning.replace('|', '/')} |"
            for one in file.columns
        ]
        parts.append("")
    return "\n".join(parts)
