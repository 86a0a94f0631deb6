"""The scenario server that every language's driver runs, and what its vectors mean in Python."""

from __future__ import annotations

import json
import os
import subprocess
from dataclasses import fields, is_dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import Any, Dict, List, Mapping
from urllib.request import ProxyHandler, Request, build_opener

from flow_sdk import FlowError
from flow_sdk._body import camel_case
from flow_sdk._parse import read_datetime

PROGRAM = Path(__file__).parents[3] / "packages" / "tooling" / "src" / "conformance" / "serve-vectors.ts"


class VectorServer:
    """A process of its own; it ends with its input. FLOW_VECTOR_TAG leaves the vectors of one tag only."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(["node", str(PROGRAM)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert self._process.stdout is not None
        self.base_url = self._process.stdout.readline().strip()
        assert self.base_url, "the scenario server did not start; it needs Node 24"
        tag = os.environ.get("FLOW_VECTOR_TAG")
        listed = self._ask(f"{self.base_url}/vectors")
        self.vectors: List[Dict[str, Any]] = [vector for vector in listed if tag is None or tag in vector["tags"]]

    def judge(self, place: str, outcome: Mapping[str, Any]) -> List[str]:
        """What is wrong with a run."""
        problems: List[str] = self._ask(Request(f"{self.base_url}/judge/{place}", data=json.dumps(outcome).encode()))["problems"]
        return problems

    def close(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()

    def _ask(self, address: Any) -> Any:
        with build_opener(ProxyHandler({})).open(address) as answer:
            return json.load(answer)


def with_times(value: Any) -> Any:
    """``{"$time": "..."}`` stands for the language's own time."""
    if isinstance(value, list):
        return [with_times(item) for item in value]
    if not isinstance(value, dict):
        return value
    return read_datetime(value["$time"]) if "$time" in value else {name: with_times(inner) for name, inner in value.items()}


def neutral(value: Any) -> Any:
    """A result as JSON with the API's names."""
    if isinstance(value, datetime):
        return value.astimezone(timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    if is_dataclass(value):
        return {camel_case(field.name): neutral(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {name: neutral(inner) for name, inner in value.items()}
    return [neutral(item) for item in value] if isinstance(value, (list, tuple)) else value


def describe(error: FlowError) -> Dict[str, Any]:
    return {
        "family": type(error).__name__[len("Flow") : -len("Error")],
        "status": error.status,
        "code": error.code,
        "type": error.type,
        "message": error.message,
        "details": error.details,
        "requestId": error.request_id,
        "retryAfter": error.retry_after,
    }
