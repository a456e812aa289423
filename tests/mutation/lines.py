"""A pytest plugin: which tests run which lines, and how long each takes, written for `bin/mutate`.

`TINHSO_LINES` is the folder to write to: each process leaves a coverage file with a context for each test, and a JSON file of the
seconds of those that passed: one that fails by itself would find every fault.
"""

import json
import os
import time
from pathlib import Path
from typing import Any

import coverage
import pytest

ROOT = Path(__file__).resolve().parents[2]


class Lines:
    def __init__(self, folder: Path, worker: str) -> None:
        self.seconds: dict[str, float] = {}
        self.failed: set[str] = set()
        self.file = folder / f"{worker}.json"
        self.coverage = coverage.Coverage(
            data_file=str(folder / f"coverage.{worker}"),
            source=[str(ROOT / "tinhso")],
            omit=["*/tests/*", "*/migrations/*"],
            config_file=False,
        )
        self.coverage.start()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Any:
        self.coverage.switch_context(item.nodeid)
        before = time.process_time()  # of the processor: other work beside it does not make a test dear
        try:
            return (yield)
        finally:
            self.seconds[item.nodeid] = time.process_time() - before

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if not report.passed:
            self.failed.add(report.nodeid)

    def pytest_sessionfinish(self) -> None:
        self.coverage.stop()
        self.coverage.save()
        passed = {test: spent for test, spent in self.seconds.items() if test not in self.failed}
        self.file.write_text(json.dumps(passed))


def pytest_configure(config: pytest.Config) -> None:
    folder = os.environ.get("TINHSO_LINES")
    worker = os.environ.get("PYTEST_XDIST_WORKER")
    if folder and (worker or not config.getoption("numprocesses", None)):
        config.pluginmanager.register(Lines(Path(folder), worker or "alone"), "tinhso-lines")
