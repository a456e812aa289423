"""Passwords and keys in texts of reports. Readers strike them out; what passes here is struck at the door as well."""

import re

STRUCK = "[đã gạch]"
_NAMED = re.compile(
    r"(?i)\b(pass(?:word|wd|phrase)?|pwd|mat[ _-]?khau|mật khẩu|secret|api[ _-]?key|access[ _-]?key|token|community(?: string)?)"
    r"(\"?\s*(?:[:=]|\bis\b|là)\s*)(\"[^\"\n]*\"|'[^'\n]*'|[^\s,;&<>]+)"
)
_BEARER = re.compile(r"(?i)\b(authorization\s*:\s*(?:basic|bearer)|bearer)\s+[A-Za-z0-9+/._~=-]{6,}")
_IN_ADDRESS = re.compile(r"(?i)\b([a-z][a-z0-9+.-]{1,20}://[^\s:/@]{1,100}):[^\s@/]{1,200}@")
_PRIVATE_KEY = re.compile(
    r"-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----.*?(?:-----END [A-Z ]{0,30}PRIVATE KEY-----|\Z)", re.DOTALL
)
_CLOUD_KEY = re.compile(r"\b(?:AKIA|ASIA)[A-Z0-9]{16}\b|\bgh[pousr]_[A-Za-z0-9]{30,}\b")


def without_passwords(text: str) -> str:
    if not text:
        return ""
    text = _PRIVATE_KEY.sub(STRUCK, text.replace("\x00", ""))
    text = _IN_ADDRESS.sub(rf"\1:{STRUCK}@", text)
    text = _BEARER.sub(rf"\1 {STRUCK}", text)
    text = _CLOUD_KEY.sub(STRUCK, text)
    return _NAMED.sub(rf"\1\2{STRUCK}", text)
