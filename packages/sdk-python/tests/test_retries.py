from __future__ import annotations

import time
from dataclasses import replace

import pytest
from conftest import Run
from samples import BUSY, FINE, error_body
from scenario_server import Scene, ScenarioServer

from flow_sdk import FlowConflictError, FlowConnectionError, FlowError, FlowRateLimitError, FlowServerError, FlowTimeoutError


def gap(server: ScenarioServer) -> float:
    return server.seen[1].at - server.seen[0].at


def test_503_503_200_are_three_requests_with_one_key(run: Run, server: ScenarioServer) -> None:
    server.play(BUSY, BUSY, FINE)
    assert run(lambda flow: flow.posts.create(channel_id="c", content="x")).id == "post_1"
    assert len(server.seen) == 3
    assert len({seen.headers["idempotency-key"] for seen in server.seen}) == 1
    assert {seen.body for seen in server.seen} == {b'{"channelId":"c","content":"x"}'}


def test_two_creations_have_two_keys(run: Run, server: ScenarioServer) -> None:
    server.play(FINE)
    run(lambda flow: flow.posts.create(channel_id="c"))
    run(lambda flow: flow.posts.create(channel_id="c"))
    assert server.seen[0].headers["idempotency-key"] != server.seen[1].headers["idempotency-key"]


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504])
def test_is_tried_again(run: Run, server: ScenarioServer, status: int) -> None:
    server.play(Scene(status), FINE)
    run(lambda flow: flow.posts.get("post_1"))
    assert len(server.seen) == 2


@pytest.mark.parametrize("status", [400, 401, 403, 404, 405, 409, 413, 415, 422, 501, 507])
def test_is_not_tried_again(run: Run, server: ScenarioServer, status: int) -> None:
    server.play(Scene(status, error_body("X")), FINE)
    with pytest.raises(FlowError) as caught:
        run(lambda flow: flow.posts.get("post_1"))
    assert caught.value.status == status
    assert len(server.seen) == 1


def test_409_only_for_idempotency_in_progress(run: Run, server: ScenarioServer) -> None:
    server.play(Scene(409, error_body("IDEMPOTENCY_IN_PROGRESS")), FINE)
    run(lambda flow: flow.posts.create(channel_id="c"))
    assert len(server.seen) == 2
    server.play(Scene(409, error_body("POST_NOT_EDITABLE")), FINE)
    with pytest.raises(FlowConflictError):
        run(lambda flow: flow.posts.update("post_1", content="x"))
    assert len(server.seen) == 1


def test_a_dropped_connection_and_a_success_that_breaks_off(run: Run, server: ScenarioServer) -> None:
    server.play(Scene(drop=True), replace(FINE, cut_after=10), FINE)
    assert run(lambda flow: flow.posts.get("post_1")).id == "post_1"
    assert len(server.seen) == 3


def test_three_times_by_default(run: Run, server: ScenarioServer) -> None:
    server.play(BUSY)
    with pytest.raises(FlowServerError):
        run(lambda flow: flow.posts.get("post_1"))
    assert len(server.seen) == 4


def test_max_retries_0_means_none(run: Run, server: ScenarioServer) -> None:
    server.play(BUSY)
    with pytest.raises(FlowServerError):
        run(lambda flow: flow.posts.get("post_1"), max_retries=0)
    assert len(server.seen) == 1
    with pytest.raises(FlowServerError):
        run(lambda flow: flow.posts.get("post_1", options={"max_retries": 0}))
    assert len(server.seen) == 2


def test_retry_after_in_seconds_is_waited_for_in_full(run: Run, server: ScenarioServer) -> None:
    server.play(replace(BUSY, headers={"retry-after": "1"}), FINE)
    run(lambda flow: flow.posts.get("post_1"))
    assert gap(server) >= 1


def test_retry_after_as_a_date_is_measured_on_the_servers_clock(run: Run, server: ScenarioServer) -> None:
    headers = {"date": "Wed, 02 Dec 2020 10:00:00 GMT", "retry-after": "Wed, 02 Dec 2020 10:00:01 GMT"}
    server.play(replace(BUSY, headers=headers), FINE)
    run(lambda flow: flow.posts.get("post_1"))
    assert gap(server) >= 1


@pytest.mark.parametrize("value", ["soon", "-5", "1e9", "", "NaN", "12 parsecs"])
def test_rubbish_in_retry_after_is_ignored(run: Run, server: ScenarioServer, value: str) -> None:
    server.play(replace(BUSY, headers={"retry-after": value}), FINE)
    run(lambda flow: flow.posts.get("post_1"))
    assert len(server.seen) == 2
    assert gap(server) < 0.9


def test_a_wait_longer_than_a_call_should_hang_is_left_to_the_caller(run: Run, server: ScenarioServer) -> None:
    server.play(Scene(429, error_body("RATE_LIMIT_EXCEEDED"), {"retry-after": "3600"}), FINE)
    with pytest.raises(FlowRateLimitError) as caught:
        run(lambda flow: flow.posts.get("post_1"))
    assert caught.value.retry_after == 3600
    assert len(server.seen) == 1


def test_every_attempt_has_a_time_of_its_own(run: Run, server: ScenarioServer) -> None:
    server.play(replace(FINE, delay=0.5), replace(FINE, delay=0.1))
    assert run(lambda flow: flow.posts.get("post_1", options={"timeout": 0.25})).id == "post_1"
    assert len(server.seen) == 2


def test_too_late(run: Run, server: ScenarioServer) -> None:
    server.play(replace(FINE, delay=0.4))
    with pytest.raises(FlowTimeoutError) as caught:
        run(lambda flow: flow.posts.get("post_1"), timeout=0.1, max_retries=0)
    assert (caught.value.code, caught.value.status) == ("TIMEOUT", None)


def test_a_body_that_trickles_is_too_late_as_well(run: Run, server: ScenarioServer) -> None:
    server.play(replace(FINE, trickle=0.05))
    started = time.monotonic()
    with pytest.raises(FlowTimeoutError):
        run(lambda flow: flow.posts.get("post_1"), timeout=0.3, max_retries=0)
    assert time.monotonic() - started < 2


def test_a_server_that_is_not_there(run: Run) -> None:
    with pytest.raises(FlowConnectionError) as caught:
        run(lambda flow: flow.posts.get("post_1"), base_url="http://127.0.0.1:19999", max_retries=1)
    assert (caught.value.code, caught.value.status) == ("CONNECTION_ERROR", None)
