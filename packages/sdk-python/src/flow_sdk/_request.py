from __future__ import annotations

import json
import re
import sys
import uuid
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from typing import Any, Dict, Iterator, Mapping, Optional

from ._body import to_json_value
from ._call import Call
from ._config import Config, check_retries, check_timeout
from ._generated import policy
from ._query import to_query
from ._response import FlowResponse
from ._uploads import Form


def _user_agent() -> str:
    try:
        own = version("flow-sdk")
    except PackageNotFoundError:
        own = "source"
    return f"flow-sdk-python/{own} python/{sys.version_info.major}.{sys.version_info.minor}"


USER_AGENT = _user_agent()


@dataclass(frozen=True)
class Request:
    """A call as HTTP, the same for every attempt."""

    method: str
    path: str
    url: str
    headers: Mapping[str, str] = field(repr=False)
    content: Optional[bytes]
    form: Optional[Form]
    timeout: float
    max_retries: int
    response_into: Optional[FlowResponse]

    @contextmanager
    def open_body(self) -> Iterator[Dict[str, Any]]:
        if self.form is None:
            yield {"content": self.content}
        else:
            with self.form.open() as body:
                yield body


def prepare(config: Config, call: Call) -> Request:
    options = call.options or {}
    headers = {"Accept": "application/json", "User-Agent": USER_AGENT, "Authorization": f"Bearer {config.api_key}"}
    form = Form(call.body or {}, call.file_field) if call.file_field else None
    content = None
    if form is None and call.body is not None:
        content = json.dumps(to_json_value(call.body), ensure_ascii=False, separators=(",", ":")).encode()
        headers["Content-Type"] = "application/json"
    for name, value in options.get("headers", {}).items():
        _set_header(headers, name, value)
    if call.is_idempotent:
        own = next((value for name, value in headers.items() if name.lower() == "idempotency-key"), None)
        _set_header(headers, "Idempotency-Key", options.get("idempotency_key") or own or str(uuid.uuid4()))
    query = to_query(call.query) if call.query else ""
    default_timeout = max(config.timeout, policy.UPLOAD_TIMEOUT) if form else config.timeout
    return Request(
        method=call.method,
        path=call.path,
        url=f"{config.base_url}{call.path}{'?' + query if query else ''}",
        headers=headers,
        content=content,
        form=form,
        timeout=check_timeout(options.get("timeout", default_timeout)),
        max_retries=check_retries(options.get("max_retries", config.max_retries)),
        response_into=options.get("response_into"),
    )


def _set_header(headers: Dict[str, str], name: str, value: str) -> None:
    """Checked here because the HTTP library's own error quotes the value, which may be a secret."""
    if not re.fullmatch(r"[!#$%&'*+\-.^_`|~0-9A-Za-z]+", name) or not re.fullmatch(r"[\t\x20-\x7e]*", value):
        raise ValueError(f"the header {name!r} has a name or value HTTP does not allow")
    for present in [key for key in headers if key.lower() == name.lower()]:
        del headers[present]
    headers[name] = value
