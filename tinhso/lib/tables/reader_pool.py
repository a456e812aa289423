"""The parent's side of the readers: a few children kept ready, each question with a deadline that kills its child."""

import atexit
import json
import os
import queue
import select
import subprocess
import threading
import time
from dataclasses import dataclass, field
from typing import Any

from tinhso.lib.tables.children.child import start

GIGABYTE = 1 << 30
START_ELSEWHERE = 300  # seconds that another engine may take to start


Request = str | tuple[str, dict[str, Any]]


class TooBusy(RuntimeError):
    """No reader became free in time; ask again a little later."""


class Unanswered(ValueError):
    """The question failed, was refused or took too long; the message is a sentence for whoever asked."""

    def __init__(self, message: str, *, refused: bool = False) -> None:
        super().__init__(message)
        self.refused = refused


@dataclass(frozen=True)
class Answered:
    """`columns` are pairs (name, type of DuckDB); `rows` hold JSON values; `more` says that rows were cut off.

    `also` holds the first row of each further statement that was asked in the same breath.
    """

    columns: list[list[str]]
    rows: list[list[Any]]
    more: bool
    seconds: float
    also: list[list[Any]] = field(default_factory=list)


class Reader:
    """One child process."""

    def __init__(self, settings: dict[str, Any], engine: str = "") -> None:
        program = "other_engine" if engine else "reader"
        known = {"OPENDATA_ENGINE": engine} | _java() if engine else {}
        self.process = start(program, json.dumps(settings), stdin=subprocess.PIPE, known=known)
        self.rest = b""
        try:
            hello = json.loads(self.line(time.monotonic() + (START_ELSEWHERE if engine else 60)))
        except (TimeoutError, EOFError):
            self.stop()
            raise
        if "away" in hello:
            self.stop()
            raise Unanswered(hello["away"])

    def ask(self, question: dict[str, Any], deadline: float) -> dict[str, Any]:
        """The answer. Raises TimeoutError when the deadline passes, EOFError when the child has died."""
        assert self.process.stdin is not None
        try:
            self.process.stdin.write(json.dumps(question).encode() + b"\n")
            self.process.stdin.flush()
        except BrokenPipeError as error:
            raise EOFError from error
        answer: dict[str, Any] = json.loads(self.line(deadline))
        return answer

    def line(self, deadline: float) -> bytes:
        assert self.process.stdout is not None
        pipe, parts = self.process.stdout.fileno(), [self.rest]
        while b"\n" not in parts[-1]:
            ready, _, _ = select.select([pipe], [], [], max(0.0, deadline - time.monotonic()))
            if not ready:
                raise TimeoutError
            block = os.read(pipe, 1 << 20)
            if not block:
                raise EOFError
            parts.append(block)
        line, _, self.rest = b"".join(parts).partition(b"\n")
        return line

    def stop(self) -> None:
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe:
                pipe.close()


def _java() -> dict[str, str]:
    """Where Java and the user's own folder are, for Spark."""
    return {name: os.environ[name] for name in ("JAVA_HOME", "HOME") if name in os.environ}


@dataclass
class ReaderPool:
    """`size` children, started when first asked. `memory` is DuckDB's own limit, `address_space` the process's.

    `engine` is the address of another engine that the children ask instead (`other_engine.py`); they then have no limit of
    memory of their own.
    """

    size: int = 2
    seconds: float = 10.0
    patience: float = 3.0
    memory: str = "512MB"
    address_space: int = 2 * GIGABYTE
    threads: int = 2
    engine: str = ""
    free: "queue.LifoQueue[Reader | None]" = field(default_factory=queue.LifoQueue)
    lock: threading.Lock = field(default_factory=threading.Lock)
    filled: bool = False
    alive: set[Reader] = field(default_factory=set)

    def ask(self, *, file: str, sql: Request, most: int, also: tuple[Request, ...] = ()) -> Answered:
        """A question of our own to one published file, and further ones of one row each. Raises Unanswered, TooBusy.

        A statement stands alone, or beside the values of its named parameters.
        """
        return self._ask({"trusted": True, "file": file, "sql": [sql, *also], "most": most})

    def ask_stranger(self, *, sql: str, tables: dict[str, str], most: int, explain: bool = False) -> Answered:
        """A stranger's SELECT over the named tables. Raises Unanswered (refused or failed), TooBusy."""
        return self._ask({"trusted": False, "sql": sql, "tables": tables, "most": most, "explain": explain})

    def _ask(self, question: dict[str, Any]) -> Answered:
        reader = self._free_reader()
        try:
            reader = reader or self._new()
            began = time.monotonic()  # the time that a new child takes to start is not the question's
            answer = reader.ask(question, began + self.seconds)
        except (TimeoutError, EOFError) as error:
            self._drop(reader)
            reader = None
            late = isinstance(error, TimeoutError)
            raise Unanswered(TOO_LONG.format(self.seconds) if late else TOO_MUCH) from error
        finally:
            self.free.put(reader)
        for key in ("refused", "failed"):
            if key in answer:
                raise Unanswered(answer[key], refused=key == "refused")
        also = [rows[0] if rows else [] for rows in answer.get("also", [])]
        return Answered(answer["columns"], answer["rows"], answer["more"], time.monotonic() - began, also)

    def ready(self) -> None:
        """Start one child before anybody asks. OSError, TimeoutError, EOFError where it does not start."""
        reader = self._free_reader()
        try:
            reader = reader or self._new()
        finally:
            self.free.put(reader)

    def _free_reader(self) -> Reader | None:
        with self.lock:
            if not self.filled:
                self.filled = True
                for _ in range(self.size):
                    self.free.put(None)
                atexit.register(self.close)
        try:
            return self.free.get(timeout=self.patience)
        except queue.Empty as error:
            raise TooBusy("Đang có nhiều người cùng hỏi dữ liệu; xin thử lại sau ít giây.") from error

    def _new(self) -> Reader:
        settings = {"memory": self.memory, "threads": self.threads, "address_space": self.address_space}
        settings["seconds"] = self.seconds
        reader = Reader(settings, self.engine)
        self.alive.add(reader)
        return reader

    def _drop(self, reader: Reader | None) -> None:
        if reader is not None:
            self.alive.discard(reader)
            reader.stop()

    def close(self) -> None:
        """End every child; the pool starts anew when it is asked again."""
        atexit.unregister(self.close)
        for reader in list(self.alive):
            self._drop(reader)
        with self.lock:
            self.free = queue.LifoQueue()
            self.filled = False


TOO_LONG = "Câu hỏi chạy quá {:.0f} giây nên đã bị dừng; hãy lọc bớt dữ liệu hoặc tải cả bảng về."
TOO_MUCH = "Câu hỏi cần nhiều bộ nhớ hơn giới hạn nên đã bị dừng."
