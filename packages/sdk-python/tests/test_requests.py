from __future__ import annotations

import io
import json
import time
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any, Callable, Optional
from urllib.parse import parse_qsl, urlsplit

import pytest
from conftest import Run
from samples import FINE, KEY, POST
from scenario_server import Scene, ScenarioServer

from flow_sdk import NOT_GIVEN, ApiKeyWithSecret, FlowConnectionError, FlowNotFoundError, FlowResponse, Post

PAGINATION = {"page": 1, "perPage": 20, "total": 1, "totalPages": 1, "nextCursor": None}
MANY = Scene(body={"data": [POST], "pagination": PAGINATION})
GONE = Scene(204)
WHEN = datetime(2026, 12, 25, 10, tzinfo=timezone(timedelta(hours=2)))

CALLS = [
    ("GET", "/v1/posts", None, MANY, lambda f: f.posts.list()),
    ("POST", "/v1/posts", {"channelId": "c", "content": "x"}, FINE, lambda f: f.posts.create(channel_id="c", content="x")),
    ("POST", "/v1/posts", {"channelId": "c", "scheduledFor": "2026-12-25T10:00:00+02:00"}, FINE, lambda f: f.posts.create({"channel_id": "c", "scheduled_for": WHEN})),
    ("POST", "/v1/posts", {"channelId": "c", "mediaKeys": ["m"]}, FINE, lambda f: f.posts.create({"channelId": "c"}, media_keys=("m",))),
    ("GET", "/v1/posts/post_1", None, FINE, lambda f: f.posts.get("post_1")),
    ("GET", "/v1/posts/post_1", None, FINE, lambda f: f.posts.get(post_id="post_1")),
    ("PATCH", "/v1/posts/post_1", {"content": "New", "scheduledFor": "2026-12-25T10:00:00+02:00"}, FINE, lambda f: f.posts.update("post_1", {"content": "New", "scheduled_for": WHEN})),
    ("PATCH", "/v1/posts/post_1", {"content": None}, FINE, lambda f: f.posts.update("post_1", content=None, channel_id=NOT_GIVEN)),
    ("DELETE", "/v1/posts/post_1", None, GONE, lambda f: f.posts.delete("post_1")),
    ("GET", "/v1/posts/post_1/publications", None, Scene(body={"data": []}), lambda f: f.posts.publications("post_1")),
    ("GET", "/v1/channels?sort=name", None, MANY, lambda f: f.channels.list(sort="name")),
    ("POST", "/v1/channels", {"name": "My Channel", "color": "#3B82F6"}, FINE, lambda f: f.channels.create(name="My Channel", color="#3B82F6")),
    ("GET", "/v1/channels/channel_1", None, FINE, lambda f: f.channels.get("channel_1")),
    ("PATCH", "/v1/channels/channel_1", {"name": "N", "feedEnabled": False}, FINE, lambda f: f.channels.update("channel_1", {"name": "N", "feed_enabled": False})),
    ("DELETE", "/v1/channels/channel_1", None, GONE, lambda f: f.channels.delete("channel_1")),
    ("GET", "/v1/api-keys?page=2&perPage=50", None, MANY, lambda f: f.api_keys.list({"page": 2, "per_page": 50})),
    ("POST", "/v1/api-keys", {"name": "K", "permissions": ["posts:write"]}, FINE, lambda f: f.api_keys.create({"name": "K", "permissions": ["posts:write"]})),
    ("GET", "/v1/api-keys/key_1", None, FINE, lambda f: f.api_keys.get("key_1")),
    ("PATCH", "/v1/api-keys/key_1", {"expiresAt": None}, FINE, lambda f: f.api_keys.update("key_1", {"expires_at": None})),
    ("DELETE", "/v1/api-keys/key_1", None, GONE, lambda f: f.api_keys.delete("key_1")),
    ("GET", "/v1/media?cursor=a+b", None, MANY, lambda f: f.media.list(cursor="a b")),
    ("GET", "/v1/media/media_1", None, FINE, lambda f: f.media.get("media_1")),
    ("PATCH", "/v1/media/media_1", {"altText": None}, FINE, lambda f: f.media.update("media_1", alt_text=None)),
    ("DELETE", "/v1/media/media_1", None, GONE, lambda f: f.media.delete("media_1")),
]


