import os
from argparse import Namespace
from concurrent.futures import ThreadPoolExecutor
from time import time

import pytest
from django.core import signing

from tinhso.config.checks import doctor
from tinhso.config.commands import turn_key
from tinhso.config.compliance.keys import keys
from tinhso.config.keys.secret_key import forget_before, keys_before, secret_key, turn
from tinhso.config.refusal import Refusal


def test_the_key_is_made_once_and_only_its_owner_reads_it(tmp_path):
    state = tmp_path / "mới"
    first = secret_key(state)
    assert len(first) > 50
    assert secret_key(state) == first
    assert (state / "secret-key").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in state.iterdir()] == ["secret-key"]


def test_many_at_once_agree_on_one_key(tmp_path):
    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(secret_key, [tmp_path / "s"] * 16))) == 1


def test_a_turned_key_is_another_and_the_one_before_is_still_known_until_it_is_forgotten(tmp_path):
    first = secret_key(tmp_path)
    assert keys_before(tmp_path) == []
    turn(tmp_path, "secret-key")
    second = secret_key(tmp_path)
    turn(tmp_path, "secret-key")
    assert len({first, second, secret_key(tmp_path)}) == 3
    assert keys_before(tmp_path) == [second, first]
    assert {file.stat().st_mode & 0o777 for file in tmp_path.iterdir()} == {0o600}
    assert forget_before(tmp_path, "secret-key") == 2
    assert keys_before(tmp_path) == [] and forget_before(tmp_path, "secret-key") == 0


def test_the_command_turns_what_lies_in_the_state_folder_alone(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("TINHSO_STATE", str(tmp_path))
    with pytest.raises(Refusal):
        turn_key.run(Namespace(key="seed-key", forget=False, lost=False))
    old = secret_key(tmp_path, "seed-key")
    assert turn_key.run(Namespace(key="seed-key", forget=False, lost=False)) == 0
    assert keys_before(tmp_path, "seed-key") == [old] and "reseal_seeds" in capsys.readouterr().out
    assert turn_key.run(Namespace(key="seed-key", forget=True, lost=False)) == 0
    monkeypatch.setenv("TINHSO_SEED_KEY", "x" * 60)
    with pytest.raises(Refusal, match="TINHSO_SEED_KEY"):
        turn_key.run(Namespace(key="seed-key", forget=False, lost=False))


def test_check_reminds_of_a_key_that_is_over_its_time(tmp_path, settings, monkeypatch):
    settings.STATE = tmp_path
    for key in keys():
        monkeypatch.delenv(key.variable, raising=False)
        secret_key(tmp_path, key.key)
    assert list(doctor.keys_in_time()) == []
    old = time() - 800 * 24 * 3600
    for key in keys():
        os.utime(tmp_path / key.key, (old, old))
    found = list(doctor.keys_in_time())
    assert [one.level for one in found] == ["note"] * len(keys()) and "turn_key" in found[0].sentence


def test_a_session_and_a_signed_link_outlive_a_turned_key(town, client, settings):
    town.sign_in(client, "an")
    link = signing.dumps({"x": 1})
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "mới" * 20
    assert client.get("/tai-khoan/").status_code == 200
    assert signing.loads(link) == {"x": 1}
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [], "khác" * 20
    assert client.get("/tai-khoan/").status_code == 302
    with pytest.raises(signing.BadSignature):
        signing.loads(link)
