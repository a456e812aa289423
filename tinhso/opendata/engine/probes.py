"""Whether the engine is there."""

from collections.abc import Iterator

from django.conf import settings

from tinhso.kernel.site.operation import Finding
from tinhso.opendata.engine.engine import engine_says


def engine() -> Iterator[Finding]:
    """Whether the engine that is to answer readers' questions answers `select 1`."""
    kind = settings.OPENDATA_ENGINE.partition("://")[0]
    if why := engine_says():
        yield Finding("dữ liệu mở", "wrong", f"OPENDATA_ENGINE={kind}: {why}")
    else:
        yield Finding("dữ liệu mở", "good", f"{kind} trả lời các câu hỏi của người đọc")
