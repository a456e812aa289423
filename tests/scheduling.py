"""Which test files may run side by side.

An event is sealed only up to the oldest running transaction of the whole server, whichever database it is in. A file that
holds one transaction for minutes (a loaded demo) and a file that waits for seals therefore go to the same process, one
after the other.
"""

import pytest
from xdist.scheduler import LoadFileScheduling

ONE_AFTER_THE_OTHER = (
    "tinhso/demo/",
    "tinhso/kernel/events/",
    "tinhso/casework/proof/tests/test_audit_pages.py",
    "tests/journeys/test_figure_to_seal.py",
    "tests/journeys/test_one_dossier.py",
    "tests/journeys/test_restored.py",
)


TOGETHER = "one after the other"
LONGEST = (
    TOGETHER,
    "tinhso/config/commands/tests/test_upgrade.py",
    "tinhso/onestop/national_portal/tests/test_portal_hour.py",
    "tests/journeys/test_every_desk_page.py",
    "tests/journeys/test_citizen_pages.py",
    "tests/house/test_api.py",
    "tests/journeys/test_birth.py",
    "tests/journeys/test_civil_status.py",
    "tests/journeys/test_citizen_app.py",
    "tests/journeys/test_clerks_morning.py",
    "tests/journeys/test_officer_pages.py",
    "tests/journeys/test_look.py",
    "tinhso/config/tests/test_commands.py",
    "tests/house/pages/test_hostile_addresses.py",
    "tests/journeys/test_birth_without_papers.py",
    "tests/journeys/test_keys_of_officers.py",
    "tests/journeys/test_once_only_officers.py",
    "tests/journeys/test_press_pages.py",
    "tinhso/onestop/tests/test_most_used_sealed.py",
    "tinhso/onestop/tests/test_racing.py",
    "tests/journeys/test_once_only.py",
    "tests/journeys/test_support_pages.py",
    "tests/journeys/test_own_machine.py",
    "tinhso/onestop/catalogue/tests/test_load_catalogue.py",
)
"""Pytest-xdist gives out files with many tests first; these have few and long ones, and would be waited for at the end."""


class SeparateFiles(LoadFileScheduling):
    """By file, as `--dist loadfile`, but the files above are one."""

    def _assign_work_unit(self, node: object) -> None:
        """The longest that is left first."""
        if first := next((one for one in LONGEST if one in self.workqueue), None):
            self.workqueue.move_to_end(first, last=False)
        super()._assign_work_unit(node)

    def _split_scope(self, nodeid: str) -> str:
        file = str(super()._split_scope(nodeid))
        return TOGETHER if file.startswith(ONE_AFTER_THE_OTHER) else file


def scheduler(config: pytest.Config, log: object) -> SeparateFiles:
    return SeparateFiles(config, log)
