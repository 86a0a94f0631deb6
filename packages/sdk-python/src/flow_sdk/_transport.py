"""What the sync and the async transport share: everything but waiting."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any, Dict, Mapping, Optional, Union

import httpx2

from ._answer import Answer
from ._call import Call
from ._errors import FlowConnectionError, FlowError, FlowTimeoutError
from ._generated.models import Pagination
from ._request import Request
from ._response import FlowResponse


def note_answer(into: Optional[FlowResponse], *, answer: Optional[Answer], attempts: int) -> None:
    """Fills in what the caller asked for with ``response_into``."""
    if into is None:
        return
    into.status = answer.status if answer else None
    into.headers = answer.headers if answer else {}
    into.content = answer.content if answer else b""
    into.attempts = attempts


def build_request(
    http: Union[httpx2.Client, httpx2.AsyncClient], request: Request, body: Mapping[str, Any], *, own_headers: Optional[Mapping[str, str]]
) -> httpx2.Request:
    """A client that the caller gave may add headers, cookies and parameters. The SDK's own adds nothing but the headers it began with, which
    are ``own_headers``; having it merge them each time would take as long as reading a page of posts as JSON."""
    timeout = http_timeout(request.timeout)
    if own_headers is None:
        return http.build_request(request.method, request.url, headers=request.headers, timeout=timeout, **body)
    headers = {**own_headers, **{name.lower(): value for name, value in request.headers.items()}}
    return httpx2.Request(request.method, request.url, headers=headers, extensions={"timeout": timeout.as_dict()}, **body)


def http_timeout(timeout: float) -> httpx2.Timeout:
    return httpx2.Timeout(None if math.isinf(timeout) else timeout)


def timeout_error(timeout: float) -> FlowTimeoutError:
    return FlowTimeoutError(f"No answer within {timeout:g} s.", code="TIMEOUT", type="timeout_error")


def connection_error(error: httpx2.RequestError) -> FlowConnectionError:
    reason = str(error) or type(error).__name__
    return FlowConnectionError(f"The connection failed: {reason}", code="CONNECTION_ERROR", type="connection_error")


def read_pagination(envelope: Dict[str, Any]) -> Pagination:
    """The spec promises it; a server that leaves it out has given all there is."""
    stated = envelope.get("pagination")
    return Pagination.from_api(stated if isinstance(stated, dict) else {"perPage": len(envelope["data"]), "nextCursor": None})


def call_for_cursor(call: Call, cursor: str) -> Call:
    query = {name: value for name, value in (call.query or {}).items() if name != "page"}
    return replace(call, query={**query, "cursor": cursor})


def wait_timeout_error(post_id: str, status: str, timeout: float, scheduled_for: Optional[object]) -> FlowError:
    return FlowTimeoutError(
        f"Post {post_id} is still {status} after {timeout:g} s; it is scheduled for {scheduled_for}.",
        code="WAIT_TIMEOUT",
        type="timeout_error",
    )
