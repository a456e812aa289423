"""SANDBOX: what a pretended system remembers: rows of JSON by kind and key, in SQLite."""

import json
import sqlite3
import threading
from pathlib import Path
from typing import Any


class Store:
    """Rows in the order in which they first came. `file` None keeps them in memory only."""

    def __init__(self, file: Path | None = None) -> None:
        if file:
            file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.lock = threading.RLock()
        self._base = sqlite3.connect(str(file) if file else ":memory:", check_same_thread=False)
        self._base.execute(
            "create table if not exists row (n integer primary key, kind text, key text, value text,"
            " unique (kind, key))"
        )

    def put(self, kind: str, key: str, value: Any) -> None:  # noqa: ANN401
        text = json.dumps(value, ensure_ascii=False)
        with self.lock, self._base:
            self._base.execute(
                "insert into row (kind, key, value) values (?, ?, ?)"
                " on conflict (kind, key) do update set value = excluded.value",
                (kind, key, text),
            )

    def get(self, kind: str, key: str) -> Any:  # noqa: ANN401
        """The row, None if there is none."""
        with self.lock:
            found = self._base.execute(
                "select value from row where kind = ? and key = ?", (kind, key)
            ).fetchone()
        return json.loads(found[0]) if found else None

    def all(self, kind: str) -> list[Any]:
        with self.lock:
            found = self._base.execute("select value from row where kind = ? order by n", (kind,)).fetchall()
        return [json.loads(row[0]) for row in found]

    def where(self, kind: str, name: str, value: str) -> list[Any]:
        """The rows that hold this value under this name."""
        with self.lock:
            found = self._base.execute(
                "select value from row where kind = ? and json_extract(value, ?) = ? order by n",
                (kind, f"$.{name}", value),
            ).fetchall()
        return [json.loads(row[0]) for row in found]

    def count(self, kind: str) -> int:
        with self.lock:
            return int(self._base.execute("select count(*) from row where kind = ?", (kind,)).fetchone()[0])

    def close(self) -> None:
        self._base.close()
