from __future__ import annotations

from types import TracebackType
from typing import Optional, Type

import httpx2

from ._async_transport import AsyncTransport
from ._config import resolve_config
from ._generated import policy
from ._generated.resources import AsyncResources, SyncResources
from ._sync_transport import SyncTransport


class Flow(SyncResources):
    """A client of the Flow API.

    ::

        with Flow() as flow:
            post = flow.posts.create(channel_id='channel_123', content='Hello from Flow!')

    Threads may share one. Every call raises FlowError or a subclass when it fails.

    ``api_key``: ``flow_sk_live_...`` or ``flow_sk_test_...``; without it ``FLOW_API_KEY`` is read.
    ``base_url``: address of the API without ``/v1``; without it ``FLOW_BASE_URL``, else ``https://api.flow.dev``.
    ``timeout``: seconds one attempt may take (uploads: at least 600). A call with retries may take longer.
    ``max_retries``: how often a call is tried again; 0 for never.
    ``retry_delay``: seconds before the first retry, doubled for each further one, up to 8, less some chance.
    ``http_client``: an own ``httpx2.Client``, for proxies or certificates; it is then yours to close.

    Raises FlowAuthenticationError with code MISSING_API_KEY when there is no key.
    """

    def __init__(
        self,
        api_key: Optional[str] = None,
        base_url: Optional[str] = None,
        timeout: float = policy.TIMEOUT,
        max_retries: int = policy.MAX_RETRIES,
        *,
        retry_delay: float = policy.INITIAL_DELAY,
        http_client: Optional[httpx2.Client] = None,
    ) -> None:
        config = resolve_config(
            api_key=api_key, base_url=base_url, timeout=timeout, max_retries=max_retries, retry_delay=retry_delay
        )
        self.base_url = config.base_url
        self._owns_http = http_client is None
        self._http = http_client if http_client is not None else httpx2.Client()
        super().__init__(SyncTransport(config, self._http, owns_http=self._owns_http))

    def close(self) -> None:
        """Closes the connections; the client is of no use afterwards."""
        if self._owns_http:
            self._http.close()

    def __enter__(self) -> Flow:
        return self

    def __exit__(
        self, kind: Optional[Type[BaseException]], error: Optional[BaseException], trace: Optional[TracebackType]
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"Flow(base_url={self.base_url!r})"


class AsyncFlow(AsyncResources):
    """``Flow`` for asyncio and trio: the same groups and methods, each to be awaited.

    ::

        async with AsyncFlow() as flow:
            post = await flow.posts.create(channel_id='channel_123', content='Hello from Flow!')
    """

    def __init__(
        self,
        api_key: Optional[str] = None,
        base_url: Optional[str] = None,
        timeout: float = policy.TIMEOUT,
        max_retries: int = policy.MAX_RETRIES,
        *,
        retry_delay: float = policy.INITIAL_DELAY,
        http_client: Optional[httpx2.AsyncClient] = None,
    ) -> None:
        config = resolve_config(
            api_key=api_key, base_url=base_url, timeout=timeout, max_retries=max_retries, retry_delay=retry_delay
        )
        self.base_url = config.base_url
        self._owns_http = http_client is None
        self._http = http_client if http_client is not None else httpx2.AsyncClient()
        super().__init__(AsyncTransport(config, self._http, owns_http=self._owns_http))

    async def close(self) -> None:
        """Closes the connections; the client is of no use afterwards."""
        if self._owns_http:
            await self._http.aclose()

    async def __aenter__(self) -> AsyncFlow:
        return self

    async def __aexit__(
        self, kind: Optional[Type[BaseException]], error: Optional[BaseException], trace: Optional[TracebackType]
    ) -> None:
        await self.close()

    def __repr__(self) -> str:
        return f"AsyncFlow(base_url={self.base_url!r})"
