"""Reads an e-mail message: its subject and its body. Sender, recipients and attachments are not read; the note names the attachments."""

import email
import email.errors
import email.policy
from email.message import EmailMessage, MIMEPart

from orchestration.documents.readers import html
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
    text = _page(found) if body.get_content_type() == "text/html" else _decoded(body, found)
    if not text.strip():
        raise ValueError("the message has no text: save its attachments as documents of their own")
    subject = " ".join(str(message.get("subject", "")).split())
    attached = [part.get_filename() or part.get_content_type() for part in message.iter_attachments()]
    return Reading(
        "\n\n".join(filter(None, (subject, text.replace("\r\n", "\n")))), f"attachments not read: {', '.join(attached)}" if attached else None
    )


def _page(found: bytes) -> str:
    return html.read(found).text


def _decoded(body: MIMEPart, found: bytes) -> str:
    charset = body.get_content_charset("utf-8")
    try:
        return found.decode(charset)
    except (UnicodeDecodeError, LookupError) as error:
        raise ValueError(f"the body is not {charset}, as the message says: save its text as document.txt") from error
