"""A mail relay for tests: one line with its port, then one line of JSON for each mail that it took.

relay.py starttls|tls|none CERTIFICATE KEY USER PASSWORD
"""

import asyncio
import email
import email.policy
import json
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult

security, certificate, key, user, password = sys.argv[1:]


class Handler:
    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("refused@"):
            return "550 5.1.1 No such mailbox: " + address
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        mail = email.message_from_bytes(envelope.content, policy=email.policy.default)
        taken = {
            "sender": envelope.mail_from,
            "receivers": envelope.rcpt_tos,
            "from": mail["from"],
            "to": mail["to"],
            "subject": mail["subject"],
            "id": mail["message-id"],
            "headers": sorted(name.lower() for name in mail.keys()),
            "body": mail.get_content(),
            "authenticated": bool(session.authenticated),
            "tls": session.ssl is not None or security == "tls",
        }
        print(json.dumps(taken), flush=True)
        return "250 OK"


def authenticate(server, session, envelope, mechanism, data):
    right = (data.login, data.password) == (user.encode(), password.encode())
    return AuthResult(success=right, handled=False)


def protocol():
    return SMTP(
        Handler(),
        hostname="relay.test",
        tls_context=context if security == "starttls" else None,
        require_starttls=security == "starttls",
        auth_require_tls=security == "starttls",
        auth_required=user != "",
        authenticator=authenticate,
        enable_SMTPUTF8=True,
    )


async def main():
    loop = asyncio.get_running_loop()
    tls = context if security == "tls" else None
    server = await loop.create_server(protocol, "127.0.0.1", 0, ssl=tls)
    print(server.sockets[0].getsockname()[1], flush=True)
    # Whoever started it goes, and its standard input with him.
    await loop.run_in_executor(None, sys.stdin.read)


context = None
if security != "none":
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
asyncio.run(main())
