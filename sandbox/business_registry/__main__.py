"""`python -m sandbox.business_registry`: a pretended business registry, for demo and tests only."""

from sandbox.business_registry.server import make_server
from sandbox.run_lookups import run

if __name__ == "__main__":
    raise SystemExit(run("business_registry", __doc__, port=8022, make=make_server))
