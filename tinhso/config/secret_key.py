"""Keys of this installation: from the environment, else made once in the state folder, mode 0600."""

import os
import secrets
from pathlib import Path


def secret_key(state: Path, name: str = "secret-key") -> str:
    """The key in `state/name`, made when it is missing; two processes at once end up with the same one."""
    file = state / name
    try:
        return file.read_text()
    except FileNotFoundError:
        pass
    state.mkdir(parents=True, exist_ok=True)
    draft = file.with_suffix(f".{secrets.token_hex(8)}")
    handle = os.open(draft, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600)
    os.write(handle, secrets.token_urlsafe(50).encode())
    os.close(handle)
    try:
        os.link(draft, file)  # fails when another process was first, and never shows a half-written key
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    return file.read_text()
