from __future__ import annotations

from ._flow_error import FlowError as FlowError
from ._generated.error_families import *


class FlowConnectionError(FlowError):
    """No whole answer arrived; ``__cause__`` is what httpx2 reported."""


class FlowTimeoutError(FlowError):
    """No answer within ``timeout``, or ``posts.wait`` gave up."""


class FlowWebhookError(FlowError):
    """A webhook's delivery did not verify: do not trust it, answer 400."""
