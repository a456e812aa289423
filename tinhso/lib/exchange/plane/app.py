"""The data plane as raw ASGI: tokens, calls of both kinds of address, one row of the log for each; no database anywhere."""

import asyncio
import json
import logging
import time
from hashlib import sha256
from typing import Any

import aiohttp

from tinhso.lib.exchange.decision import Denied, Granted
from tinhso.lib.exchange.errors import BROKEN_OFF
from tinhso.lib.exchange.plane.about import note_subject, note_subject_of_body
from tinhso.lib.exchange.plane.asgi import (
    Body,
    BodyRefused,
    Incoming,
    Receive,
    Scope,
    Send,
    answer,
    value_of,
)
from tinhso.lib.exchange.plane.body_copies import BodyCopies
from tinhso.lib.exchange.plane.call_log import CallLog, NotWritten
from tinhso.lib.exchange.plane.calls import (
    Call,
    CallRefused,
    answer_headers,
    has_body,
    read_call,
    refuse,
    status_of,
)
from tinhso.lib.exchange.plane.certificates import key_of_certificate, thumbprint
from tinhso.lib.exchange.plane.evidence import Evidence, collected, whole_body
from tinhso.lib.exchange.plane.guards import Bulkhead, GuardTable, SharedBreaker
from tinhso.lib.exchange.plane.lost_rows import lost_gauges
from tinhso.lib.exchange.plane.metaservices import NothingToAnswer, members, metaservice_answer
from tinhso.lib.exchange.plane.metrics import EACH_SECONDS, Metrics, is_let_in, spool_gauges
from tinhso.lib.exchange.plane.policies import InForce, Policies
from tinhso.lib.exchange.plane.process_number import claim_number
from tinhso.lib.exchange.plane.provider import AnyAnswer, FirstPiece, Providers, back, first_piece, why_failed
from tinhso.lib.exchange.plane.quota import QuotaTable
from tinhso.lib.exchange.plane.rows import CallRow
from tinhso.lib.exchange.plane.setup import ENDPOINT, PlaneSetup
from tinhso.lib.exchange.plane.tokens import MOST_FORM, TokenRefused, Tokens, metadata
from tinhso.lib.exchange.subjects import BODY, MOST_BODY, subject_key

logger = logging.getLogger("tinhso.exchange.plane")
TOKEN, JWKS = ENDPOINT.encode(), b"/lgsp/jwks"
METRICS = b"/metrics"
METADATA = b"/.well-known/oauth-authorization-server"
PUBLIC = [(b"content-type", b"application/json"), (b"cache-control", b"public, max-age=300")]
JSON = [(b"content-type", b"application/json"), (b"cache-control", b"no-store")]


