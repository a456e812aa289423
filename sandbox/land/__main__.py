"""`python -m sandbox.land`: a pretended land database, for demo and tests only."""

from sandbox.land.server import make_server
from sandbox.run_lookups import run

if __name__ == "__main__":
    raise SystemExit(run("land", __doc__, port=8024, make=make_server))
