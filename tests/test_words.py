"""The command line of bin/test."""

import pytest

from tests.words import read


def test_the_long_ones_run_only_with_all():
    assert "not long" in read([]).for_pytest
    assert "not long" not in read(["--all"]).for_pytest


def test_pytests_own_words_go_on_as_they_are():
    asked = read(["-n", "0", "-m", "long", "-k", "a/b or c", "tests/test_words.py::test_x"])
    assert asked.for_pytest == ["-n", "0", "-m", "long", "-k", "a/b or c", "tests/test_words.py::test_x"]
    assert asked.changed_since is None


def test_a_missing_file_is_named_at_once_with_the_nearest_one():
    with pytest.raises(SystemExit, match=r"không có tệp tests/test_wrds\.py .*tests/test_words\.py"):
        read(["tests/test_wrds.py", "-x"])
    with pytest.raises(SystemExit, match=r"không có tệp tests/nowhere"):
        read(["tests/nowhere"])


def test_changed_takes_the_commit_that_follows():
    assert read(["--changed", "HEAD", "-x"]).changed_since == "HEAD"
    assert read(["--changed", "-x"]).changed_since
    with pytest.raises(SystemExit, match="không có bản ghi no-such-commit"):
        read(["--changed", "no-such-commit"])


def test_house_means_its_folder():
    assert read(["--house"]).for_pytest[-1] == "tests/house"
