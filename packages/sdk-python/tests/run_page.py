"""Runs every Python block of pages against a live Flow: python run_page.py PAGE... Needs FLOW_API_KEY and FLOW_BASE_URL."""

import ast
import asyncio
import inspect
import json
import os
import re
import sys
import tempfile
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Dict, List

from flow_sdk import Flow

DOCS = Path(__file__).parent.parent / "docs"
JPEG = bytes.fromhex(
    "ffd8ffe000104a46494600010100000100010000ffdb004300080606070605080707070909080a0c140d0c0b0b0c1912130f141d1a1f1e1d1a1c1c20242e2720"
    "222c231c1c2837292c30313434341f27393d38323c2e333432ffc0000b080001000101011100ffc4001f00000105010101010101000000000000000001020304"
    "05060708090a0bffc400b5100002010303020403050504040000017d01020300041105122131410613516107227114328191a1082342b1c11552d1f02433627282"
    "090a161718191a25262728292a3435363738393a434445464748494a535455565758595a636465666768696a737475767778797a838485868788898a92939495"
    "969798999aa2a3a4a5a6a7a8a9aab2b3b4b5b6b7b8b9bac2c3c4c5c6c7c8c9cad2d3d4d5d6d7d8d9dae1e2e3e4e5e6e7e8e9eaf1f2f3f4f5f6f7f8f9faffda0008"
    "010100003f00fbd3ffd9"
)


def fresh_objects(flow: Flow, image: Path) -> Dict[str, Any]:
    """New objects for one block, so that a block may delete what it names."""
    channel = flow.channels.create(name="Page")
    tomorrow = datetime.now() + timedelta(days=1)
    posts = [flow.posts.create(channel_id=channel.id, content="Page", scheduled_for=tomorrow).id for _ in range(4)]
    return {
        "api_key": os.environ["FLOW_API_KEY"],
        "base_url": os.environ["FLOW_BASE_URL"],
        "next_year": datetime.now().year + 1,
        "image": image.as_posix(),
        "channel": channel.id,
        "post": posts[0],
        "post_1": posts[1],
        "post_2": posts[2],
        "post_3": posts[3],
        "media": flow.media.upload(file=JPEG, filename="image.jpg").key,
        "webhook": flow.webhooks.create(url="https://example.com/webhooks/flow", events=["post.delivered"]).id,
        "key": flow.api_keys.create(name="Page").id,
    }


def run_page(path: Path, setup: Flow, image: Path) -> int:
    """Runs a page from its top, so that a block may use what an earlier one has made; gives the number of its blocks."""
    page = path.read_text(encoding="utf8")
    replacements = json.loads((DOCS / "placeholders.json").read_text(encoding="utf8"))["replace"]
    blocks = list(re.finditer(r"^```python\n(.*?)^```$", page, re.M | re.S))
    shared: Dict[str, Any] = {}
    for match in blocks:
        heading = page[: match.start()].rsplit("\n#", 1)[-1].split("\n", 1)[0].strip("# ")
        values = fresh_objects(setup, image)
        code = match.group(1)
        for placeholder, template in replacements.items():
            code = code.replace(placeholder, template.format(**values))
        awaited = eval(compile(code, f"<{path.name}: {heading}>", "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT), shared)
        if inspect.iscoroutine(awaited):
            asyncio.run(awaited)
        print(f"ran: {path.name}: {heading}")
        for webhook in setup.webhooks.list():
            setup.webhooks.delete(webhook.id)
    if "wait_for_post_delivery" in shared:
        # The page defines it and leaves the call to its reader.
        shared["wait_for_post_delivery"](setup.posts.create(channel_id=setup.channels.list()[0].id, content="Now").id)
    return len(blocks)


def main(pages: List[str]) -> None:
    with Flow() as setup, tempfile.TemporaryDirectory() as folder:
        image = Path(folder) / "image.jpg"
        image.write_bytes(JPEG)
        count = sum(run_page(Path(page), setup, image) for page in pages)
    print(f"{count} blocks ran")


if __name__ == "__main__":
    main(sys.argv[1:] or [str(DOCS / "python-sdk-page.md")])
