"""What of a dossier's row follows from its events."""

from django.utils.translation import gettext_lazy as _

from tinhso.casework.public import Derived, said

DOSSIERS = Derived(
    model="onestop.Dossier",
    label=_("hồ sơ thủ tục hành chính"),
    case="case_id",
    columns={"version": "version_id", "level": "level"},
    begins={"onestop.DossierStarted": ""},
    sets={
        "onestop.DossierStarted": {"version": said("version_id"), "level": said("level")},
        "onestop.DossierMigrated": {"version": said("version_id")},
    },
)
