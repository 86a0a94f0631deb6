from __future__ import annotations

from dataclasses import dataclass, field
from typing import Mapping, Optional


@dataclass
class FlowResponse:
    """The last answer of a call as it came; give one as ``options={'response_into': response}``.

    It is filled in also when the call fails.
    """

    status: Optional[int] = None
    """HTTP status; ``None`` where no answer came."""
    headers: Mapping[str, str] = field(default_factory=dict)
    """The headers, such as ``x-request-id`` and ``x-ratelimit-remaining``; names in any case."""
    content: bytes = field(default=b"", repr=False)
    """The whole body."""
    attempts: int = 0
    """How many requests were made."""
