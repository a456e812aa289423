"""`python -m sandbox.population`: a pretended population database, for demo and tests only."""

from sandbox.population.server import make_server
from sandbox.run_lookups import run

if __name__ == "__main__":
    raise SystemExit(run("population", __doc__, port=8021, make=make_server))
