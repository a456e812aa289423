"""What `tinhso replica` and `tinhso promote` refuse, and that nobody serves from a follower."""

import argparse
from pathlib import Path

import pytest

from tinhso.config.commands import promote, replica
from tinhso.config.database import refuse_unfinished
from tinhso.config.refusal import NOT_EMPTY, NOT_READY, Refusal


@pytest.fixture
def here(tmp_path, monkeypatch):
    """A state folder without a database, and no server of somebody else's."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("TINHSO_STATE", str(tmp_path / "một"))
    return tmp_path


def cluster(folder: Path, *, follows: bool = False) -> None:
    data = folder / "postgres/data"
    data.mkdir(parents=True)
    (data / "PG_VERSION").write_text("18")
    if follows:
        (data / "standby.signal").touch()


def test_a_server_of_its_own_is_followed_by_its_own_tools(here, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://elsewhere/tinhso")
    with pytest.raises(Refusal, match="công cụ của máy chủ đó"):
        replica.servers(here / "hai")


def test_there_must_be_something_to_follow_and_somewhere_else(here):
    with pytest.raises(Refusal, match="chưa có cơ sở dữ liệu"):
        replica.servers(here / "hai")
    with pytest.raises(Refusal, match="thư mục khác"):
        replica.servers(here / "một")


def test_a_folder_with_a_database_of_its_own_is_left_alone(here):
    cluster(here / "một")
    cluster(here / "hai")
    with pytest.raises(Refusal, match="chọn thư mục trống") as refused:
        replica.servers(here / "hai")
    assert refused.value.code == NOT_EMPTY


def test_nobody_follows_a_follower(here):
    cluster(here / "một", follows=True)
    with pytest.raises(Refusal, match="bản dự phòng của bản dự phòng"):
        replica.servers(here / "hai")


def test_only_a_follower_is_promoted(here):
    cluster(here / "một")
    with pytest.raises(Refusal, match="không phải bản dự phòng"):
        promote.run(argparse.Namespace(old_is_gone=False))


def test_nothing_is_served_from_a_follower(here):
    cluster(here / "một", follows=True)
    with pytest.raises(Refusal, match="tinhso promote") as refused:
        refuse_unfinished()
    assert refused.value.code == NOT_READY
