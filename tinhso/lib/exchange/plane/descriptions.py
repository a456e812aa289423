"""Descriptions of services in the folder of the plane, one file each by its SHA-256: pulled beside the policy that names them, in
memory never. A plane whose control plane is away goes on telling those that it has."""

import asyncio
import logging
import os
import re
from pathlib import Path

import aiohttp

from tinhso.lib.exchange.descriptions import MOST_BYTES, digest_of, for_callers
from tinhso.lib.exchange.plane.setup import PlaneSetup
from tinhso.lib.exchange.policy import Policy, PolicyService
from tinhso.lib.exchange.xroad import PREFIX

logger = logging.getLogger("tinhso.exchange.plane")
DIGEST = re.compile(r"[0-9a-f]{64}")
PULL_TIME = aiohttp.ClientTimeout(total=10)


class Descriptions:
    """Those of one plane; its processes share the folder."""

    def __init__(self, setup: PlaneSetup) -> None:
        self._setup = setup
        self._folder: Path = setup.folder / "descriptions"
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)

    def text_of(self, digest: str) -> bytes | None:
        """As callers read it; None where it is not here (yet)."""
        if not DIGEST.fullmatch(digest):
            return None
        try:
            return self._path(digest).read_bytes()
        except FileNotFoundError:
            return None

    def _path(self, digest: str) -> Path:
        return self._folder / f"{digest}.json"

    async def pull(self, session: aiohttp.ClientSession, policy: Policy) -> None:
        """Those that are missing; one that cannot be had now is tried again at the next pull."""
        named = {one.description for one in policy.services}
        for one in policy.services:
            if DIGEST.fullmatch(one.description) and not self._path(one.description).exists():
                try:
                    await self._pull_one(session, policy.instance, one)
                except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
                    logger.warning("the description of %s could not be pulled: %s", one.id, error)
        for path in self._folder.glob("*.json"):
            if path.stem not in named:
                path.unlink(missing_ok=True)

    async def _pull_one(self, session: aiohttp.ClientSession, instance: str, service: PolicyService) -> None:
        """ValueError for one that is not what the policy says."""
        url = f"{self._setup.pull_url.rstrip('/')}/mo-ta/{service.id}/"
        headers = {"Authorization": f"Bearer {self._setup.pull_token}"}
        async with session.get(url, headers=headers, allow_redirects=False, timeout=PULL_TIME) as answer:
            answer.raise_for_status()
            text = await _whole(answer)
        if digest_of(text) != service.description:
            raise ValueError("another text than the policy names")
        address = f"{PREFIX}{instance}/{service.id}"
        await asyncio.to_thread(self._write, service.description, for_callers(text, address))

    def _write(self, digest: str, text: bytes) -> None:
        beside = self._folder / f"{digest}.{os.getpid()}.new"
        beside.write_bytes(text)
        beside.replace(self._path(digest))


async def _whole(answer: aiohttp.ClientResponse) -> bytes:
    """ValueError where it is longer than any description."""
    found = b""
    async for piece in answer.content.iter_any():
        found += piece
        if len(found) > MOST_BYTES:
            raise ValueError("too long")
    return found
