from __future__ import annotations

import time
from dataclasses import replace

import pytest
from conftest import Run
from samples import FINE
from scenario_server import ScenarioServer

from flow_sdk import FlowTimeoutError


def test_a_body_that_trickles_is_too_late_as_well(run: Run, server: ScenarioServer) -> None:
    server.play(replace(FINE, trickle=0.05))
    started = time.monotonic()
    with pytest.raises(FlowTimeoutError):
        run(lambda flow: flow.posts.get("post_1"), timeout=0.3, max_retries=0)
    assert time.monotonic() - started < 2
