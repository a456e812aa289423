"""An answer that owes evidence: whatever its length, its caller has not all of it before the row is on the disk."""

import asyncio

import pytest

from tinhso.lib.exchange.plane.asgi import LastMessageHeldBack

START = {"type": "http.response.start", "status": 200, "headers": []}


def piece(body, more=True):
    return {"type": "http.response.body", "body": body, "more_body": more}


@pytest.mark.parametrize(
    ("messages", "before", "at_the_end"),
    [
        ([START], [], [START, piece(b"", more=False)]),
        ([START, piece(b"a")], [START], [piece(b"a", more=False)]),
        ([START, piece(b"a"), piece(b"b")], [START, piece(b"a")], [piece(b"b", more=False)]),
    ],
)
def test_the_last_message_waits_for_the_row(messages, before, at_the_end):
    sent = []

    async def send(message):
        sent.append(message)

    async def pass_on():
        last = LastMessageHeldBack(send)
        for message in messages:
            await last(message)
        assert sent == before
        await last.finish()

    asyncio.run(pass_on())
    assert sent[len(before) :] == at_the_end
