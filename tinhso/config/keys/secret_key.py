"""Keys of this installation: from the environment, else made once in the state folder, mode 0600."""

import os
import secrets
from pathlib import Path

from tinhso.lib.environment import WrongSetting
from tinhso.lib.system_errors import reason

SEAL_KEY = "seal-key"


def secret_key(state: Path, name: str = "secret-key") -> str:
    """The key in `state/name`, made when it is missing; two processes at once end up with the same one."""
    file = state / name
    if (key := _read(file)) is not None:
        return key
    draft = _new(file)
    try:
        os.link(draft, file)  # fails when another process was first, and never shows a half-written key
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    return file.read_text()


def _read(file: Path) -> str | None:
    """WrongSetting where there is one that cannot be used; None where there is none."""
    try:
        if key := file.read_text():
            return key
        why, english = "tệp trống", "the file is empty"
    except FileNotFoundError:
        return None
    except UnicodeDecodeError:
        why, english = "không phải một khóa", "it is no key"
    except OSError as error:
        english = error.strerror or type(error).__name__
        why = reason(error)
    raise WrongSetting(f"không đọc được khóa {file}: {why}", f"cannot read the key {file}: {english}")


def _new(file: Path) -> Path:
    """A new key in a draft beside its place. WrongSetting where nothing can be written there."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        return _written(file, secrets.token_urlsafe(50))
    except OSError as error:
        raise WrongSetting(
            f"không ghi được vào thư mục trạng thái {file.parent} (TINHSO_STATE): {reason(error)}",
            f"cannot write into the state folder {file.parent} (TINHSO_STATE): {error.strerror}",
        ) from error


def keys_before(state: Path, name: str = "secret-key") -> list[str]:
    """The keys that were in `state/name` before, newest first: what they signed or sealed is still taken."""
    try:
        return (state / f"{name}-before").read_text().split()
    except FileNotFoundError:
        return []


def turn(state: Path, name: str) -> None:
    """A new key; the one so far goes before those before it. FileNotFoundError where there is none yet."""
    before = [(state / name).read_text(), *keys_before(state, name)]
    _write(state / f"{name}-before", "\n".join(before) + "\n")
    _write(state / name, secrets.token_urlsafe(50))


def forget_before(state: Path, name: str) -> int:
    """What was signed or sealed with an older key counts no longer; how many keys went."""
    count = len(keys_before(state, name))
    (state / f"{name}-before").unlink(missing_ok=True)
    return count


def _write(file: Path, text: str) -> None:
    """Whole or not at all."""
    _written(file, text).replace(file)


def _written(file: Path, text: str) -> Path:
    """A draft beside the file, which only its owner reads."""
    draft = file.with_suffix(f".{secrets.token_hex(8)}")
    handle = os.open(draft, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600)
    os.write(handle, text.encode())
    os.fsync(handle)
    os.close(handle)
    return draft
