"""Passwords, keys, tokens and cookies of many forms do not outlive the reading of a report."""

import time

import pytest

from tinhso.lib.scan_reports.secrets import STRUCK, plain_address, strike_out

S = "S3cr3tV4lue"
FORMS = (
    f"password={S}", f"Password: {S}", f'"password": "{S}"', f"'pwd' => '{S}'", f"DB_PASSWORD={S}", f"mật khẩu là {S}",
    f"Mật khẩu: {S}", f"mat khau: {S}", f"--password {S}", f"--token={S}", f"pass: {S}", f"PIN: {S}", f"PSK: {S}", f"sid={S}",
    f"passphrase is {S}", f"user=a&password={S}&x=1", f'{{"auth":{{"token":"{S}"}}}}', f"redis requirepass {S}", f"identified by '{S}'",
    f"password {S} was accepted", f'Password = "{S} two {S}"', f"with the password '{S}'", f"export TOKEN={S}", f"secret_key='{S}'",
    f"client_secret={S}", f"aws_secret_access_key = {S}", f"SESSION_ID={S}", f"api-key:{S}", f"encryption_password={S}",
    f"Authorization: Basic {S}==", f"authorization: Bearer {S}.{S}", f"Proxy-Authorization: NTLM {S}AAA", f"Cookie: a=1; PHPSESSID={S}",
    f"Set-Cookie: JSESSIONID={S}; Path=/", f"X-Api-Key: {S}", f"X-Auth-Token: {S}", f"X-Forwarded-Secret: {S}",
    f"https://root:{S}@10.0.0.1/x", f"ftp://u:{S}@h/", f"postgres://app:{S}@db:5432/x", f"jdbc:oracle:thin:scott/{S}@db:1521:x",
    f"Server=db;User Id=sa;Password={S};Database=x", f"AccountKey={S}==;EndpointSuffix=core", f'ConnectionString="Server=x;pw={S}"',
    f"https://x.vn/p?token={S}&b=2", f"GET /p?x={S} HTTP/1.1", f"https://x.vn/p#access={S}", f"user/password : admin/{S}",
    f"Username: root\nPassword: {S}", f"following credentials: root:{S}", f"using the following credentials:\n\n  admin:{S}\n",
    f"<password>{S}</password>", f'<input type="hidden" name="csrf_token" value="{S}">', f"<key>Password</key><string>{S}</string>",
    f"community string: {S}", f"SNMP community name is {S}", f"mysql -u root -p{S}", f"curl -u root:{S} http://x",
    f"net use \\\\h\\c$ {S} /user:a", f"-----BEGIN RSA PRIVATE KEY-----\n{S}\n-----END RSA PRIVATE KEY-----",
    f"-----BEGIN OPENSSH PRIVATE KEY-----\n{S} cut", f"eyJhbGciOi.eyJ{S}.{S}", "AKIAS3CR3TV4LUEABCD", f"ghp_{S}{S}12", f"glpat-{S}{S}",
    f"xoxb-{S}-1", f"AIza{S}{S}{S}1", f"sk_live_{S}1", f"root:$6${S}${S}{S}:19000:0:99999:7:::", f"$2y$10${S}{S}",
    "aad3b435b51404eeaad3b435b51404ee:51d6cfe0d16ae931b73c59d7e0c089c0", f"{{SSHA}}{S}AAA=", f"root:x:0:0:{S}:/root:/bin/bash",
)  # fmt: skip


@pytest.mark.parametrize("text", FORMS)
def test_a_secret_is_struck_out_whatever_its_form(text):
    found = strike_out(
        f"before {text}" if "\n" not in text and "$6$" not in text and ":x:0" not in text else text
    )
    assert not any(one in found.lower() for one in (S.lower(), "s3cr3t", "51d6cfe0")), found


@pytest.mark.parametrize(
    "text",
    [
        "OpenSSH 7.4 (protocol 2.0)",
        "CVE-2021-44228 in log4j-core 2.14.1",
        "Cipher: TLS_RSA_WITH_AES_128_CBC_SHA : key exchange RSA",
        "The remote host 10.1.2.3:8443 answered",
        "Basic authentication is used without TLS",
        "Session timeout is too long",
        "File: C:\\Windows\\system32\\ntoskrnl.exe",
        "https://nvd.nist.gov/vuln/detail/CVE-2021-44228",
    ],
)
def test_what_is_no_secret_stays(text):
    assert strike_out(text) == text


def test_queries_of_addresses_are_dropped():
    assert strike_out("see https://x.vn/a/b?id=7&x=1#top now") == "see https://x.vn/a/b now"
    assert plain_address("https://u:p@x.vn:8443/a?b=c#d") == "https://x.vn:8443/a"
    assert plain_address("/don/xem?ma=1") == "/don/xem"


def test_striking_out_twice_changes_nothing():
    for text in FORMS:
        once = strike_out(text)
        assert strike_out(once) == once or STRUCK in strike_out(once)


@pytest.mark.long
def test_hostile_texts_take_linear_time():
    words = (
        "password",
        "credentials ",
        "pass_",
        "mysql ",
        "curl ",
        "a@",
        "x-",
        "'",
        "a:",
        "-----BEGIN PRIVATE KEY-----",
        "://",
        "name value=",
    )
    for word in words:
        spent = []
        for size in (10_000, 80_000):
            begins = time.process_time()
            strike_out((word * size)[:size])
            spent.append(time.process_time() - begins)
        assert spent[1] < 40 * max(spent[0], 0.01), word
