from __future__ import annotations

import time
from typing import Any, Callable, Dict, List, TypeVar

import httpx2

from ._answer import Answer, read_all_as, read_as, read_envelope
from ._call import Call
from ._config import Config
from ._errors import FlowError
from ._log import log_attempt
from ._pages import SyncPage
from ._request import Request, prepare
from ._retry import retry_delay
from ._transport import build_request, call_for_cursor, connection_error, note_answer, read_pagination, timeout_error

T = TypeVar("T")


class SyncTransport:
    """Sends calls, again where that helps and is safe, and reads what came back."""

    def __init__(self, config: Config, http: httpx2.Client, *, owns_http: bool) -> None:
        self._config = config
        self._http = http
        self._own_headers = dict(http.headers) if owns_http else None

    def none(self, call: Call) -> None:
        self._send(call)

    def one(self, call: Call, parse: Callable[[Any], T]) -> T:
        return read_as(parse, self._send(call)["data"])

    def array(self, call: Call, parse: Callable[[Any], T]) -> List[T]:
        return read_all_as(parse, self._send(call)["data"])

    def page(self, call: Call, parse: Callable[[Any], T]) -> SyncPage[T]:
        envelope = self._send(call)
        items = read_all_as(parse, envelope["data"])
        return SyncPage(items, read_pagination(envelope), lambda cursor: self.page(call_for_cursor(call, cursor), parse))

    def _send(self, call: Call) -> Dict[str, Any]:
        request = prepare(self._config, call)
        retry = 0
        while True:
            note_answer(request.response_into, answer=None, attempts=retry + 1)
            started = time.monotonic()
            try:
                answer = self._attempt(request)
                note_answer(request.response_into, answer=answer, attempts=retry + 1)
                envelope = read_envelope(answer, api_key=self._config.api_key)
                log_attempt(request, answer, number=retry + 1, started=started)
                return envelope
            except FlowError as error:
                log_attempt(request, error, number=retry + 1, started=started)
                delay = retry_delay(error, retry=retry, max_retries=request.max_retries, initial_delay=self._config.retry_delay)
                if delay is None:
                    raise
            time.sleep(delay)
            retry += 1

    def _attempt(self, request: Request) -> Answer:
        deadline = time.monotonic() + request.timeout
        try:
            with request.open_body() as body:
                built = build_request(self._http, request, body, own_headers=self._own_headers)
                response = self._http.send(built, stream=True, follow_redirects=False)
                try:
                    return Answer(response.status_code, response.headers, self._read(response, request, deadline))
                finally:
                    response.close()
        except httpx2.TimeoutException as error:
            raise timeout_error(request.timeout) from error
        except httpx2.RequestError as error:
            raise connection_error(error) from error

    def _read(self, response: httpx2.Response, request: Request, deadline: float) -> bytes:
        """httpx2 limits each read; a body that trickles is stopped here."""
        content = b""
        try:
            for chunk in response.iter_bytes():
                content += chunk
                if time.monotonic() > deadline:
                    raise timeout_error(request.timeout)
        except httpx2.TimeoutException:
            raise
        except httpx2.RequestError:
            # An error whose body breaks off is still that error.
            if response.status_code < 400:
                raise
        return content
