"""Every version of the changelog has its commit in `docs/releases.csv`, and the commit is one of ours."""

import re
import subprocess

import pytest

from tests.house.sources import ROOT
from tests.releases import release, releases

HEADING = re.compile(r"^## \[(\d+\.\d+\.\d+)\] – (\d{4}-\d\d-\d\d)$", re.MULTILINE)


def test_the_changelog_and_the_table_name_the_same_versions_and_days():
    in_changelog = HEADING.findall((ROOT / "CHANGELOG.md").read_text())
    assert in_changelog == [(one.version, one.day.isoformat()) for one in reversed(releases())]


@pytest.mark.parametrize("one", releases(), ids=lambda one: one.version)
def test_a_release_is_a_commit_before_this_one(one):
    git = ["git", "-C", str(ROOT)]
    if subprocess.run([*git, "cat-file", "-e", "HEAD^{commit}"], capture_output=True, check=False).returncode:
        pytest.skip("not a clone: a bundle has no history")
    if subprocess.check_output([*git, "rev-parse", "--is-shallow-repository"], text=True).strip() == "true":
        pytest.skip("a shallow clone has no commits of earlier days")
    asked = [*git, "merge-base", "--is-ancestor", one.commit, "HEAD"]
    found = subprocess.run(asked, capture_output=True, check=False)
    assert found.returncode == 0, found.stderr


def test_a_version_that_was_not_released_is_refused():
    with pytest.raises(KeyError):
        release("0.0.9")
