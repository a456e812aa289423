"""The parent's side of `intake_process`: a file that a stranger sent is read in a child, and how far it is gets told."""

import json
import os
import select
import signal
import subprocess
import time
from collections.abc import Callable
from typing import Any

from tinhso.lib.tables.children.child import BEAT, running

Answer = dict[str, Any]
Progress = Callable[[int, str], None]


class NotRead(Exception):
    """The file cannot be read; a Vietnamese sentence for the publisher."""


class ReaderStopped(NotRead):
    """The child ended without a word, which need not be the file's fault: another try may go well."""


def read_in_child(
    words: Answer,
    *,
    seconds: float,
    heard: Progress = lambda pid, step: None,
    program: str = "intake_process",
) -> Answer:
    """What the child says at its end (`intake_process.read_whole`, `rows_process.answer`). NotRead; it is killed after so many seconds.

    `heard` gets its process id and step every two seconds; what it raises ends the child.
    """
    with running(program, json.dumps(words)) as child:
        return _listen(child, seconds, heard)


def _listen(child: "subprocess.Popen[bytes]", seconds: float, heard: Progress) -> Answer:
    assert child.stdout is not None
    deadline, step, held = time.monotonic() + seconds, "", b""
    while time.monotonic() < deadline:
        ready, _, _ = select.select([child.stdout], [], [], BEAT)
        block = os.read(child.stdout.fileno(), 1 << 16) if ready else None
        if block == b"":
            raise ReaderStopped(stopped_text(child.wait(), step))
        held += block or b""
        *lines, held = held.split(b"\n")
        for line in lines:
            message = json.loads(line)
            if "failed" in message:
                raise NotRead(message["failed"])
            if "done" in message:
                return dict(message["done"])
            step = message["step"]
        heard(child.pid, step)
    raise NotRead("Đọc tệp mất quá lâu nên đã dừng.")


def stopped_text(code: int, step: str) -> str:
    """What is known of its end: the signal and what it was doing; nothing is guessed of the file."""
    doing = DOING.get(step, "đọc tệp")
    if code == -signal.SIGKILL:
        return f"Chương trình đọc bị máy chủ dừng khi đang {doing} (thường vì máy thiếu bộ nhớ)."
    if code < 0:
        return f"Chương trình đọc dừng vì lỗi máy (tín hiệu {-code}) khi đang {doing}."
    return f"Chương trình đọc gặp lỗi chưa lường trước khi đang {doing}."


DOING = {"unpack": "giải nén", "parquet": "ghi bảng", "scan": "tìm dữ liệu cá nhân"}
