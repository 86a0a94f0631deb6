from __future__ import annotations

import time

import anyio

from ._generated import policy
from ._generated.models import Post
from ._generated.posts import AsyncPostsResource, PostsResource
from ._transport import wait_timeout_error

_FINAL = ("done", "blocked")


class Posts(PostsResource):
    """``flow.posts``: the API's operations on posts, and waiting for one."""

    def wait(self, post_id: str, *, timeout: float = policy.WAIT_TIMEOUT, interval: float = policy.WAIT_INTERVAL) -> Post:
        """Waits until a post has ended: its status is then ``done`` or ``blocked``.

        A post scheduled for later is waited for too, so give a ``timeout`` that reaches beyond its ``scheduled_for``.
        ``timeout`` (600 by default) and ``interval`` between two looks (2 by default) are seconds.

        Raises FlowTimeoutError with code WAIT_TIMEOUT when the time is over (the post goes its way all the same),
        FlowNotFoundError when the post is gone, and what ``get`` raises.
        """
        deadline = time.monotonic() + timeout
        while True:
            post = self.get(post_id)
            if post.status in _FINAL:
                return post
            left = deadline - time.monotonic()
            if left <= 0:
                raise wait_timeout_error(post_id, post.status, timeout, post.scheduled_for)
            time.sleep(min(interval, left))


class AsyncPosts(AsyncPostsResource):
    """``flow.posts``: the API's operations on posts, and waiting for one."""

    async def wait(self, post_id: str, *, timeout: float = policy.WAIT_TIMEOUT, interval: float = policy.WAIT_INTERVAL) -> Post:
        """Waits until a post has ended: its status is then ``done`` or ``blocked``.

        A post scheduled for later is waited for too, so give a ``timeout`` that reaches beyond its ``scheduled_for``.
        ``timeout`` (600 by default) and ``interval`` between two looks (2 by default) are seconds.

        Raises FlowTimeoutError with code WAIT_TIMEOUT when the time is over (the post goes its way all the same),
        FlowNotFoundError when the post is gone, and what ``get`` raises.
        """
        deadline = time.monotonic() + timeout
        while True:
            post = await self.get(post_id)
            if post.status in _FINAL:
                return post
            left = deadline - time.monotonic()
            if left <= 0:
                raise wait_timeout_error(post_id, post.status, timeout, post.scheduled_for)
            await anyio.sleep(min(interval, left))
