"""Components one by one: cut, harmless, each once."""

from tinhso.lib.scan_reports.packages import read_package
from tinhso.lib.scan_reports.report import ReportRefused
from tinhso.lib.scan_reports.texts import line
from tinhso.lib.software_bills.bill import Component, Rejects

MOST_COMPONENTS = 50_000


class Gathered:
    def __init__(self) -> None:
        self.found: dict[tuple[str, str, str], Component] = {}
        self.rejects = Rejects()
        self.records = 0

    def add(self, *, name: object, version: object, purl: object, licence: str, group: object = "") -> None:
        """Raises: ReportRefused where there are too many."""
        self.records += 1
        if self.records > MOST_COMPONENTS:
            raise ReportRefused(f"Bảng kê có hơn {MOST_COMPONENTS} thành phần; hãy chia theo hệ thống.")
        package, at = read_package(purl)
        if isinstance(purl, str) and purl.strip() and not package:
            self.rejects.add(self.records, "package URL không đúng cấu trúc; thành phần được ghi theo tên")
        title = line("/".join(str(one) for one in (group, name) if isinstance(one, str) and one), 300)
        title = title or package.rpartition("/")[2]
        if not title:
            self.rejects.add(self.records, "thành phần không có tên")
            return
        number = line(version, 100) if isinstance(version, str | int | float) else ""
        made = Component(title, number or at, package, licence)
        self.found.setdefault((made.package or made.name, made.version, made.name), made)


def licence_of(words: list[object]) -> str:
    """Of several the words are joined; what says none says nothing."""
    plain = [line(one, 200) for one in words[:20] if isinstance(one, str)]
    return ", ".join(dict.fromkeys(one for one in plain if one and one not in ("NOASSERTION", "NONE")))[:200]