@pytest.mark.parametrize("method, url, body, scene, call", CALLS)
def test_every_call_sends_what_the_spec_asks_for(
    run: Run, server: ScenarioServer, method: str, url: str, body: Optional[object], scene: Scene, call: Callable[[Any], Any]
) -> None:
    server.play(scene)
    run(call)
    (seen,) = server.seen
    assert (seen.method, seen.url) == (method, url)
    assert seen.headers["authorization"] == f"Bearer {KEY}"
    assert seen.headers["user-agent"].startswith("flow-sdk-python/")
    assert (json.loads(seen.body) if seen.body else None) == body
    assert ("content-type" in seen.headers) == (body is not None)
    assert ("idempotency-key" in seen.headers) == (method == "POST")


def test_dicts_within_a_body_take_either_case_and_maps_keep_their_keys(run: Run, server: ScenarioServer) -> None:
    at = datetime(2026, 12, 25, 10, tzinfo=timezone.utc)
    post = {"channel_id": "channel_1", "content": "Post", "scheduled_for": at, "overrides": {"my_network": {"content": "Own"}}}
    server.play(Scene(body=json.dumps({"data": {"results": [], "summary": {"total": 2, "successful": 2, "failed": 0}}})))
    run(lambda flow: flow.posts.create_batch({"posts": [post, {"channelId": "channel_2", "content": "Other"}]}))
    assert json.loads(server.seen[0].body)["posts"] == [
        {"channelId": "channel_1", "content": "Post", "scheduledFor": "2026-12-25T10:00:00+00:00", "overrides": {"my_network": {"content": "Own"}}},
        {"channelId": "channel_2", "content": "Other"},
    ]


def test_filters_are_nested(run: Run, server: ScenarioServer) -> None:
    server.play(MANY)
    wanted = {"status": ["queued", "done"], "channelId": {"ne": "c&1"}, "scheduled_for": {"gte": WHEN, "lt": 5}, "content": None}
    run(lambda flow: flow.posts.list(filter=wanted, sort="-scheduledFor", per_page=50))
    assert parse_qsl(urlsplit(server.seen[0].url).query) == [
        ("filter[status][in]", "queued,done"),
        ("filter[channelId][ne]", "c&1"),
        ("filter[scheduledFor][gte]", "2026-12-25T10:00:00+02:00"),
        ("filter[scheduledFor][lt]", "5"),
        ("sort", "-scheduledFor"),
        ("perPage", "50"),
    ]


def test_a_naive_datetime_is_local_time(run: Run, server: ScenarioServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "America/New_York")
    time.tzset()
    try:
        server.play(FINE)
        run(lambda flow: flow.posts.create(channel_id="c", content="x", scheduled_for=datetime(2026, 12, 25, 10)))
        assert json.loads(server.seen[0].body)["scheduledFor"] == "2026-12-25T10:00:00-05:00"
    finally:
        monkeypatch.undo()
        time.tzset()


def test_ids_are_encoded_and_those_that_ask_another_route_refused(run: Run, server: ScenarioServer) -> None:
    server.play(FINE)
    run(lambda flow: flow.posts.get("a/../b?c#d %2e{0}"))
    assert server.seen[0].url == "/v1/posts/a%2F..%2Fb%3Fc%23d%20%252e%7B0%7D"
    for id in ("", ".", ".."):
        with pytest.raises(ValueError):
            run(lambda flow: flow.posts.get(id))
    assert len(server.seen) == 1


def test_a_field_given_twice_or_misspelt_is_refused(run: Run, server: ScenarioServer) -> None:
    server.play(FINE)
    with pytest.raises(TypeError, match="given twice"):
        run(lambda flow: flow.posts.create({"channelId": "c"}, channel_id="d"))
    with pytest.raises(TypeError):
        run(lambda flow: flow.posts.create(chanel_id="d"))
    assert server.seen == []


def test_options_of_one_call(run: Run, server: ScenarioServer) -> None:
    server.play(FINE)
    run(lambda flow: flow.posts.create(channel_id="c", options={"idempotency_key": "mine", "headers": {"x-trace": "t"}}))
    run(lambda flow: flow.posts.create(channel_id="c", options={"headers": {"idempotency-key": "also mine"}}))
    assert server.seen[0].headers["idempotency-key"] == "mine"
    assert server.seen[0].headers["x-trace"] == "t"
    assert server.seen[1].headers["idempotency-key"] == "also mine"


def test_the_answer_as_it_came_is_told_also_of_a_failure(run: Run, server: ScenarioServer) -> None:
    response = FlowResponse()
    server.play(Scene(503), Scene(404, {"error": {"code": "POST_NOT_FOUND"}}, {"x-ratelimit-remaining": "7"}))
    with pytest.raises(FlowNotFoundError):
        run(lambda flow: flow.posts.get("post_1", options={"response_into": response}))
    assert (response.status, response.attempts, response.headers["X-RateLimit-Remaining"]) == (404, 2, "7")
    assert json.loads(response.content)["error"]["code"] == "POST_NOT_FOUND"
    server.play(Scene(drop=True))
    with pytest.raises(FlowConnectionError):
        run(lambda flow: flow.posts.get("post_1", options={"response_into": response, "max_retries": 0}))
    assert (response.status, response.content, response.attempts) == (None, b"", 1)


