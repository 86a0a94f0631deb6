from __future__ import annotations

import logging
from typing import Any, List

import pytest
from samples import BUSY, FINE, KEY, SECRET, page_of
from scenario_server import Scene, ScenarioServer

from flow_sdk import FlowError


def _written(caplog: pytest.LogCaptureFixture) -> List[logging.LogRecord]:
    return [record for record in caplog.records if record.name == "flow_sdk"]


def test_every_attempt_is_told_of_at_level_debug(run: Any, server: ScenarioServer, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, logger="flow_sdk")
    server.play(BUSY, Scene(body=FINE.body, headers={"x-request-id": "req_7"}))
    run(lambda flow: flow.posts.get("post_1"))
    first, second = _written(caplog)
    assert first.levelno == second.levelno == logging.DEBUG
    assert "method=GET path=/v1/posts/post_1 attempt=1 status=503" in first.getMessage()
    assert "code=SERVICE_UNAVAILABLE" in first.getMessage()
    assert "attempt=2 status=200" in second.getMessage()
    assert "request_id=req_7" in second.getMessage()


def test_an_attempt_without_an_answer_is_told_of_too(run: Any, server: ScenarioServer, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, logger="flow_sdk")
    server.play(Scene(drop=True))
    with pytest.raises(FlowError):
        run(lambda flow: flow.posts.get("post_1", options={"max_retries": 0}))
    (only,) = _written(caplog)
    assert "code=CONNECTION_ERROR" in only.getMessage()


def test_no_log_holds_a_key_a_header_a_query_or_a_body(run: Any, server: ScenarioServer, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, logger="flow_sdk")
    echo = {"error": {"type": "server_error", "code": "INTERNAL_ERROR", "message": KEY, "details": []}}
    server.play(page_of(["post_1"], None), FINE, Scene(500, echo))
    run(lambda flow: flow.posts.list(filter={"content": {"contains": "query-secret"}}, options={"headers": {"X-Proxy": "header-secret"}}))
    run(lambda flow: flow.posts.create(channel_id="channel_1", content="body-secret", options={"idempotency_key": "idempotency-secret"}))
    with pytest.raises(FlowError):
        run(lambda flow: flow.posts.get("post_1", options={"max_retries": 0}))
    records = _written(caplog)
    assert len(records) == 3
    told = repr([vars(record) for record in records])
    for secret in (SECRET, "query-secret", "header-secret", "body-secret", "idempotency-secret"):
        assert secret not in told


def test_nothing_is_written_unless_asked_for(run: Any, server: ScenarioServer, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    server.play(FINE)
    run(lambda flow: flow.posts.get("post_1"))
    assert _written(caplog) == []
