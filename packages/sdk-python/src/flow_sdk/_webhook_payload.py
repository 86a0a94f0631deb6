from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Mapping, Optional

from ._generated.models import Channel, Connection, Post
from ._parse import read_datetime, read_model


@dataclass(frozen=True)
class WebhookData:
    """The object that an event is about, as the API shows it. What the event is not about is ``None``."""

    post: Optional[Post] = None
    channel: Optional[Channel] = None
    connection: Optional[Connection] = None
    raw: Mapping[str, Any] = field(default_factory=dict, repr=False)
    """All of it, also what this version does not know."""

    @classmethod
    def from_api(cls, data: Any) -> WebhookData:
        return cls(
            post=read_model(Post.from_api, data.get("post")),
            channel=read_model(Channel.from_api, data.get("channel")),
            connection=read_model(Connection.from_api, data.get("connection")),
            raw=data,
        )


@dataclass(frozen=True)
class WebhookPayload:
    """An event as a webhook gets it."""

    id: str
    """The event's id, the same over all attempts: keep those you have handled."""
    type: str
    """What happened, such as ``post.delivered``. New types are added over time."""
    timestamp: datetime
    """When it happened."""
    data: WebhookData
    """The object that the event is about."""

    @classmethod
    def from_api(cls, data: Any) -> WebhookPayload:
        return cls(
            id=data.get("id"),
            type=data.get("type"),
            timestamp=read_datetime(data.get("timestamp")),
            data=WebhookData.from_api(data.get("data") or {}),
        )