class Plane:
    """One of its processes; quotas, used statements, breakers and bulkheads are those of all of them together."""

    def __init__(self, setup: PlaneSetup) -> None:
        self.setup = setup
        setup.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        process = claim_number(setup.folder / "processes")
        self._quotas = QuotaTable(setup.folder / "quotas", process)
        self.policies, self.tokens = Policies(setup, self._quotas), Tokens(setup)
        self.evidence = Evidence(setup)
        self.log = CallLog(setup.folder / "calls", setup.name, process)
        self._tasks: list[asyncio.Task[None]] = []
        self._guards = GuardTable(setup.folder / "guards", process)
        self._breakers: dict[str, SharedBreaker] = {}
        self._bulkheads: dict[str, Bulkhead] = {}
        self.metrics = Metrics(setup.folder / "metrics", process.number)
        self._subject_keys: dict[str, bytes] = {}
        self.policies.load()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._live(receive, send)
            return
        raw = bytes(scope["raw_path"])
        if raw in (b"/healthz", b"/readyz"):
            ready = raw == b"/healthz" or (self.policies.present is not None and self.log.ready())
            version = self.policies.present.policy.version if self.policies.present else 0
            state = json.dumps({"ready": ready, "policy": version}).encode()
            await answer(send, 200 if ready else 503, JSON, state)
        elif raw == JWKS:
            published = self.tokens.keys.published(int(time.time()))
            published["keys"].append(self.evidence.key.jwk)
            await answer(send, 200, PUBLIC, json.dumps(published).encode())
        elif raw == METRICS:
            await self._metrics(scope, send)
        elif raw == METADATA:
            await answer(send, 200, PUBLIC, json.dumps(metadata(self.setup)).encode())
        elif raw == TOKEN:
            await self._token(scope, receive, send)
        else:
            await self._call(scope, receive, send)

    async def _live(self, receive: Receive, send: Send) -> None:
        while True:
            message = await receive()
            if message["type"] == "lifespan.startup":
                self._providers = Providers(self.setup)
                self._puller = aiohttp.ClientSession()
                work = (self.log.run(), self.policies.pull(self._puller), self._write_metrics())
                self._tasks = [asyncio.create_task(one) for one in work]
                await send({"type": "lifespan.startup.complete"})
            elif message["type"] == "lifespan.shutdown":
                await self._end()
                await send({"type": "lifespan.shutdown.complete"})
                return

    async def _end(self) -> None:
        writer, *others = self._tasks
        for one in others:
            one.cancel()
        await self.log.close()
        await writer
        self.metrics.write()
        await self._providers.close()
        await self._puller.close()

    async def _write_metrics(self) -> None:
        while True:
            await asyncio.sleep(EACH_SECONDS)
            self.metrics.write()

    async def _metrics(self, scope: Scope, send: Send) -> None:
        """Whoever may not read them is told that nothing is here."""
        if not is_let_in(scope, self.setup.metrics_token):
            await answer(send, 404, JSON, b"{}")
            return
        await answer(
            send, 200, [(b"content-type", b"text/plain; version=0.0.4")], self.metrics.text(self._gauges())
        )

    def _gauges(self) -> dict[str, float]:
        now, policy = time.time(), self.policies.present
        services = [one.id for one in policy.policy.services] if policy else []
        opened = [one for one in services if self._breaker(one).is_open()]
        return {
            "exchange_policy_version": policy.policy.version if policy else 0,
            "exchange_policy_age_seconds": now - policy.policy.issued_at.timestamp() if policy else -1,
            "exchange_policy_pulled_seconds": now - self.policies.pulled_at
            if self.policies.pulled_at
            else -1,
            "exchange_log_ready": int(self.log.ready()),
            "exchange_breakers_open": len(opened),
            **{f'exchange_breaker_open{{service="{one}"}}': 1 for one in opened},
            **lost_gauges(self.setup.folder / "rows"),
            **spool_gauges(self.setup.folder / "calls", self.log.waiting()),
        }

    def _breaker(self, service: str) -> SharedBreaker:
        if service not in self._breakers:
            self._breakers[service] = SharedBreaker(self._guards, service)
        return self._breakers[service]

    def _row(self, scope: Scope) -> CallRow:
        policy = self.policies.present
        version = policy.policy.version if policy else 0
        method = str(scope["method"])[:10]
        return CallRow(plane=self.setup.name, method=method, policy=version, observer=self.metrics.count)

    async def _token(self, scope: Scope, receive: Receive, send: Send) -> None:
        row, policy = self._row(scope), self.policies.present
        row.operation, incoming = "token", Incoming(receive)
        try:
            if policy is None or scope["method"] != "POST":
                raise TokenRefused("invalid_request", "no_policy" if policy is None else "method")
            if not value_of(scope["headers"], b"content-type").startswith(
                "application/x-www-form-urlencoded"
            ):
                raise TokenRefused("invalid_request", "content_type")
            body = self._body(incoming, MOST_FORM)
            form = b"".join([piece async for piece in body.pieces()])
            certificate = thumbprint(scope["headers"], self.setup.front_secret)
            content, row.client = self.tokens.give(form, policy, certificate)
        except BodyRefused as refused:
            await self._token_refused(incoming, send, row, TokenRefused("invalid_request", refused.code))
        except TokenRefused as refused:
            await self._token_refused(incoming, send, row, refused)
        else:
            await self.log.write(row.closed(200, "ok"))
            await answer(send, 200, JSON, json.dumps(content).encode())
        finally:
            await self._row_of_what_broke_off(row)

    async def _row_of_what_broke_off(self, row: CallRow) -> None:
        """A caller or a provider that hung up, a fault of ours, a plane that ends: this too was a call."""
        if not row.code:
            await self.log.write(row.closed(row.status, BROKEN_OFF))

    async def _token_refused(
        self, incoming: Incoming, send: Send, row: CallRow, refused: TokenRefused
    ) -> None:
        await self.log.write(row.closed(refused.status, f"{refused.error}:{refused}"[:60]))
        await incoming.read_on()
        content = {"error": refused.error, "error_description": str(refused)}
        wait = [(b"retry-after", b"60")] if refused.status == 429 else []
        await answer(send, refused.status, [*JSON, *wait], json.dumps(content).encode())

    async def _call(self, scope: Scope, receive: Receive, send: Send) -> None:
        call, incoming = Call(scope, self._row(scope)), Incoming(receive)
        try:
            policy = self.policies.present
            if policy is None:
                raise CallRefused("no_policy")
            call.certificate = thumbprint(call.headers, self.setup.front_secret)
            if call.certificate and not value_of(call.headers, b"authorization"):
                call.certificate_key = key_of_certificate(call.headers, self.setup.front_secret)
            read_call(call, policy, self.tokens)
            if call.metaservice:
                await self._answer_itself(call, policy, incoming, send)
                return
            granted = self._decided(call, policy)
            if granted.agreement.evidence:
                self.evidence.check(call, policy)
            await self._within_quota(call, policy, granted, incoming, send)
        except CallRefused as refused:
            await self.log.write(call.row.closed(status_of(call, refused), refused.code))
            # who waits for a word before it sends has nothing under way, and who is slow has had its time
            if refused.code != "client_slow" and not value_of(call.headers, b"expect"):
                await incoming.read_on()
            await refuse(send, call, refused)
        finally:
            await self._row_of_what_broke_off(call.row)

    async def _answer_itself(self, call: Call, policy: InForce, incoming: Incoming, send: Send) -> None:
        """What the exchange itself knows: no provider is asked."""
        if denied := policy.index.check_client(call.client):
            raise CallRefused(denied.code)
        if call.metaservice == "listMembers":
            as_xml = not call.is_xroad and "json" not in value_of(call.headers, b"accept")
            kind, content = members(policy.policy, as_xml=as_xml)
        else:
            system, query = call.service.rpartition("/")[0], bytes(call.scope.get("query_string", b""))
            kind, texts = b"application/json", self.policies.descriptions
            try:
                content = metaservice_answer(call.metaservice, system, call.client, query, policy, texts)
            except NothingToAnswer as error:
                raise CallRefused(error.code) from error
        call.row.bytes_out, call.row.response_hash = len(content), sha256(content).hexdigest()
        await self.log.write(call.row.closed(200, "ok"))
        await incoming.read_on()
        await answer(send, 200, [(b"content-type", kind), *answer_headers(call)], content)

    def _decided(self, call: Call, policy: InForce) -> Granted:
        method = str(call.scope["method"])
        found = policy.index.decide(call.client, call.service, method, call.path, policy.legal_now())
        if isinstance(found, Denied):
            raise CallRefused(found.code, words=found.words)
        call.row.agreement, call.row.operation = found.agreement.code, found.operation
        if found.agreement.certificate and not call.has_certificate:
            raise CallRefused("certificate_needed")
        call.row.evidence = found.agreement.evidence
        note_subject(call, found, self._subject_key(policy))
        return found

    def _subject_key(self, policy: InForce) -> bytes | None:
        """Of this instance; None where the plane was given no word for it."""
        instance = policy.policy.instance
        if self.setup.subject_word and instance not in self._subject_keys:
            self._subject_keys = {instance: subject_key(self.setup.subject_word, instance)}
        return self._subject_keys.get(instance)

    async def _within_quota(
        self, call: Call, policy: InForce, granted: Granted, receive: Receive, send: Send
    ) -> None:
        if granted.agreement.evidence and not self.log.ready():
            raise CallRefused("log_full")
        quota = policy.quotas[granted.agreement.code]
        if exceeded := quota.enter(time.time()):
            raise CallRefused("quota", after=exceeded.retry_after)
        try:
            await self._within_bulkhead(call, granted, receive, send)
        finally:
            quota.leave()

    async def _within_bulkhead(self, call: Call, granted: Granted, receive: Receive, send: Send) -> None:
        """So many calls of one provider at a time: one that hangs leaves the others theirs."""
        bulkhead = self._bulkhead(granted.service.system)
        if not bulkhead.enter(self.setup.calls_of_provider):
            raise CallRefused("provider_busy")
        breaker = self._breaker(granted.service.id)
        try:
            if not breaker.lets_through(time.time()):
                raise CallRefused("breaker_open", after=round(breaker.rest))
            try:
                await self._passed(call, granted, breaker, receive, send)
            finally:
                breaker.client_left()
        finally:
            bulkhead.leave()

    def _bulkhead(self, system: str) -> Bulkhead:
        if system not in self._bulkheads:
            self._bulkheads[system] = Bulkhead(self._guards, system)
        return self._bulkheads[system]

    async def _passed(
        self, call: Call, granted: Granted, breaker: SharedBreaker, receive: Receive, send: Send
    ) -> None:
        length = value_of(call.headers, b"content-length")
        if length.isdigit() and int(length) > self.setup.most_body:
            raise CallRefused("too_large")
        policy = self.policies.present
        copies = BodyCopies(granted, policy.policy.body_key if policy else "")
        looked_at = max(MOST_BODY if granted.service.subject_in == BODY else 0, copies.looked_at)
        body = self._body(
            receive,
            self.setup.most_body,
            looked_at,
            length=length,
            digest=call.digest,
            has_long_hash=call.is_xroad,
        )
        try:
            given = await self._providers.ask(call, granted.service, body)
        except (aiohttp.ClientError, BodyRefused, OSError) as error:
            raise why_failed(error, body, breaker) from error
        async with given:
            if given.status >= 500:
                breaker.went_wrong(time.time())
            else:
                breaker.went_well()
            if granted.agreement.evidence and has_body(call.headers):
                await whole_body(body, self.setup.answer_seconds)
            call.row.bytes_in, call.row.request_hash = body.size, body.hash
            key = self._subject_keys.get(call.instance)
            note_subject_of_body(call, granted.service, body, key)
            if not granted.agreement.evidence:
                first = await first_piece(given, body, breaker)
                await self._streamed(call, given, body, copies, send, first)
                return
            try:
                await self._signed(call, given, body, copies, send)
            except aiohttp.ClientError as error:
                raise why_failed(error, body, breaker) from error

    def _body(self, receive: Receive, most: int, looked_at: int = 0, **more: Any) -> Body:
        seconds, whole = self.setup.body_seconds, self.setup.whole_body_seconds
        return Body(receive, most=most, seconds=seconds, whole=whole, looked_at=looked_at, **more)

    async def _signed(self, call: Call, given: AnyAnswer, body: Body, copies: BodyCopies, send: Send) -> None:
        """With evidence: the row is on the disk before the first byte of the answer leaves, which is signed as a whole."""
        content = await collected(given, self.setup.most_signed_answer)
        headers = [*back(given.raw_headers), *answer_headers(call, body)]
        headers = self.evidence.signed(call, given.status, headers, content)
        call.row.bytes_out, call.row.status = len(content), given.status
        call.row.response_hash = sha256(content).hexdigest() if content else ""
        copies.add(content)
        copies.end(call.row, body)
        await self._proved(call.row.closed(given.status, "ok"))
        await send({"type": "http.response.start", "status": given.status, "headers": headers})
        await send({"type": "http.response.body", "body": content, "more_body": False})

    async def _streamed(
        self, call: Call, given: AnyAnswer, body: Body, copies: BodyCopies, send: Send, first: FirstPiece
    ) -> None:
        """In one where the first piece is the whole, else piece by piece; the row is on its way to the disk before the end."""
        headers = [*back(given.raw_headers), *answer_headers(call, body)]
        row = call.row
        row.status = given.status
        piece, whole = first
        start = {"type": "http.response.start", "status": given.status, "headers": headers}
        if whole:
            row.bytes_out, row.response_hash = len(piece), sha256(piece).hexdigest() if piece else ""
            copies.add(piece)
            copies.end(row, body)
            await self.log.write(row.closed(given.status, "ok"))
            await send(start)
            await send({"type": "http.response.body", "body": piece, "more_body": False})
            return
        digest = sha256()
        await send(start)
        while piece:
            digest.update(piece)
            copies.add(piece)
            row.bytes_out += len(piece)
            await send({"type": "http.response.body", "body": piece, "more_body": True})
            piece = await given.content.readany()
        row.response_hash = digest.hexdigest() if row.bytes_out else ""
        copies.end(row, body)
        await self.log.write(row.closed(given.status, "ok"))
        await send({"type": "http.response.body", "body": b"", "more_body": False})

    async def _proved(self, line: bytes) -> None:
        """An answer whose evidence the disk did not take does not leave."""
        try:
            await self.log.write_synced(line)
        except NotWritten:
            logger.exception("evidence was not written: an answer was broken off")
            raise
