from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
import time
from dataclasses import dataclass
from datetime import datetime
from typing import Iterator, List, Mapping, Optional, Sequence, Tuple, Union

from ._errors import FlowWebhookError
from ._generated import policy
from ._generated.webhooks import AsyncWebhooksResource, WebhooksResource
from ._webhook_payload import WebhookPayload

Secrets = Union[str, Sequence[str]]


def unwrap_webhook(
    payload: Union[str, bytes],
    headers: Mapping[str, str],
    secret: Secrets,
    *,
    tolerance: float = policy.WEBHOOK_TOLERANCE,
    now: Optional[datetime] = None,
) -> WebhookPayload:
    """Checks that a delivery is Flow's and reads it. Either signature will do, Standard Webhooks' or ``Flow-Signature``.

    ``payload``: the raw body, before anything has parsed it.
    ``headers``: the request's headers, names in any case.
    ``secret``: ``whsec_...`` as it was shown; several while it is rotated, of which one must fit.
    ``tolerance``: seconds a delivery's time may be from now (300 by default); what is older may be a replay.

    Raises FlowWebhookError with a code that begins with WEBHOOK_: do not trust it, answer 400.
    """
    keys = [_read_secret(one) for one in ([secret] if isinstance(secret, str) else secret)]
    if not keys:
        raise _failure("SECRET_MALFORMED", "No secret was given.")
    body = payload.encode() if isinstance(payload, str) else bytes(payload)
    lower = {name.lower(): value for name, value in headers.items()}
    signatures = [*_standard_signatures(lower), *_flow_signatures(lower)]
    if not signatures:
        raise _failure("SIGNATURE_MISSING", "The request has neither the Standard Webhooks headers nor Flow-Signature.")
    clock = time.time() if now is None else now.timestamp()
    signed = [signature for signature in signatures if signature.matches(body, keys)]
    if any(signature.is_in_time(clock, tolerance) for signature in signed):
        return _read_payload(body)
    if signed:
        raise _failure("OUTSIDE_TOLERANCE", "The delivery was signed too long ago, or the clock is wrong.")
    raise _failure("SIGNATURE_INVALID", "No signature matches: the secret is another one, or the body is not the raw one.")


@dataclass(frozen=True)
class _Signature:
    prefix: str
    at: str
    mac: bytes
    scheme: int
    """Which of a secret's two keys signs: 0 for Standard Webhooks, 1 for Flow-Signature."""

    def matches(self, body: bytes, keys: List[Tuple[bytes, bytes]]) -> bool:
        macs = [hmac.new(key[self.scheme], self.prefix.encode() + body, hashlib.sha256).digest() for key in keys]
        return any([hmac.compare_digest(mac, self.mac) for mac in macs])

    def is_in_time(self, clock: float, tolerance: float) -> bool:
        return self.at.isdecimal() and abs(clock - int(self.at)) <= tolerance


def _standard_signatures(headers: Mapping[str, str]) -> Iterator[_Signature]:
    at = headers.get("webhook-timestamp", "")
    for part in headers.get("webhook-signature", "").split():
        mac = _decode_base64(part[3:]) if part.startswith("v1,") else None
        if mac:
            yield _Signature(f"{headers.get('webhook-id', '')}.{at}.", at, mac, 0)


def _flow_signatures(headers: Mapping[str, str]) -> Iterator[_Signature]:
    pairs = [part.strip().partition("=") for part in headers.get("flow-signature", "").split(",")]
    at = next((value for name, _, value in pairs if name == "t"), "")
    for name, _, value in pairs:
        if name != "v1":
            continue
        try:
            yield _Signature(f"{at}.", at, bytes.fromhex(value), 1)
        except ValueError:
            continue


def _read_secret(given: str) -> Tuple[bytes, bytes]:
    secret = given.strip()
    key = _decode_base64(secret[6:]) if secret.startswith("whsec_") else None
    if not key:
        raise _failure("SECRET_MALFORMED", "A webhook's secret is whsec_ and base64, as it was shown on creation.")
    return key, secret.encode()


def _decode_base64(text: str) -> Optional[bytes]:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None


def _read_payload(body: bytes) -> WebhookPayload:
    try:
        return WebhookPayload.from_api(json.loads(body))
    except (ValueError, TypeError, AttributeError) as error:
        raise _failure("PAYLOAD_INVALID", f"The body is signed but is not an event: {error}") from error


def _failure(code: str, message: str) -> FlowWebhookError:
    return FlowWebhookError(message, code=f"WEBHOOK_{code}", type="webhook_error")


class _Unwrap:
    def unwrap(
        self,
        payload: Union[str, bytes],
        headers: Mapping[str, str],
        secret: Secrets,
        *,
        tolerance: float = policy.WEBHOOK_TOLERANCE,
        now: Optional[datetime] = None,
    ) -> WebhookPayload:
        """Checks that a delivery is Flow's and reads it; see ``unwrap_webhook``. Nothing is sent, and nothing is to be awaited."""
        return unwrap_webhook(payload, headers, secret, tolerance=tolerance, now=now)


class Webhooks(WebhooksResource, _Unwrap):
    """``flow.webhooks``: the API's operations on webhooks, and verifying what they deliver."""


class AsyncWebhooks(AsyncWebhooksResource, _Unwrap):
    """``flow.webhooks``: the API's operations on webhooks, and verifying what they deliver."""
