"""Passwords, keys, tokens and cookies are struck out of texts, and the queries of addresses dropped.

    strike_out("Authorization: Basic cm9vdDp0b29y")  ->  "Authorization: [đã gạch]"

A state secret by QĐ 2238/QĐ-TTg of 2020 must not lie in a ticket. What is struck out is gone: no hash, no length of it stays.
Rather a word too many than one too few: "Password: see the manual" loses its rest too. Patterns take linear time, and each is
tried only where one of its words stands in the text.
"""

import re

STRUCK = "[đã gạch]"
MOST_READ = 100_000
"""Characters; what lies beyond is cut off before, so that no half of a secret escapes its pattern."""

_WORDS = (
    "password", "passwd", "passphrase", "passcode", "mật khẩu", "mật_khẩu", "mat khau", "mat_khau", "mat-khau", "matkhau", "secret",
    "token", "apikey", "api key", "api_key", "api-key", "access key", "access_key", "access-key", "accesskey", "auth_key", "authkey", "auth-key",
    "account_key", "accountkey", "account key", "sharedkey", "shared_key", "shared key", "privatekey", "private_key", "private key", "private-key",
    "encryption_key", "encryption key", "encryptionkey", "signing_key", "signing key", "license key", "license_key", "credential",
    "session_id", "session id", "session-id", "sessionid", "phpsessid", "sessid", "csrf", "xsrf", "connectionstring", "connection_string",
    "connection string", "sharedaccess", "community", "viewstate", "verificationtoken", "mã pin", "pin code", "pin_code", "otp", "cookie",
)  # fmt: skip
_ROOTS = (
    "pass", "khẩu", "khau", "secret", "token", "key", "credential", "session", "csrf", "xsrf", "connection", "sharedaccess",
    "community", "viewstate", "mã pin", "pin", "otp", "sessid", "verificationtoken", "cookie",
)  # fmt: skip
_SHORT_WORDS = ("pw", "pass", "psk", "sid", "sig", "auth", "pin", "cred", "mk")
_NAME = rf"(?:{'|'.join(re.escape(one) for one in _WORDS)})[\w-]{{0,30}}"
_SHORT = r"(?<![\w-])(?:[a-z0-9]{1,20}[_.-])?(?:pwd|pass|pw|psk|sid|sig|auth|pin|creds?|mk)"
_VALUE = r"""(?:"(?:[^"\\\n]|\\.){0,5000}"?|'(?:[^'\\\n]|\\.){0,5000}'?|`[^`\n]{0,5000}`?|[^\s"'&;,<>|)\]}]{1,5000})"""
_SAYS = r"""["'`\])]{0,3}\s{0,20}(?:=>|:=|[:=]|\b(?:(?:string|name)\s{1,5})?(?:is|là)\b|\b(?:string|name)\b\s{0,5}[:=])\s{0,20}(?:(?:Basic|Bearer|Digest|Token)\s+)?"""


def _rule(
    needles: tuple[str, ...], pattern: str, swap: str, flags: int = re.IGNORECASE
) -> tuple[tuple[str, ...], re.Pattern[str], str]:
    return needles, re.compile(pattern, flags), swap


