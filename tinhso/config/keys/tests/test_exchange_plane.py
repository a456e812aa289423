"""`tinhso exchange-plane` trusts the keys that it was given, else those of its state folder, and never makes one."""

import argparse

import pytest

from tinhso.config.commands import exchange_plane
from tinhso.config.environment import environment
from tinhso.config.refusal import Refusal
from tinhso.lib.exchange.signing_key import private_key, public_text


@pytest.fixture
def folder(monkeypatch, tmp_path):
    monkeypatch.setenv("TINHSO_STATE", str(tmp_path))
    monkeypatch.delenv("TINHSO_EXCHANGE_KEY", raising=False)
    return tmp_path


def keys():
    return exchange_plane.policy_keys(environment())


def test_without_any_key_it_does_not_start(folder):
    with pytest.raises(Refusal, match="TINHSO_EXCHANGE_POLICY_KEYS"):
        keys()
    assert not (folder / "exchange-key").exists()


def test_keys_of_the_folder_are_taken_with_those_before(folder):
    (folder / "exchange-key").write_text("a" * 50)
    (folder / "exchange-key-before").write_text("b" * 50)
    assert keys() == [public_text(private_key(letter * 50).public_key()) for letter in "ab"]
    (folder / "exchange-key").write_text("short")
    with pytest.raises(Refusal, match="43"):
        keys()


def test_given_keys_go_before_and_have_to_be_keys(folder, monkeypatch):
    public = public_text(private_key("c" * 50).public_key())
    monkeypatch.setenv("TINHSO_EXCHANGE_POLICY_KEYS", public)
    assert keys() == [public]
    monkeypatch.setenv("TINHSO_EXCHANGE_POLICY_KEYS", "xyz")
    with pytest.raises(Refusal, match="thập lục phân"):
        keys()


def test_it_serves_with_what_it_was_told(folder, monkeypatch):
    (folder / "exchange-key").write_text("a" * 50)
    monkeypatch.setenv("TINHSO_EXCHANGE_ADDRESS", "https://lgsp.example.vn/")
    found = {}
    monkeypatch.setattr(exchange_plane, "serve", lambda setup, **where: found.update(where, setup=setup))
    parser = argparse.ArgumentParser()
    exchange_plane.add_arguments(parser)
    exchange_plane.run(parser.parse_args(["--port", "8301"]))
    assert found["port"] == 8301 and found["setup"].audience == "https://lgsp.example.vn/lgsp/token"
    assert found["setup"].folder == folder / "exchange" and not found["setup"].local
    with pytest.raises(Refusal, match="--name"):
        exchange_plane.run(parser.parse_args(["--name", "../x"]))
    with pytest.raises(Refusal, match="--processes"):
        exchange_plane.run(parser.parse_args(["--processes", "17"]))


def test_without_a_word_it_makes_no_pseudonyms_and_a_short_one_is_refused(folder, monkeypatch):
    monkeypatch.delenv("TINHSO_EXCHANGE_SUBJECT_KEY", raising=False)
    assert exchange_plane.subject_word(environment()) == ""
    assert not (folder / "exchange-subject-key").exists()
    (folder / "exchange-subject-key").write_text("s" * 50)
    assert exchange_plane.subject_word(environment()) == "s" * 50
    monkeypatch.setenv("TINHSO_EXCHANGE_SUBJECT_KEY", "short")
    with pytest.raises(Refusal, match="43"):
        exchange_plane.subject_word(environment())


def test_a_secret_of_the_server_before_it_is_none_or_long(folder, monkeypatch):
    assert exchange_plane.long_secret(environment(), "TINHSO_EXCHANGE_FRONT_SECRET") == ""
    monkeypatch.setenv("TINHSO_EXCHANGE_FRONT_SECRET", "f" * 43)
    assert exchange_plane.long_secret(environment(), "TINHSO_EXCHANGE_FRONT_SECRET") == "f" * 43
    monkeypatch.setenv("TINHSO_EXCHANGE_FRONT_SECRET", "short")
    with pytest.raises(Refusal, match="43"):
        exchange_plane.long_secret(environment(), "TINHSO_EXCHANGE_FRONT_SECRET")
