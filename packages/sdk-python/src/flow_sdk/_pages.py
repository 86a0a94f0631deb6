from __future__ import annotations

from typing import Any, AsyncIterator, Awaitable, Callable, Generic, Iterator, List, Optional, Sequence, Set, TypeVar, Union, overload

from ._errors import FlowServerError
from ._generated.models import Pagination

T = TypeVar("T")


class Page(Sequence[T]):
    """One page of a list: it behaves as a list of its items and knows its ``pagination``."""

    def __init__(self, items: List[T], pagination: Pagination) -> None:
        self._items = items
        self.pagination = pagination
        """Where this page stands in the list."""

    @property
    def data(self) -> List[T]:
        """The items as a plain list."""
        return list(self._items)

    @property
    def has_next_page(self) -> bool:
        return self.pagination.next_cursor is not None

    def __len__(self) -> int:
        return len(self._items)

    @overload
    def __getitem__(self, index: int) -> T: ...

    @overload
    def __getitem__(self, index: slice) -> List[T]: ...

    def __getitem__(self, index: Union[int, slice]) -> Union[T, List[T]]:
        return self._items[index]

    def __iter__(self) -> Iterator[T]:
        return iter(self._items)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Page):
            return self._items == other._items and self.pagination == other.pagination
        return self._items == other if isinstance(other, list) else NotImplemented

    __hash__ = None  # type: ignore[assignment]  # as a list has none

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._items!r}, pagination={self.pagination!r})"


class SyncPage(Page[T], Generic[T]):
    """A page of ``Flow``."""

    def __init__(self, items: List[T], pagination: Pagination, fetch: Callable[[str], SyncPage[T]]) -> None:
        super().__init__(items, pagination)
        self._fetch = fetch

    def next_page(self) -> Optional[SyncPage[T]]:
        """The page after this one, or ``None`` on the last. Raises FlowError as the list call does."""
        cursor = self.pagination.next_cursor
        return None if cursor is None else self._fetch(cursor)

    def auto_paging_iter(self) -> Iterator[T]:
        """The items of this and all further pages, which are fetched as they are reached."""
        seen: Set[Any] = set()
        page: Optional[SyncPage[T]] = self
        while page is not None:
            yield from page
            _refuse_circle(seen, page.pagination.next_cursor)
            page = page.next_page()


class AsyncPage(Page[T], Generic[T]):
    """A page of ``AsyncFlow``."""

    def __init__(self, items: List[T], pagination: Pagination, fetch: Callable[[str], Awaitable[AsyncPage[T]]]) -> None:
        super().__init__(items, pagination)
        self._fetch = fetch

    async def next_page(self) -> Optional[AsyncPage[T]]:
        """The page after this one, or ``None`` on the last. Raises FlowError as the list call does."""
        cursor = self.pagination.next_cursor
        return None if cursor is None else await self._fetch(cursor)

    async def auto_paging_iter(self) -> AsyncIterator[T]:
        """The items of this and all further pages, which are fetched as they are reached."""
        seen: Set[Any] = set()
        page: Optional[AsyncPage[T]] = self
        while page is not None:
            for item in page:
                yield item
            _refuse_circle(seen, page.pagination.next_cursor)
            page = await page.next_page()


def _refuse_circle(seen: Set[Any], cursor: Optional[str]) -> None:
    if cursor is not None and cursor in seen:
        raise FlowServerError("The server gave the same page cursor twice.", code="REPEATED_CURSOR", type="server_error")
    seen.add(cursor)
