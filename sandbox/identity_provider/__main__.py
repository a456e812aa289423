"""`python -m sandbox.identity_provider`: a pretended national identity provider, for the demo and for tests only."""

import argparse
import contextlib
import os
import sys

from sandbox.identity_provider.server import serve
from sandbox.identity_provider.store import Provider


def of_the_demo() -> list[str]:
    """Where the demo, which tells its own address in TINHSO_SANDBOX_CLIENT, takes people back."""
    client = os.environ.get("TINHSO_SANDBOX_CLIENT", "http://127.0.0.1:8000").rstrip("/")
    hosts = (client, client.replace("//127.0.0.1", "//localhost"))
    return [f"{host}/dang-nhap/dinh-danh/tra-ve/" for host in hosts]


def main() -> int:
    words = argparse.ArgumentParser(prog="sandbox.identity_provider", description=__doc__)
    words.add_argument("--port", type=int, default=8081, help="0 takes a free one and prints it")
    words.add_argument("--issuer", default="", help="the address that browsers and the program reach it by")
    words.add_argument("--client-id", default="tinhso")
    words.add_argument("--client-secret", default="sandbox")
    words.add_argument("--redirect-uri", action="append", help="compared as a whole; may be given again")
    given = words.parse_args()
    addresses = tuple(given.redirect_uri or of_the_demo())
    provider = Provider(given.issuer, given.client_id, given.client_secret, addresses)
    server = serve(provider, given.port)
    provider.issuer = given.issuer or f"http://127.0.0.1:{server.server_address[1]}"
    sys.stdout.write(f"SANDBOX identity provider: {provider.issuer}\n")
    sys.stdout.flush()
    with contextlib.suppress(KeyboardInterrupt):
        server.serve_forever()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
