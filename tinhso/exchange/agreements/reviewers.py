"""Two persons look at an application, and neither is the one who sent it."""

from tinhso.kernel.events.public import Actor
from tinhso.kernel.site.public import EntryRefused


class SamePerson(EntryRefused):
    """Whoever applied does not appraise, whoever appraised does not approve."""

    def __init__(self) -> None:
        super().__init__(
            "", "Người gửi không tự thẩm định, người thẩm định không tự duyệt; cần người khác làm bước này."
        )


def check_another(by: Actor, *before: int | None) -> None:
    """SamePerson."""
    if by.user_id in before:
        raise SamePerson
