from __future__ import annotations

import time
from typing import Any, Callable, Dict, List, TypeVar

import anyio
import httpx2

from ._answer import Answer, read_all_as, read_as, read_envelope
from ._call import Call
from ._config import Config
from ._errors import FlowError
from ._log import log_attempt
from ._pages import AsyncPage
from ._request import Request, prepare
from ._retry import retry_delay
from ._transport import build_request, call_for_cursor, connection_error, note_answer, read_pagination, timeout_error

T = TypeVar("T")


class AsyncTransport:
    """Sends calls, again where that helps and is safe, and reads what came back. Works under asyncio and trio."""

    def __init__(self, config: Config, http: httpx2.AsyncClient, *, owns_http: bool) -> None:
        self._config = config
        self._http = http
        self._own_headers = dict(http.headers) if owns_http else None

    async def none(self, call: Call) -> None:
        await self._send(call)

    async def one(self, call: Call, parse: Callable[[Any], T]) -> T:
        return read_as(parse, (await self._send(call))["data"])

    async def array(self, call: Call, parse: Callable[[Any], T]) -> List[T]:
        return read_all_as(parse, (await self._send(call))["data"])

    async def page(self, call: Call, parse: Callable[[Any], T]) -> AsyncPage[T]:
        envelope = await self._send(call)
        items = read_all_as(parse, envelope["data"])
        return AsyncPage(items, read_pagination(envelope), lambda cursor: self.page(call_for_cursor(call, cursor), parse))

    async def _send(self, call: Call) -> Dict[str, Any]:
        request = prepare(self._config, call)
        retry = 0
        while True:
            note_answer(request.response_into, answer=None, attempts=retry + 1)
            started = time.monotonic()
            try:
                answer = await self._attempt(request)
                note_answer(request.response_into, answer=answer, attempts=retry + 1)
                envelope = read_envelope(answer, api_key=self._config.api_key)
                log_attempt(request, answer, number=retry + 1, started=started)
                return envelope
            except FlowError as error:
                log_attempt(request, error, number=retry + 1, started=started)
                delay = retry_delay(error, retry=retry, max_retries=request.max_retries, initial_delay=self._config.retry_delay)
                if delay is None:
                    raise
            await anyio.sleep(delay)
            retry += 1

    async def _attempt(self, request: Request) -> Answer:
        try:
            with request.open_body() as body, anyio.fail_after(request.timeout):
                built = build_request(self._http, request, body, own_headers=self._own_headers)
                response = await self._http.send(built, stream=True, follow_redirects=False)
                try:
                    return Answer(response.status_code, response.headers, await self._read(response))
                finally:
                    await response.aclose()
        except (httpx2.TimeoutException, TimeoutError) as error:
            raise timeout_error(request.timeout) from error
        except httpx2.RequestError as error:
            raise connection_error(error) from error

    async def _read(self, response: httpx2.Response) -> bytes:
        content = b""
        try:
            async for chunk in response.aiter_bytes():
                content += chunk
        except httpx2.TimeoutException:
            raise
        except httpx2.RequestError:
            # An error whose body breaks off is still that error.
            if response.status_code < 400:
                raise
        return content
