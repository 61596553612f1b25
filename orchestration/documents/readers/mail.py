"""Reads an e-mail message: its subject and its body.

Sender, recipients and attachments are not read: names of people stand there.
The note counts the attachments.
"""

import email
import email.errors
import email.policy
from email.message import EmailMessage

from orchestration.documents.readers import html, text
from orchestration.documents.reading import Reading

MAX_PARTS = 500


def read(data: bytes) -> Reading:
    """Subject and body of the message, an empty line between them; the plain body where there is one, else the main text of the page.

    Raises ``ValueError`` with the remedy when the message has no body that is text.
    """
    message = email.message_from_bytes(data, _class=EmailMessage, policy=email.policy.default)
    if sum(1 for _ in message.walk()) > MAX_PARTS:
        raise ValueError(f"more than {MAX_PARTS} parts: save its text as document.txt")
    body = message.get_body(preferencelist=("plain", "html"))
    if body is None:
        raise ValueError("the message has no text: save its attachments as documents of their own")
    payload = body.get_payload(decode=True)
    found = payload if isinstance(payload, bytes) else b""
    said = text.declared(found, body.get_content_charset("utf-8"))
    if body.get_content_type() == "text/html":
        said = html.read(said.encode()).text
    if not said.strip():
        raise ValueError("the message has no text: save its attachments as documents of their own")
    subject = " ".join(str(message.get("subject", "")).split())
    attached = sum(1 for _ in message.iter_attachments())
    return Reading("\n\n".join(filter(None, (subject, said.replace("\r\n", "\n")))), f"attachments not read: {attached}" if attached else None)
