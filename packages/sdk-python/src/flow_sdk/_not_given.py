from __future__ import annotations

from typing import Final


class NotGiven:
    """What a parameter is when it was not given, which differs from ``None``: ``None`` clears a field."""

    def __bool__(self) -> bool:
        return False

    def __repr__(self) -> str:
        return "NOT_GIVEN"


NOT_GIVEN: Final = NotGiven()
