"""`python -m tinhso.lib.exchange.plane HOST PORT SETUP`: a plane by itself; SETUP is JSON of `PlaneSetup`."""

import json
import sys
from pathlib import Path

from tinhso.lib.exchange.plane.serve import serve
from tinhso.lib.exchange.plane.setup import PlaneSetup


def main(words: list[str]) -> None:
    host, port, text = words
    given = json.loads(text)
    given |= {"folder": Path(given["folder"]), "policy_keys": tuple(given["policy_keys"])}
    serve(PlaneSetup(**given), host=host, port=int(port))


if __name__ == "__main__":
    main(sys.argv[1:])
