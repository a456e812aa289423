from tinhso.kernel.events.public import Actor
from tinhso.kernel.site.public import EntryRefused
from tinhso.security.models import InformationSystem, LevelDossier


class RegisterChanged(EntryRefused):
    """What the register says of the system is not what the dossier says any more: a new dossier is due."""

    def __init__(self) -> None:
        super().__init__(
            "",
            "Thông tin hệ thống đã đổi sau khi gửi hồ sơ. Không chấp nhận hồ sơ này; đơn vị lập hồ sơ mới.",
        )


class SamePerson(EntryRefused):
    """Whoever sent it does not appraise it, whoever did either does not approve it."""

    def __init__(self) -> None:
        super().__init__("", "Người gửi không tự thẩm định, người thẩm định không tự phê duyệt.")


def check_unchanged(dossier: LevelDossier) -> InformationSystem:
    """The system, locked. RegisterChanged."""
    system = InformationSystem.objects.select_for_update().get(pk=dossier.system_id)
    if system.ver != dossier.system_ver or system.retired_on:
        raise RegisterChanged
    return system


def check_another(by: Actor, *before: int | None) -> None:
    """SamePerson."""
    if by.user_id in before:
        raise SamePerson
