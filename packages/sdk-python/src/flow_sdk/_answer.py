from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Callable, Dict, List, Mapping, TypeVar

from ._errors import FlowError, FlowServerError, error_family
from ._retry import parse_retry_after

T = TypeVar("T")


@dataclass(frozen=True)
class Answer:
    """A whole answer, read."""

    status: int
    headers: Mapping[str, str]
    content: bytes


def read_envelope(answer: Answer, *, api_key: str) -> Dict[str, Any]:
    """The API's ``{"data": ...}``; raises what the answer stands for, whatever its body is."""
    if answer.status >= 400:
        raise read_error(answer, api_key=api_key)
    if 300 <= answer.status < 400:
        # Not followed: a redirect would drop the key or turn a POST into a GET.
        target = answer.headers.get("location", "elsewhere")
        raise _odd_answer(answer, "UNEXPECTED_REDIRECT", f"The server redirects to {target}. Set base_url to the address of the API itself.")
    if answer.status == 204:
        return {"data": None}
    text = answer.content.decode("utf-8", "replace")
    body = _parse_json(text)
    if not isinstance(body, dict) or "data" not in body:
        raise _odd_answer(answer, "INVALID_RESPONSE", f"The answer is not the API's; is base_url right? It begins: {_excerpt(text, api_key)}")
    return body


def read_as(parse: Callable[[Any], T], value: Any) -> T:
    try:
        return parse(value)
    except (ValueError, TypeError, AttributeError) as error:
        raise FlowServerError(
            f"The answer is not of the form the API promises: {error}", code="INVALID_RESPONSE", type="server_error"
        ) from error


def read_all_as(parse: Callable[[Any], T], values: Any) -> List[T]:
    return read_as(lambda items: [parse(item) for item in items], values)


def read_error(answer: Answer, *, api_key: str) -> FlowError:
    text = answer.content.decode("utf-8", "replace").replace(api_key, "[API key]")
    body = _parse_json(text)
    inner = body.get("error") if isinstance(body, dict) else None
    error: Dict[str, Any] = inner if isinstance(inner, dict) else {}
    kind, family = error_family(answer.status)
    after = parse_retry_after(answer.headers)
    stated = error.get("retryAfter")
    return kind(
        _word(error.get("message")) or f"The server answered {answer.status} without an error Flow knows: {_excerpt(text, api_key)}",
        status=answer.status,
        code=_word(error.get("code")) or f"HTTP_{answer.status}",
        type=_word(error.get("type")) or family,
        details=_details(error.get("details")),
        request_id=_word(error.get("requestId")) or answer.headers.get("x-request-id"),
        retry_after=after if after is not None else stated if isinstance(stated, (int, float)) and stated >= 0 else None,
        headers=answer.headers,
    )


def _odd_answer(answer: Answer, code: str, message: str) -> FlowServerError:
    return FlowServerError(
        message,
        status=answer.status,
        code=code,
        type="server_error",
        request_id=answer.headers.get("x-request-id"),
        headers=answer.headers,
    )


def _parse_json(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return None


def _word(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _details(value: Any) -> List[Dict[str, Any]]:
    """Every entry has ``field`` and ``message``, so that reading them never fails."""
    if not isinstance(value, list):
        return []
    return [
        {**detail, "field": str(detail.get("field", "")), "message": str(detail.get("message", ""))}
        for detail in value
        if isinstance(detail, dict)
    ]


def _excerpt(text: str, api_key: str) -> str:
    line = " ".join(text.replace(api_key, "[API key]").split())
    return f"{line[:200]}…" if len(line) > 200 else line or "(empty body)"
