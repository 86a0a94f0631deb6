from __future__ import annotations

from datetime import datetime
from typing import Any, List, Mapping, Sequence, Tuple, Union
from urllib.parse import urlencode

from ._body import camel_case, rfc_3339

FilterValue = Union[str, int, float, bool, datetime]

Filter = Mapping[str, Union[FilterValue, Sequence[FilterValue], Mapping[str, Union[FilterValue, Sequence[FilterValue]]]]]
"""``{'status': 'queued', 'scheduled_for': {'gte': datetime(...)}}``: fields in snake_case or camelCase, each with a value,
a list (one of these) or a dict of operators ``eq ne gt gte lt lte in contains``."""


def to_query(parameters: Mapping[str, Any]) -> str:
    """Query text with nested dicts as ``filter[field][op]=v``; datetimes become RFC 3339, lists are joined by commas."""
    pairs: List[Tuple[str, str]] = []
    for name, value in parameters.items():
        if isinstance(value, Mapping):
            for field, wanted in value.items():
                _add_filter(pairs, f"{name}[{camel_case(field)}]", wanted)
        else:
            pairs.append((name, _text(value)))
    return urlencode(pairs)


def _add_filter(pairs: List[Tuple[str, str]], name: str, wanted: Any) -> None:
    if wanted is None:
        return
    if isinstance(wanted, Mapping):
        pairs.extend((f"{name}[{operator}]", _text(value)) for operator, value in wanted.items() if value is not None)
    elif _is_many(wanted):
        pairs.append((f"{name}[in]", _text(wanted)))
    else:
        pairs.append((name, _text(wanted)))


def _is_many(value: Any) -> bool:
    return isinstance(value, (list, tuple, set, frozenset))


def _text(value: Any) -> str:
    if _is_many(value):
        return ",".join(_text(item) for item in value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return rfc_3339(value) if isinstance(value, datetime) else str(value)
