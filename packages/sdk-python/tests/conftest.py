from __future__ import annotations

import asyncio
import inspect
import os
import sys
from typing import Any, Callable, Iterator

import pytest

sys.path.insert(0, os.path.dirname(__file__))

from samples import KEY  # noqa: E402
from scenario_server import ScenarioServer  # noqa: E402

from flow_sdk import AsyncFlow, Flow  # noqa: E402


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("FLOW_API_KEY", "FLOW_BASE_URL", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session")
def _server() -> Iterator[ScenarioServer]:
    server = ScenarioServer()
    yield server
    server.close()


@pytest.fixture()
def server(_server: ScenarioServer) -> ScenarioServer:
    return _server


Run = Callable[..., Any]


@pytest.fixture(params=["sync", "async"])
def run(request: pytest.FixtureRequest, server: ScenarioServer) -> Run:
    """Runs a scenario with both clients: ``run(lambda flow: flow.posts.get('post_1'))``."""

    def run_sync(scenario: Callable[[Any], Any], **settings: Any) -> Any:
        with Flow(KEY, **{"base_url": server.base_url, "retry_delay": 0.001, **settings}) as flow:
            result = scenario(flow)
            return list(result) if inspect.isgenerator(result) else result

    def run_async(scenario: Callable[[Any], Any], **settings: Any) -> Any:
        async def main() -> Any:
            async with AsyncFlow(KEY, **{"base_url": server.base_url, "retry_delay": 0.001, **settings}) as flow:
                return await scenario(flow)

        return asyncio.run(main())

    return run_sync if request.param == "sync" else run_async


@pytest.fixture()
def walk(run: Run) -> Callable[..., Any]:
    """Ids of the items of all pages, with either client."""

    def walk_all(**params: Any) -> Any:
        def scenario(flow: Any) -> Any:
            if isinstance(flow, Flow):
                return [post.id for post in flow.posts.list(**params).auto_paging_iter()]

            async def collect() -> Any:
                page = await flow.posts.list(**params)
                return [post.id async for post in page.auto_paging_iter()]

            return collect()

        return run(scenario)

    return walk_all
