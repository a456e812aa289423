"""`python -m sandbox.social_insurance`: a pretended social insurance, for demo and tests only."""

from sandbox.run_lookups import run
from sandbox.social_insurance.server import make_server

if __name__ == "__main__":
    raise SystemExit(run("social_insurance", __doc__, port=8023, make=make_server))
