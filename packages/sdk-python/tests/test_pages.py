from __future__ import annotations

from typing import Any, Callable

import pytest
from conftest import Run
from samples import POST, page_of
from scenario_server import Scene, ScenarioServer

from flow_sdk import Flow, FlowError, FlowTimeoutError

Walk = Callable[..., Any]


def test_a_page_behaves_as_a_list(run: Run, server: ScenarioServer) -> None:
    server.play(page_of(["a", "b"], "n"))
    page = run(lambda flow: flow.posts.list())
    assert (len(page), page[1].id, page[-1].id, [post.id for post in page]) == (2, "b", "b", ["a", "b"])
    assert page[0] in page and page == page.data and [post.id for post in page[:1]] == ["a"]
    assert (page.pagination.per_page, page.pagination.next_cursor, page.pagination.total, page.has_next_page) == (2, "n", None, True)
    assert bool(page) is True


def test_a_page_leads_to_the_next(run: Run, server: ScenarioServer) -> None:
    server.play(page_of(["a"], "n"), page_of(["b"], None))

    def scenario(flow: Any) -> Any:
        if isinstance(flow, Flow):
            second = flow.posts.list(page=1, sort="createdAt").next_page()
            assert second is not None
            return (second[0].id, second.next_page())

        async def both() -> Any:
            second = await (await flow.posts.list(page=1, sort="createdAt")).next_page()
            return (second[0].id, await second.next_page())

        return both()

    assert run(scenario) == ("b", None)
    assert server.seen[1].url == "/v1/posts?sort=createdAt&cursor=n"


def test_walking_several_pages(walk: Walk, server: ScenarioServer) -> None:
    server.play(page_of(["a", "b"], "x"), page_of(["c", "d"], "y"), page_of(["e"], None))
    assert walk(filter={"status": "queued"}, page=1, per_page=2) == ["a", "b", "c", "d", "e"]
    assert [seen.url.split("?")[1] for seen in server.seen] == [
        "filter%5Bstatus%5D=queued&page=1&perPage=2",
        "filter%5Bstatus%5D=queued&perPage=2&cursor=x",
        "filter%5Bstatus%5D=queued&perPage=2&cursor=y",
    ]


def test_walking_with_an_empty_last_page_and_with_nothing(walk: Walk, server: ScenarioServer) -> None:
    server.play(page_of(["a", "b"], "x"), page_of([], None))
    assert walk() == ["a", "b"]
    server.play(page_of([], None))
    assert walk() == []
    assert len(server.seen) == 1


def test_a_repeated_cursor_is_no_circle(walk: Walk, server: ScenarioServer) -> None:
    server.play(page_of(["a"], "x"))
    with pytest.raises(FlowError) as caught:
        walk()
    assert caught.value.code == "REPEATED_CURSOR"
    assert len(server.seen) == 2


def test_a_failure_on_a_later_page_reaches_the_loop(walk: Walk, server: ScenarioServer) -> None:
    server.play(page_of(["a"], "x"), Scene(403))
    with pytest.raises(FlowError) as caught:
        walk()
    assert caught.value.status == 403


def at(status: str) -> Scene:
    return Scene(body={"data": {**POST, "status": status}})


@pytest.mark.parametrize("status", ["done", "blocked"])
def test_waiting_for_the_end(run: Run, server: ScenarioServer, status: str) -> None:
    server.play(at("queued"), at("flowing"), at("a-new-one"), at(status))
    assert run(lambda flow: flow.posts.wait("post_1", interval=0.005)).status == status
    assert len(server.seen) == 4


def test_waiting_too_long(run: Run, server: ScenarioServer) -> None:
    server.play(at("queued"))
    with pytest.raises(FlowTimeoutError, match="still queued") as caught:
        run(lambda flow: flow.posts.wait("post_1", timeout=0.07, interval=0.02))
    assert caught.value.code == "WAIT_TIMEOUT"