def test_answers_are_typed_and_take_what_is_new(run: Run, server: ScenarioServer) -> None:
    reason = {"code": "x", "message": "y", "nextActionAt": "2026-01-01T00:00:00Z", "new": 1}
    server.play(Scene(body={"data": {**POST, "status": "paused", "novelty": {"a": 1}, "reason": reason}, "meta": 1}))
    post = run(lambda flow: flow.posts.get("post_1"))
    assert isinstance(post, Post)
    assert (post.status, post.channel_id, post.settled_at) == ("paused", "channel_1", None)
    assert post.scheduled_for == datetime(2026, 12, 25, 10, tzinfo=timezone.utc)
    assert post.reason is not None and post.reason.next_action_at == datetime(2026, 1, 1, tzinfo=timezone.utc)
    with pytest.raises(AttributeError):
        post.status = "done"  # type: ignore[misc]


def test_a_new_key_is_readable_but_not_printed(run: Run, server: ScenarioServer) -> None:
    server.play(Scene(body={"data": {"id": "key_1", "apiKey": KEY, "permissions": ["posts:read"], "createdAt": "2026-01-01T00:00:00.000Z", "updatedAt": "2026-01-01T00:00:00.000Z"}}))
    result = run(lambda flow: flow.api_keys.create({"name": "Production Key"}))
    assert isinstance(result, ApiKeyWithSecret)
    assert result.api_key == KEY
    assert KEY not in repr(result)


def test_the_address_of_media_is_text(run: Run, server: ScenarioServer) -> None:
    server.play(Scene(body={"data": {"url": "http://x/y?s=1", "expiresAt": "2026-12-01T09:00:00.5+01:00"}}))
    url = run(lambda flow: flow.media.get_url("media_1"))
    assert (str(url), f"{url}", url.url) == ("http://x/y?s=1",) * 3
    assert url.expires_at == datetime(2026, 12, 1, 8, 0, 0, 500_000, tzinfo=timezone.utc)


class Unseekable(io.RawIOBase):
    def __init__(self, content: bytes) -> None:
        self._content = io.BytesIO(content)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        return self._content.readinto(buffer)


def advanced(content: bytes) -> io.BytesIO:
    file = io.BytesIO(b"--" + content)
    file.seek(2)
    return file


@pytest.mark.parametrize("kind", ["bytes", "bytearray", "file", "advanced file", "stream", "path", "text path", "opened file"])
def test_uploads(run: Run, server: ScenarioServer, tmp_path: Path, kind: str) -> None:
    content = bytes(range(256))
    path = tmp_path / "own.png"
    path.write_bytes(content)
    server.play(Scene(503), Scene(body={"data": {"key": "media_1"}}))
    with path.open("rb") as opened:
        files = {"bytes": content, "bytearray": bytearray(content), "file": io.BytesIO(content), "advanced file": advanced(content), "stream": Unseekable(content), "path": path, "text path": str(path), "opened file": opened}
        media = run(lambda flow: flow.media.upload(file=files[kind], filename='sea "1" ö.png', alt_text="A sea"))
    assert media.key == "media_1"
    assert len(server.seen) == 2
    assert server.seen[0].headers["idempotency-key"] == server.seen[1].headers["idempotency-key"]
    for seen in server.seen:
        assert seen.headers["content-type"].startswith("multipart/form-data; boundary=")
        assert b'name="file"; filename="sea %221%22 \xc3\xb6.png"' in seen.body
        assert b"\r\n\r\n" + content + b"\r\n--" in seen.body
        assert b'name="altText"\r\n\r\nA sea\r\n' in seen.body
        assert b'name="filename"' not in seen.body


def test_a_path_brings_its_name_and_text_is_refused(run: Run, server: ScenarioServer, tmp_path: Path) -> None:
    (tmp_path / "own.png").write_bytes(b"x")
    server.play(Scene(body={"data": {"key": "media_1"}}))
    run(lambda flow: flow.media.upload({"file": tmp_path / "own.png"}))
    assert b'filename="own.png"' in server.seen[0].body
    with pytest.raises(TypeError, match="binary mode"):
        run(lambda flow: flow.media.upload(file=io.StringIO("x")))
    with pytest.raises(FileNotFoundError):
        run(lambda flow: flow.media.upload(file=tmp_path / "none.png"))
