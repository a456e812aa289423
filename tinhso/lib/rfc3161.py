"""The reply of a time stamping authority (RFC 3161), which holds no token where it refuses."""

from asn1crypto import cms, core, tsp


class Reply(core.Sequence):
    """As the RFC has it; `asn1crypto.tsp.TimeStampResp` wants a token in a refusal too."""

    _fields = [  # noqa: RUF012 - the library's own way
        ("status", tsp.PKIStatusInfo),
        ("time_stamp_token", cms.ContentInfo, {"optional": True}),
    ]


def refusal(words: str) -> bytes:
    """A reply that stamps nothing, in DER."""
    status = tsp.PKIStatusInfo(
        {"status": "rejection", "status_string": [words], "fail_info": {"bad_request"}}
    )
    return bytes(Reply({"status": status}).dump())
