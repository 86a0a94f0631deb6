from __future__ import annotations

import logging
import time
from typing import Union

from ._answer import Answer
from ._errors import FlowError
from ._request import Request

_logger = logging.getLogger("flow_sdk")


def log_attempt(request: Request, outcome: Union[Answer, FlowError], *, number: int, started: float) -> None:
    """Tells at level debug what finds an attempt again, and nothing that may be secret: no header, query or body."""
    if not _logger.isEnabledFor(logging.DEBUG):
        return
    fields = {
        "method": request.method,
        "path": request.path,
        "attempt": number,
        "status": outcome.status,
        "took_ms": round((time.monotonic() - started) * 1000),
        "request_id": outcome.request_id if isinstance(outcome, FlowError) else outcome.headers.get("x-request-id"),
        "code": outcome.code if isinstance(outcome, FlowError) else None,
    }
    known = " ".join(f"{name}={value}" for name, value in fields.items() if value is not None)
    _logger.debug("attempt %s", known, extra={f"flow_{name}": value for name, value in fields.items()})
