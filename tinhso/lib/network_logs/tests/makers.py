"""Logs of Zeek as Zeek writes them: headings, types, and a line that closes the file."""

CONN = "ts uid id.orig_h id.orig_p id.resp_h id.resp_p proto service duration orig_bytes resp_bytes conn_state local_orig local_resp missed_bytes history orig_pkts orig_ip_bytes resp_pkts resp_ip_bytes tunnel_parents"
OTHERS = {
    "ssl": (
        "ts uid id.orig_h id.orig_p id.resp_h id.resp_p version cipher curve server_name resumed established",
        "1709600000.1 C1 10.0.0.1 50000 203.0.113.9 443 TLSv12 TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256 x25519 c2.example F T",
    ),
    "weird": (
        "ts uid id.orig_h id.orig_p id.resp_h id.resp_p name addl notice peer source",
        "1709600000.1 C1 10.0.0.1 50000 203.0.113.9 443 data_before_established - F zeek -",
    ),
    "x509": (
        "ts fingerprint certificate.version certificate.serial certificate.subject certificate.issuer",
        "1709600000.1 ab12 3 0A CN=c2.example CN=R3",
    ),
}
"""Kinds of which no line is held against anything."""


def zeek_log(path: str, fields: str, rows: list[str]) -> str:
    """Cells of fields and rows are parted by a blank here."""
    lines = [
        "#separator \\x09", "#set_separator\t,", "#empty_field\t(empty)", "#unset_field\t-", f"#path\t{path}", "#open\t2024-03-05-00-00-00",
        "#fields\t" + fields.replace(" ", "\t"), "#types" + "\tstring" * len(fields.split()), *(one.replace(" ", "\t") for one in rows),
        "#close\t2024-03-06-00-00-00",
    ]  # fmt: skip
    return "\n".join(lines) + "\n"


def conn_log(started: float, *, times: int = 40, client: str = "10.0.0.1") -> str:
    """A machine speaks every ten minutes with one address outside. Zeek's conn.log holds no name."""
    rows = [
        f"{started + 600 * n:.6f} C{n} {client} {40000 + n} 203.0.113.9 443 tcp ssl 1.5 500 900 SF T F 0 ShADadFf 10 900 9 1200 -"
        for n in range(times)
    ]
    return zeek_log("conn", CONN, rows)
