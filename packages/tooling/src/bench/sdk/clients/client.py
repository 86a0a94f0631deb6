"""The same list, by bare httpx2 and by the SDK, in turns. Prints a line of JSON a turn."""

import itertools
import json
import platform
import sys
import time

import httpx2
from flow_sdk import Flow

base_url, rounds, seconds = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]) / 1000
flow = Flow("flow_sk_live_bench", base_url=base_url)
client = httpx2.Client()
# Another address each time, as in a walk, so that nobody gains by remembering the last one.
pages = itertools.count(1)
headers = {"Accept": "application/json", "Authorization": "Bearer flow_sk_live_bench"}


def raw() -> list:
    response = client.get(f"{base_url}/v1/posts?perPage=20&page={next(pages)}", headers=headers)
    response.raise_for_status()
    return response.json()["data"]


def sdk() -> list:
    return flow.posts.list(per_page=20, page=next(pages))


def turn(way) -> dict:
    calls = 0
    cpu = time.process_time()
    started = now = time.perf_counter()
    while now - started < seconds:
        posts = way()
        if len(posts) != 20:
            raise RuntimeError(f"{len(posts)} posts came")
        calls += 1
        now = time.perf_counter()
    return {"calls": calls, "wallUs": (now - started) * 1e6 / calls, "cpuUs": (time.process_time() - cpu) * 1e6 / calls}


for round in range(rounds):
    for way in (raw, sdk) if round % 2 == 0 else (sdk, raw):
        print(json.dumps({"round": round, "way": way.__name__, **turn(way)}), flush=True)
print(json.dumps({"versions": f"Python {platform.python_version()}, httpx2 {httpx2.__version__}"}))
