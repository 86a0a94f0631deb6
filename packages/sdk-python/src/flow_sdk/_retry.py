from __future__ import annotations

import random
import re
from datetime import datetime, timezone
from email.utils import parsedate_to_datetime
from typing import Mapping, Optional, Union

from ._errors import FlowConnectionError, FlowError, FlowTimeoutError
from ._generated import policy


def retry_delay(error: FlowError, *, retry: int, max_retries: int, initial_delay: float) -> Optional[float]:
    """Seconds to wait before retry number ``retry`` (from 0), never less than the server asked for; ``None`` to give up."""
    if retry >= max_retries or not is_retryable(error):
        return None
    asked = error.retry_after or 0
    if asked > policy.MAX_RETRY_AFTER:
        return None
    back_off = min(initial_delay * 2.0**retry, max(policy.MAX_DELAY, initial_delay))
    return max(back_off * (1 - policy.JITTER * random.random()), asked)


def is_retryable(error: FlowError) -> bool:
    if error.status is None:
        return isinstance(error, (FlowConnectionError, FlowTimeoutError))
    return error.status in policy.RETRY_STATUSES or error.code in policy.RETRY_CODES


def parse_retry_after(headers: Mapping[str, str]) -> Union[int, float, None]:
    """Seconds from a ``Retry-After`` of seconds or an HTTP date; ``None`` for anything else."""
    value = headers.get("retry-after", "").strip()
    if re.fullmatch(r"[0-9]+", value):
        return int(value)
    if re.fullmatch(r"[0-9]+\.[0-9]+", value):
        return float(value)
    at = _parse_date(value)
    if at is None:
        return None
    # Measured on the server's clock where it tells it, since the local one may be off.
    served = _parse_date(headers.get("date", "")) or datetime.now(timezone.utc)
    return max(0, (at - served).total_seconds())


def _parse_date(value: str) -> Optional[datetime]:
    try:
        date = parsedate_to_datetime(value)
    except (TypeError, ValueError, IndexError):
        return None
    return date if date.tzinfo else date.replace(tzinfo=timezone.utc)
