"""Programs of this package in processes of their own: what such a one held of memory goes with it, and its walls are its own."""

import os
import select
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

BEAT = 2.0  # seconds between two signs of life


def start(
    program: str, *words: str, stdin: int = subprocess.DEVNULL, known: dict[str, str] | None = None
) -> "subprocess.Popen[bytes]":
    """`tinhso.lib.tables.children.<program>` with those words; its output comes through a pipe.

    Of our environment it knows where the code lies, and what `known` says.
    """
    code = os.pathsep.join(path for path in sys.path if path)
    return subprocess.Popen(
        [sys.executable, "-P", "-m", f"tinhso.lib.tables.children.{program}", *words],
        stdin=stdin,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": code} | (known or {}),
    )


@contextmanager
def running(program: str, *words: str) -> Iterator["subprocess.Popen[bytes]"]:
    """The same for as long as the block; it is killed where it still runs at the end."""
    process = start(program, *words)
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        assert process.stdout is not None
        process.stdout.close()


def read_to_end(program: str, *words: str, heard: Callable[[], None] = lambda: None) -> bytes:
    """All that such a program says until its end. CalledProcessError where it did not end well.

    `heard` is called every two seconds meanwhile; what it raises ends the child.
    """
    with running(program, *words) as process:
        assert process.stdout is not None
        pipe, output = process.stdout.fileno(), b""
        while True:
            if not select.select([pipe], [], [], BEAT)[0]:
                heard()
            elif block := os.read(pipe, 1 << 16):
                output += block
            else:
                break
        if code := process.wait():
            raise subprocess.CalledProcessError(code, program, output)
    return output
