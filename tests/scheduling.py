"""Which test files may run side by side.

An event is sealed only up to the oldest running transaction of the whole server, whichever database it is in. A file that
holds one transaction for minutes (a loaded demo) and a file that waits for seals therefore go to the same process, one
after the other.
"""

import pytest
from xdist.scheduler import LoadFileScheduling

ONE_AFTER_THE_OTHER = (
    "tinhso/demo/tests/",
    "tinhso/kernel/events/tests/",
    "tinhso/casework/tests/test_audit_pages.py",
    "tests/journeys/test_one_dossier.py",
    "tests/journeys/test_restored.py",
)


TOGETHER = "one after the other"


class KeptApart(LoadFileScheduling):
    """By file, as `--dist loadfile`, but the files above are one."""

    def _assign_work_unit(self, node: object) -> None:
        """These first: they take longest, and whoever got them last would be waited for."""
        if self.workqueue and TOGETHER in self.workqueue:
            self.workqueue.move_to_end(TOGETHER, last=False)
        super()._assign_work_unit(node)

    def _split_scope(self, nodeid: str) -> str:
        file = str(super()._split_scope(nodeid))
        return TOGETHER if file.startswith(ONE_AFTER_THE_OTHER) else file


def scheduler(config: pytest.Config, log: object) -> KeptApart:
    return KeptApart(config, log)