_HEADERS = r"\b((?:proxy-)?authorization|(?:set-)?cookie2?|x-(?:[a-z]{1,20}-){0,3}(?:token|key|secret|auth|session|password)|apikey|api-key|www-authenticate(?=:\s*(?:digest|ntlm|negotiate)))(\"?\s{0,5}:\s{0,5})[^\r\n]*"
_RULES = (
    # Blocks of keys, also one that is cut off.
    _rule(("private key",), r"-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----.*?(?:-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----|\Z)", STRUCK, re.IGNORECASE | re.DOTALL),
    _rule(("putty-user-key",), r"PuTTY-User-Key-File-\d.*\Z", STRUCK, re.IGNORECASE | re.DOTALL),
    # Lines of headers.
    _rule(("authorization", "cookie", "x-", "apikey", "api-key", "authenticate"), _HEADERS, rf"\1\2{STRUCK}"),
    _rule(("basic", "bearer", "negotiate", "ntlm"), r"\b(Basic|Bearer|Negotiate|NTLM)\s{1,10}(?=[a-z+/._~-]*[A-Z0-9=])[A-Za-z0-9+/._~-]{8,5000}={0,2}", rf"\1 {STRUCK}", 0),
    # Who and password in an address.
    _rule(("@",), r"\b([a-z][a-z0-9+.-]{1,30}://)[^\s/@\"'<>]{1,500}(?:@[^\s/@\"'<>]{0,200})?@", rf"\1{STRUCK}@"),
    _rule(("jdbc:oracle",), r"\b(jdbc:oracle:\w{1,10}:)[^\s@/]{1,100}/[^\s@]{1,200}@", rf"\1{STRUCK}@"),
    # Queries and fragments of addresses, whole and in the line of a request.
    _rule(("://",), r"((?:https?|wss?|ftp)://[^\s\"'<>?#)\]}]{1,2000})[?#][^\s\"'<>)\]}]*", r"\1"),
    _rule(("?", "#"), r"\b((?:GET|POST|PUT|HEAD|DELETE|PATCH|OPTIONS|TRACE|CONNECT|PROPFIND)\s{1,5}[^\s?#\"'<>]{1,2000})[?#][^\s\"'<>]*", r"\1", 0),
    # Keys that are known by their form.
    _rule(("eyj",), r"\beyJ[A-Za-z0-9_-]{5,}\.[A-Za-z0-9_-]{5,}(?:\.[A-Za-z0-9_-]*)?", STRUCK, 0),
    _rule(("akia", "asia", "agpa", "aroa", "aida", "anpa"), r"\b(?:AKIA|ASIA|AGPA|AROA|AIDA|ANPA)[A-Z0-9]{12,}\b", STRUCK, 0),
    _rule(("gh", "glp", "glt"), r"\b(?:gh[pousr]_[A-Za-z0-9]{16,}|github_pat_\w{20,}|glpat-[\w-]{16,}|glptt-\w{16,})", STRUCK, 0),
    _rule(("xox",), r"\bxox[abeoprs]-[\w-]{8,}", STRUCK, 0),
    _rule(("hooks.slack",), r"hooks\.slack\.com/services/[\w/]+", STRUCK),
    _rule(("aiza", "ya29."), r"\bAIza[\w-]{30,}|\bya29\.[\w.-]{10,}", STRUCK, 0),
    _rule(("k_live", "k_test", "whsec"), r"\b(?:sk|rk|pk)_(?:live|test)_\w{10,}|\bwhsec_\w{10,}", STRUCK, 0),
    _rule(("sk-", "sg.", "npm_", "pypi-", "hvs.", "hvb."), r"\bsk-[A-Za-z0-9_-]{20,}|\bSG\.[\w-]{16,}\.[\w-]{16,}|\bnpm_\w{30,}|\bpypi-AgE\w{10,}|\bhv[sb]\.[\w-]{20,}", STRUCK, 0),
    _rule(("dop_v1", "sk", "key-"), r"\bdop_v1_\w{20,}|\bSK[0-9a-f]{32}\b|\bkey-[0-9a-f]{32}\b", STRUCK, 0),
    _rule((":aa",), r"\b\d{8,10}:AA[\w-]{30,}", STRUCK, 0),
    # Hashes of passwords, and lines of the files where they lie.
    _rule(("$",), r"\$(?:1|2[abxy]?|5|6|7|y|gy|apr1|argon2\w{0,2}|krb5\w{0,10}|pbkdf2[\w-]{0,20})\$[^\s:\"'<>]{8,}", STRUCK),
    _rule(("$",), r"\b(?:pbkdf2_sha\d{1,3}|bcrypt_sha256|scrypt|argon2)\$[^\s:\"'<>]{8,}", STRUCK),
    _rule((":",), r"\b[0-9a-f]{32}:[0-9a-f]{32}\b", STRUCK),
    _rule(("{",), r"\{(?:SSHA\d{0,3}|SHA|MD5|SMD5|CRYPT)\}[A-Za-z0-9+/=$.]{8,}", STRUCK),
    _rule((":",), r"^([ \t]{0,10})[a-z_][\w.-]{0,31}:[^:\s]{0,200}:\d{1,9}:\d{0,9}:[^:\n]{0,200}:[^\n]{0,200}$", rf"\1{STRUCK}", re.IGNORECASE | re.MULTILINE),
    # Words of commands.
    _rule(("-p", "-t", "-s", "-a", "-c"), r"(--?(?:password|passwd|pass|token|secret|api-?key|psk|community)[= ]\s{0,5})" + _VALUE, rf"\1{STRUCK}"),
    _rule(("mysql", "sshpass"), r"\b((?:mysql|mysqldump|mysqladmin|sshpass)\b[^\n]{0,200}?\s-p)\s?" + _VALUE, rf"\1{STRUCK}"),
    _rule(("curl", "wget", "smbclient", "rpcclient"), r"\b((?:curl|wget|smbclient|rpcclient)\b[^\n]{0,200}?\s(?:-u|-U|--user)[ =]?)\s{0,5}" + _VALUE, rf"\1{STRUCK}"),
    _rule(("net use",), r"\b(net\s+use\s+\S{1,200}\s+)\S{1,200}(\s+/user:)", rf"\1{STRUCK}\2"),
    # Elements of XML and HTML, and a name beside a value.
    _rule(_ROOTS, rf"({_NAME}\s{{0,5}}>)[^<]{{1,5000}}(</)", rf"\1{STRUCK}\2"),
    _rule(_ROOTS, rf"({_NAME}[\"']?\s[^<>]{{0,200}}?value\s{{0,5}}=\s{{0,5}})" + _VALUE, rf"\1{STRUCK}"),
    _rule(_ROOTS, rf"({_NAME}\"?\s{{0,5}}(?:/>|</key>|</name>)\s{{0,50}}<(?:string|value)>)[^<]{{1,5000}}", rf"\1{STRUCK}"),
    # Name and value: password=…, "token": "…", mật khẩu là …, User/Password : admin/admin.
    _rule(_ROOTS, rf"({_NAME}{_SAYS})(?!{re.escape(STRUCK)})" + _VALUE, rf"\1{STRUCK}"),
    _rule(_SHORT_WORDS, rf"({_SHORT}[\"'`\]]{{0,3}}\s{{0,20}}(?:=>|:=|[:=])\s{{0,20}})(?!{re.escape(STRUCK)})" + _VALUE, rf"\1{STRUCK}"),
    _rule(("password", "mật khẩu", "passphrase"), r"((?:password|mật khẩu|passphrase)s?\s{1,5})[\"'‘’“”`][^\"'‘’“”`\n]{1,200}[\"'‘’“”`]", rf"\1{STRUCK}"),
    _rule(("password", "mật khẩu", "passphrase"), r"((?:password|mật khẩu|passphrase)\s{1,5})(?=[^\s\d]{0,60}\d)[^\s]{4,200}", rf"\1{STRUCK}"),
    _rule(("requirepass", "masterauth", "identified by"), r"\b((?:requirepass|masterauth|identified by(?: password)?)\s{1,5})" + _VALUE, rf"\1{STRUCK}"),
    # "… with the following credentials: root:toor", in the same line or the next ones.
    _rule(("credential", "login", "account", "tài khoản"), r"((?:credentials?|logins?|accounts?|tài khoản)\b[^\n:]{0,80}:[ \t]{0,20}(?:\r?\n[ \t\r\n]{0,40})?)(?!https?:)[^\s:/]{1,80}[:/][^\s/]\S{0,200}", rf"\1{STRUCK}"),
)  # fmt: skip


def strike_out(text: str) -> str:
    """The text without secrets and without the queries of addresses; longer ones than a hundred thousand characters are cut."""
    text = text[:MOST_READ]
    lower = text.lower()
    for needles, pattern, swap in _RULES:
        for one in needles:
            if one in lower:
                text = pattern.sub(swap, text)
                break
    return text


def plain_address(text: str) -> str:
    """An address of a page without user, query and fragment; a path alone likewise."""
    bare = re.split(r"[?#]", text.strip()[:4000], maxsplit=1)[0]
    bare = re.sub(r"^([a-zA-Z][\w+.-]{0,30}://)[^/\s]{1,500}@", r"\1", bare)
    return strike_out(bare)
