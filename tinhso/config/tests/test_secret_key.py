from concurrent.futures import ThreadPoolExecutor

from tinhso.config.secret_key import secret_key


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
