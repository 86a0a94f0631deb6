from __future__ import annotations

import asyncio
import inspect
import re
from datetime import datetime, timezone
from typing import Any, Callable, Dict, Iterator, List

import httpx2
import pytest
from samples import KEY
from vector_server import PROGRAM, VectorServer, describe, neutral, with_times

from flow_sdk import AsyncFlow, Flow, FlowError, FlowResponse

if not PROGRAM.exists():
    pytest.skip("the vectors are in Flow's own repository only", allow_module_level=True)


@pytest.fixture(scope="module")
def vector_server() -> Iterator[VectorServer]:
    server = VectorServer()
    yield server
    server.close()


def test_every_vector_with_flow(vector_server: VectorServer) -> None:
    with httpx2.Client() as http:
        problems = Problems(vector_server, "python")
        for vector in vector_server.vectors:
            problems.add(vector, run_sync({**problems.settings(vector), "http_client": http}, vector["call"]))
    problems.expect_none()


def test_every_vector_with_async_flow(vector_server: VectorServer) -> None:
    async def run_all() -> Problems:
        problems = Problems(vector_server, "python-async")
        async with httpx2.AsyncClient() as http:
            for vector in vector_server.vectors:
                problems.add(vector, await run_async({**problems.settings(vector), "http_client": http}, vector["call"]))
        return problems

    asyncio.run(run_all()).expect_none()


class Problems:
    def __init__(self, server: VectorServer, run: str) -> None:
        self._server, self._run = server, run
        self._found: Dict[str, List[str]] = {}
        self._count = 0

    def settings(self, vector: Dict[str, Any]) -> Dict[str, Any]:
        return settings_of(vector["client"], f"{self._server.base_url}/play/{vector['index']}/{self._run}")

    def add(self, vector: Dict[str, Any], outcome: Dict[str, Any]) -> None:
        self._count += 1
        problems = self._server.judge(f"{vector['index']}/{self._run}", outcome)
        if problems:
            self._found[vector["name"]] = problems

    def expect_none(self) -> None:
        assert self._count > 0
        assert self._found == {}, "\n".join(f"{name}: {'; '.join(found)}" for name, found in self._found.items())


def settings_of(client: Dict[str, Any], base_url: str) -> Dict[str, Any]:
    settings: Dict[str, Any] = {"base_url": client.get("baseURL", base_url), "retry_delay": 0.001}
    if "timeoutMs" in client:
        settings["timeout"] = client["timeoutMs"] / 1000
    if "maxRetries" in client:
        settings["max_retries"] = client["maxRetries"]
    return settings


def run_sync(settings: Dict[str, Any], call: Dict[str, Any]) -> Dict[str, Any]:
    with Flow(KEY, **settings) as flow:
        try:
            outcome: Dict[str, Any] = {}
            for _ in range(call.get("times", 1)):
                response = FlowResponse()
                result = send(flow, call, response)()
                if call.get("read") == "walk":
                    result = list(result.auto_paging_iter())
                outcome = outcome_of(call, result, response)
            return outcome
        except FlowError as error:
            return {"error": describe(error)}
        except (ValueError, TypeError):
            return {"isRefused": True}


async def run_async(settings: Dict[str, Any], call: Dict[str, Any]) -> Dict[str, Any]:
    async with AsyncFlow(KEY, **settings) as flow:
        try:
            outcome: Dict[str, Any] = {}
            for _ in range(call.get("times", 1)):
                response = FlowResponse()
                result = send(flow, call, response)()
                if inspect.isawaitable(result):
                    result = await result
                if call.get("read") == "walk":
                    result = [item async for item in result.auto_paging_iter()]
                outcome = outcome_of(call, result, response)
            return outcome
        except FlowError as error:
            return {"error": describe(error)}
        except (ValueError, TypeError):
            return {"isRefused": True}


def outcome_of(call: Dict[str, Any], result: Any, response: FlowResponse) -> Dict[str, Any]:
    read = call.get("read")
    if read == "walk":
        return {"items": neutral(result)}
    if read == "page":
        return {"page": {"items": neutral(list(result)), "pagination": neutral(result.pagination)}}
    if read == "response":
        raw = {"status": response.status, "headers": dict(response.headers), "attempts": response.attempts}
        return {"value": neutral(result), "response": raw}
    return {"value": neutral(result)}


def send(flow: Any, call: Dict[str, Any], response: FlowResponse) -> Callable[[], Any]:
    if "unwrap" in call:
        given = call["unwrap"]
        now = datetime.fromtimestamp(given["nowSeconds"], timezone.utc)
        return lambda: flow.webhooks.unwrap(given["payload"], given["headers"], given["secrets"], now=now)
    method = getattr(getattr(flow, snake(call["group"])), snake(call["method"]))
    body = with_times(call.get("body"))
    if "file" in call:
        file = call["file"]
        body = {**body, file["field"]: file["text"].encode(), "filename": file["filename"]}
    given = [part for part in (body, with_times(call.get("query"))) if part is not None]
    return lambda: method(*call.get("ids", []), *given, options=options_of(call, response))


def options_of(call: Dict[str, Any], response: FlowResponse) -> Dict[str, Any]:
    options: Dict[str, Any] = {snake(name): value for name, value in call.get("options", {}).items() if name != "timeoutMs"}
    if "timeoutMs" in call.get("options", {}):
        options["timeout"] = call["options"]["timeoutMs"] / 1000
    if call.get("read") == "response":
        options["response_into"] = response
    return options


def snake(name: str) -> str:
    return re.sub(r"([A-Z])", lambda match: "_" + match[1].lower(), name)
