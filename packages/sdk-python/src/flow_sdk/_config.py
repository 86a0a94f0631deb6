from __future__ import annotations

import math
import os
import re
from dataclasses import dataclass, field
from typing import Optional
from urllib.parse import urlsplit

from ._errors import FlowAuthenticationError
from ._generated import policy


@dataclass(frozen=True)
class Config:
    """Settings of a client, checked. Times are seconds."""

    api_key: str = field(repr=False)
    base_url: str
    timeout: float
    max_retries: int
    retry_delay: float


def resolve_config(
    *, api_key: Optional[str], base_url: Optional[str], timeout: float, max_retries: int, retry_delay: float
) -> Config:
    """Parses what the caller and the environment give; the key is never part of an error."""
    if not (retry_delay >= 0 and math.isfinite(retry_delay)):
        raise ValueError("retry_delay must be a number of seconds from 0")
    return Config(
        api_key=_check_key(api_key if api_key is not None else os.environ.get("FLOW_API_KEY")),
        base_url=_check_base_url(base_url or os.environ.get("FLOW_BASE_URL", "").strip() or policy.BASE_URL),
        timeout=check_timeout(timeout),
        max_retries=check_retries(max_retries),
        retry_delay=retry_delay,
    )


def check_timeout(timeout: float) -> float:
    if not timeout > 0:
        raise ValueError("timeout must be a positive number of seconds")
    return timeout


def check_retries(max_retries: int) -> int:
    if not isinstance(max_retries, int) or max_retries < 0:
        raise ValueError("max_retries must be a whole number from 0")
    return max_retries


def _check_key(given: Optional[str]) -> str:
    key = (given or "").strip()
    if not key:
        raise FlowAuthenticationError(
            "No API key: pass api_key or set FLOW_API_KEY.", code="MISSING_API_KEY", type="authentication_error"
        )
    if not re.fullmatch(r"[\x21-\x7e]+", key):
        raise FlowAuthenticationError(
            "The API key holds a space, a line break or another character no key has.",
            code="INVALID_API_KEY",
            type="authentication_error",
        )
    return key


def _check_base_url(given: str) -> str:
    url = urlsplit(given.strip())
    if url.scheme not in ("http", "https") or not url.hostname or url.username or url.password or url.query or url.fragment:
        raise ValueError("base_url must be an http(s) address without credentials, query or fragment")
    return given.strip().rstrip("/")
