"""What the register of civil status, the police and social insurance settled of a synthetic dossier."""

from datetime import datetime

from tinhso.demo.onestop.money import Money
from tinhso.kernel.events.public import SYSTEM, Code
from tinhso.kernel.site.public import new_row
from tinhso.onestop.bulk import LinkedPart, parts_after, register_of
from tinhso.onestop.events import LinkedPartAsked, LinkedPartSettled

BOOKS = {"KhaiSinh": "KS", "KhaiTu": "KT", "KetHon": "KH"}


class Register(Money):
    """Adds the parts that other systems settle, each with its number."""

    def _registered(self, at: datetime) -> list[str]:
        """Entered and numbered by the register before the result is drafted: what the result then says of it."""
        version = self.offer.version
        record = register_of(version)
        if record is None:
            return []
        book = f"01/{at.year}-{BOOKS.get(record.kind, 'HT')}"
        details = {"Quyen": book, "Nam": str(at.year), "NgayDangKy": f"{at:%Y-%m-%d}"}
        if record.kind == "KhaiSinh":
            details["SoDinhDanh"] = f"0389{self.rng.randrange(100_000_000):08}"
        number = f"{self.setting.registered(self.offer.agency, book)}/{at.year}"
        part = self._part(LinkedPart.Kind.CIVIL_STATUS, at)
        self._settled(part, at, number, details)
        for rule in parts_after(self.dossier.dossier, at.date()):
            self._part(LinkedPart.Kind(rule.kind), at, self.setting.due(rule.limit, at))
        words = f"{record.name}: số {number}, quyển số {book}, ngày {at:%d/%m/%Y}."
        personal = details.get("SoDinhDanh")
        return [words, f"Số định danh cá nhân: {personal}."] if personal else [words]

    def _part(self, kind: LinkedPart.Kind, at: datetime, due_at: datetime | None = None) -> LinkedPart:
        part = new_row(
            LinkedPart,
            pk=self.setting.keys.of(LinkedPart),
            dossier=self.dossier.dossier,
            kind=kind.value,
            asked_at=at,
            due_at=due_at,
        )
        self.dossier.parts.append(part)
        asked = LinkedPartAsked(case_id=self.case.pk, part_id=part.pk, part=Code(part.kind), due_at=due_at)
        self._event(asked, self.team.examiner if due_at is None else SYSTEM, at)
        return part

    def _settled(self, part: LinkedPart, at: datetime, number: str, details: dict[str, str]) -> None:
        part.state, part.answered_at = LinkedPart.State.SETTLED, at
        part.number, part.details = number, details
        event = LinkedPartSettled(case_id=self.case.pk, part_id=part.pk, part=Code(part.kind))
        self._event(event, SYSTEM, at)

    def _settle_parts(self, at: datetime) -> None:
        """What follows a birth has its answer by the time of the result."""
        for part in self.dossier.parts:
            if part.state == LinkedPart.State.ASKED:
                self._settled(part, at, f"MP{part.pk:08}", {})
