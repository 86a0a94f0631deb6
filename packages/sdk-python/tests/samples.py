from __future__ import annotations

from typing import Any, Dict, List, Optional

from scenario_server import Scene

KEY = "flow_sk_test_abcd1234_S3cretS3cretS3cretS3cretS3cretS3cretS3cret1"
SECRET = KEY[-20:]

POST: Dict[str, Any] = {
    "id": "post_1",
    "channelId": "channel_1",
    "mode": "test",
    "status": "queued",
    "content": "Hello",
    "mediaKeys": [],
    "scheduledFor": "2026-12-25T10:00:00.000Z",
    "enableOptimization": False,
    "reason": None,
    "createdAt": "2026-12-01T08:00:00.000Z",
    "updatedAt": "2026-12-01T08:00:00.000Z",
    "settledAt": None,
}

FINE = Scene(body={"data": POST})


def error_body(code: str, message: str = "It failed.", type: str = "server_error", **more: Any) -> Dict[str, Any]:
    return {"error": {"type": type, "code": code, "message": message, "details": [], "requestId": "req_body", **more}}


BUSY = Scene(503, error_body("SERVICE_UNAVAILABLE"))


def page_of(ids: List[str], next_cursor: Optional[str]) -> Scene:
    items = [{**POST, "id": id} for id in ids]
    return Scene(body={"data": items, "pagination": {"perPage": 2, "nextCursor": next_cursor}})
