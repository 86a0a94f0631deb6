from __future__ import annotations

import copy
import pickle
import traceback
from typing import Any

import pytest
from conftest import Run
from samples import KEY, SECRET, error_body
from scenario_server import Scene, ScenarioServer

from flow_sdk import AsyncFlow, Flow, FlowAuthenticationError, FlowError, FlowNotFoundError


def fail_with(run: Run, server: ScenarioServer, scene: Scene) -> FlowError:
    server.play(scene)
    with pytest.raises(FlowError) as caught:
        run(lambda flow: flow.posts.get("post_1"), max_retries=0)
    return caught.value


def test_an_error_tells_itself_and_has_the_headers_of_the_answer(run: Run, server: ScenarioServer) -> None:
    details = [{"field": "content", "message": "must not be empty", "limit": 3}]
    error = fail_with(run, server, Scene(404, error_body("POST_NOT_FOUND", details=details)))
    assert type(error) is FlowNotFoundError
    assert error.details == details
    assert error.headers["x-request-id"] == "req_server"
    assert str(error) == "It failed. (POST_NOT_FOUND, 404, req_body)"


ODD = [
    (Scene(502, "<html>\n<h1>Bad   Gateway</h1>", {"content-type": "text/html"}), "<html> <h1>Bad Gateway"),
    (Scene(504), "empty body"),
    (Scene(400, error_body("X"), cut_after=12), '{"error"'),
    (Scene(500, "null"), "null"),
]


@pytest.mark.parametrize("scene, message", ODD)
def test_an_answer_that_is_not_the_apis_is_quoted_in_one_line(run: Run, server: ScenarioServer, scene: Scene, message: str) -> None:
    assert message in fail_with(run, server, scene).message


@pytest.mark.parametrize("details, read", [("nonsense", []), ([None, {"field": 1}], [{"field": "1", "message": ""}])])
def test_odd_details_do_no_harm(run: Run, server: ScenarioServer, details: Any, read: Any) -> None:
    assert fail_with(run, server, Scene(400, error_body("X", details=details))).details == read


BROKEN = ['{"data":{"id":"po', '{"data":[1]}', '{"data":{"scheduledFor":"tomorrow"}}']


@pytest.mark.parametrize("body", BROKEN)
def test_a_success_that_is_not_what_the_api_promises(run: Run, server: ScenarioServer, body: str) -> None:
    assert fail_with(run, server, Scene(200, body)).code == "INVALID_RESPONSE"


def test_a_redirect_says_where_it_would_lead(run: Run, server: ScenarioServer) -> None:
    assert "elsewhere" in fail_with(run, server, Scene(302, "", {"location": "https://elsewhere.example/"})).message


def test_errors_survive_pickling(run: Run, server: ScenarioServer) -> None:
    error = fail_with(run, server, Scene(404, error_body("POST_NOT_FOUND")))
    for again in (pickle.loads(pickle.dumps(error)), copy.copy(error)):
        assert (type(again), again.code, again.message, again.headers["x-request-id"]) == (type(error), error.code, error.message, "req_server")


def test_the_key_is_in_no_error(run: Run, server: ScenarioServer) -> None:
    echo = fail_with(run, server, Scene(400, error_body("X", message=f"bad header Bearer {KEY}")))
    assert echo.message == "bad header Bearer [API key]"
    errors = [echo, fail_with(run, server, Scene(502, f"<pre>{KEY}</pre>")), fail_with(run, server, Scene(200, f"<pre>{KEY}</pre>"))]
    with pytest.raises(FlowError) as refused:
        run(lambda flow: flow.posts.get("p"), base_url="http://127.0.0.1:19999", max_retries=0)
    for error in [*errors, refused.value]:
        text = "".join(traceback.format_exception(type(error), error, error.__traceback__))
        assert SECRET not in text + repr(error) + repr(vars(error))


def test_the_key_is_in_no_client() -> None:
    for flow in (Flow(KEY), AsyncFlow(KEY)):
        shown = repr(flow) + str(flow) + repr(vars(flow)) + repr(vars(flow.posts)) + repr(vars(flow.posts._transport))
        assert SECRET not in shown
        assert repr(flow).endswith("Flow(base_url='https://api.flow.dev')")


@pytest.mark.parametrize("settings", [{"api_key": f"{KEY}\nx"}, {"api_key": KEY, "base_url": f"https://user:{KEY}@host"}, {"api_key": KEY, "base_url": KEY}])
def test_the_key_is_in_no_refusal(settings: Any) -> None:
    with pytest.raises((FlowError, ValueError)) as caught:
        Flow(**settings)
    assert SECRET not in repr(caught.value)


def test_a_header_http_does_not_allow(run: Run) -> None:
    with pytest.raises(ValueError) as caught:
        run(lambda flow: flow.posts.get("p", options={"headers": {"x-proxy": f"{KEY}\nx"}}))
    assert SECRET not in repr(caught.value)


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(FlowAuthenticationError, match="FLOW_API_KEY"):
        Flow()
    monkeypatch.setenv("FLOW_API_KEY", f"{KEY}\n")
    monkeypatch.setenv("FLOW_BASE_URL", "http://localhost:4100/")
    assert Flow().base_url == "http://localhost:4100"
    assert AsyncFlow(base_url="https://flow.example/api/").base_url == "https://flow.example/api"


@pytest.mark.parametrize("settings", [{"timeout": 0}, {"max_retries": -1}, {"max_retries": 1.5}, {"retry_delay": -1}, {"base_url": "ftp://x"}])
def test_settings_that_make_no_sense(settings: Any) -> None:
    with pytest.raises(ValueError):
        Flow(KEY, **settings)
