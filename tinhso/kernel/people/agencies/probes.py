"""Identity codes that an upgrade emptied because another agency bears them."""

from collections.abc import Iterator

from tinhso.kernel.people.models import Agency
from tinhso.kernel.site.operation import Finding

MOST_NAMED = 5


def emptied_codes() -> Iterator[Finding]:
    """Until the province's pack, which says whose they are, is loaded again; `/quan-tri/co-quan/` shows each."""
    rows = Agency.objects.exclude(emptied_codes="").order_by("emptied_codes", "pk")
    if number := len(rows):
        shown = "; ".join(f"{one.emptied_codes} ở {one.name} ({one.code})" for one in rows[:MOST_NAMED])
        sentence = (
            f"{number} cơ quan mang mã của cơ quan khác, khi nâng cấp mã ở đó được bỏ trống: {shown}"
            f"{'; …' if number > MOST_NAMED else ''}. Danh sách đủ: tìm theo mã ở /quan-tri/co-quan/; sửa agencies.csv"
            " của gói (tinhso check-pack) rồi tinhso load_pack"
        )
        yield Finding("mã định danh", "note", sentence)
