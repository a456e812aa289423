"""The policy that the plane serves on: read from disk, pulled, replaced only by a newer one that is signed."""

import asyncio
import logging
import time
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiohttp

from tinhso.lib.exchange.client_assertion import ClientKey, client_keys
from tinhso.lib.exchange.decision import PolicyIndex
from tinhso.lib.exchange.plane.descriptions import Descriptions
from tinhso.lib.exchange.plane.quota import QuotaCounter, QuotaTable
from tinhso.lib.exchange.plane.setup import PlaneSetup
from tinhso.lib.exchange.policy import Policy, PolicyRefused
from tinhso.lib.exchange.signed_policy import keep_document, next_policy, open_policy
from tinhso.lib.exchange.signing_key import key_id, read_public

logger = logging.getLogger("tinhso.exchange.plane")
MOST_DOCUMENT = 32_000_000
PULL_TIME = aiohttp.ClientTimeout(total=10)


@dataclass(frozen=True)
class InForce:
    """A policy laid out for asking, with what is counted under it."""

    policy: Policy
    index: PolicyIndex
    keys: dict[str, ClientKey]
    services: dict[tuple[str, str, str], str]
    quotas: dict[str, QuotaCounter]

    def legal_now(self) -> datetime:
        """The clock by which days of agreements are asked."""
        return datetime.now(UTC) + timedelta(seconds=self.policy.clock_offset)


class Policies:
    """`present` is None until a first good policy is here."""

    def __init__(self, setup: PlaneSetup, quotas: QuotaTable) -> None:
        self._setup, self._quotas = setup, quotas
        self._path: Path = setup.folder / "policy.json"
        self._trusted = {key_id(key): key for key in map(read_public, setup.policy_keys)}
        self._tag = ""
        self.present: InForce | None = None
        self.descriptions = Descriptions(setup)
        self.pulled_at = 0.0
        """When the control plane last answered (Unix time)."""

    def load(self) -> None:
        """The last good one of the disk, where there is one that a trusted key signed."""
        try:
            self.take(self._path.read_bytes(), keep=False)
        except FileNotFoundError:
            logger.info("no policy on disk yet")
        except (OSError, PolicyRefused) as error:
            logger.warning("the policy on disk is not used: %s", error)

    def take(self, document: bytes, *, keep: bool = True) -> None:
        """Serve on this one from now on. PolicyRefused: the present one stays."""
        now = self.present.policy if self.present else None
        instance = now.instance if now else open_policy(document, keys=self._trusted).instance
        found = next_policy(document, keys=self._trusted, present=now, instance=instance)
        if keep:
            keep_document(document, self._path)
        self.present = _laid_out(found, self._quotas)
        logger.info("policy %s of %s is in force", found.version, found.instance)

    async def pull(self, session: aiohttp.ClientSession) -> None:
        """Again and again; whatever goes wrong, the plane serves on what it has."""
        while self._setup.pull_url:
            try:
                await self._pull_once(session)
                if self.present:
                    await self.descriptions.pull(session, self.present.policy)
            except (aiohttp.ClientError, TimeoutError, OSError) as error:
                logger.warning("the policy could not be pulled: %s", type(error).__name__)
            except PolicyRefused as error:
                logger.warning("a pulled policy was refused: %s", error.code)
            await asyncio.sleep(self._setup.pull_seconds)

    async def _pull_once(self, session: aiohttp.ClientSession) -> None:
        headers = {"Authorization": f"Bearer {self._setup.pull_token}", "If-None-Match": self._tag}
        async with session.get(
            self._setup.pull_url, headers=headers, allow_redirects=False, timeout=PULL_TIME
        ) as answer:
            if answer.status == 304:
                self.pulled_at = time.time()
                return
            answer.raise_for_status()
            document = await answer.content.read(MOST_DOCUMENT)
            tag = answer.headers.get("ETag", "")
        try:
            self.take(document)
        except PolicyRefused as error:
            if error.code != "older":
                raise
        self._tag, self.pulled_at = tag, time.time()


def _laid_out(policy: Policy, table: QuotaTable) -> InForce:
    """Limits are the new policy's; what was counted under the former one stays counted."""
    offset = policy.clock_offset
    keys = {name: replace(key, until=key.until - offset) for name, key in client_keys(policy).items()}
    places = table.places([one.code for one in policy.agreements], time.time())
    quotas = {
        one.code: QuotaCounter(table, places[one.code], one.per_second, one.per_day, one.concurrent)
        for one in policy.agreements
    }
    services = {}
    for offered in policy.services:
        _kind, member, system, service = offered.id.split("/")
        services[(member, system, service)] = offered.id
    return InForce(policy, PolicyIndex(policy), keys, services, quotas)
