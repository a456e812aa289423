"""A plane with the sandbox databases behind the addresses of its policy, and the one-stop shop's own system as a caller."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from http.server import ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from sandbox.business_registry.server import make_server as business_registry
from sandbox.lookups import Server
from sandbox.population.server import make_server as population
from sandbox.social_insurance.server import make_server as social_insurance
from tinhso.lib.exchange.client import ExchangeClient, pem_of
from tinhso.lib.exchange.operations import read_operation
from tinhso.lib.exchange.plane.tests.running import BASE, Running, plane, signed
from tinhso.lib.exchange.policy import Policy, PolicyAgreement, PolicyKey, PolicyService, PolicySystem
from tinhso.lib.exchange.public_keys import read_pem

WORD, CALLER = "w" * 50, "GOV/so-tttt/mot-cua"
PERSONS, BIRTHS, FIRMS = (
    "cong-an-tinh/csdl-dan-cu/ca-nhan",
    "bhxh-tinh/csdl-bao-hiem/bao-hiem",
    "so-khdt/csdl-doanh-nghiep/doanh-nghiep",
)
OPERATIONS = {
    PERSONS: ("GET /ca-nhan/{soDinhDanh}",),
    BIRTHS: ("GET /giay-chung-sinh/{soDinhDanh}",),
    FIRMS: ("GET /doanh-nghiep/{maSo}",),
}


@dataclass
class Databases:
    """The sandboxes by service, the plane before them, and the caller."""

    servers: Mapping[str, Server]
    plane: Running
    client: ExchangeClient

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.plane.port}"


def policy() -> Policy:
    key, now = read_pem(pem_of(WORD)), datetime.now(UTC).replace(microsecond=0)
    systems = [PolicySystem(CALLER, False, (PolicyKey(key.id, key.text, now + timedelta(days=9)),))]
    systems += [PolicySystem(f"GOV/{one.rpartition('/')[0]}", False) for one in OPERATIONS]
    services = tuple(
        PolicyService(f"GOV/{one}", url_of(one), True, "path", "soDinhDanh", None, None) for one in OPERATIONS
    )
    agreements = tuple(
        agreement_of(one, n, operations) for n, (one, operations) in enumerate(OPERATIONS.items(), 1)
    )
    return Policy("VN38", 1, now, tuple(systems), services, agreements)


def agreement_of(service: str, n: int, operations: tuple[str, ...]) -> PolicyAgreement:
    return replace(
        BASE,
        code=f"CSDL-{n}",
        service=f"GOV/{service}",
        consumers=(CALLER,),
        operations=tuple(map(read_operation, operations)),
    )


def url_of(service: str) -> str:
    return f"https://api.{service.partition('/')[0]}.vi-du.vn/{service.rpartition('/')[2]}"


@contextmanager
def databases(folder: Path) -> Iterator[Databases]:
    servers = {PERSONS: population(), BIRTHS: social_insurance(), FIRMS: business_registry()}
    with ExitStack() as stack:
        for server in servers.values():
            stack.enter_context(served(server))
        places = {url_of(one): f"{server.url}/api" for one, server in servers.items()}
        running = stack.enter_context(plane(folder, signed(policy()), stand_ins=places))
        client = ExchangeClient(plane=f"http://127.0.0.1:{running.port}", client=CALLER, word=WORD)
        yield Databases(servers, running, client)


@contextmanager
def served(server: ThreadingHTTPServer) -> Iterator[None]:
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
