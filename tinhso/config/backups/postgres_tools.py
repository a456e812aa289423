"""PostgreSQL's own programs (`pg_dump`, `pg_restore`) on the database of a URL, the password never on a command line."""

import os
import subprocess
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from tinhso.config.refusal import Refusal
from tinhso.lib.postgres.server import binaries


def connection(url: str) -> dict[str, str]:
    """The variables by which libpq finds the database of `url`."""
    parts = urlsplit(url)
    options = dict(parse_qsl(parts.query))
    variables = {
        "PGHOST": options.get("host") or parts.hostname or "",
        "PGPORT": str(parts.port or options.get("port", "")),
        "PGUSER": unquote(parts.username or options.get("user", "")),
        "PGPASSWORD": unquote(parts.password or options.get("password", "")),
        "PGDATABASE": unquote(parts.path.lstrip("/")),
        "PGSSLMODE": options.get("sslmode", ""),
        "PGSSLROOTCERT": options.get("sslrootcert", ""),
    }
    return {name: value for name, value in variables.items() if value}


def run_tool(program: str, *words: str | Path, url: str) -> None:
    """Run it to its end; raises `Refusal` with what it said."""
    command = [str(binaries() / program), *map(str, words)]
    done = subprocess.run(
        command,
        env=os.environ | connection(url),
        stderr=subprocess.PIPE,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    if done.returncode:
        raise Refusal(f"{program} không làm được:\n{done.stderr.decode(errors='replace').strip()}", 1)
