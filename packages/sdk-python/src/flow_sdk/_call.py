from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Mapping, Optional, TypedDict

from ._response import FlowResponse


class RequestOptions(TypedDict, total=False):
    """Settings for one call, given as ``options``; they win over the client's."""

    timeout: float
    """Seconds one attempt may take."""
    max_retries: int
    """How often the call is tried again; 0 for never."""
    idempotency_key: str
    """For operations that create: your own key instead of a random one, 1 to 255 characters."""
    headers: Mapping[str, str]
    """Further headers."""
    response_into: FlowResponse
    """Where the answer as it came is put: its status, headers and body."""


@dataclass(frozen=True)
class Call:
    """One operation with its arguments, as the generated resources hand it to the transport."""

    method: str
    path: str
    query: Optional[Mapping[str, Any]] = None
    body: Optional[Mapping[str, Any]] = None
    file_field: Optional[str] = None
    """The field of ``body`` that is a file; the body is then sent as a form."""
    is_idempotent: bool = False
    options: Optional[RequestOptions] = None
