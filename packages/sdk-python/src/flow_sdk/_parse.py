from __future__ import annotations

import re
from datetime import datetime
from typing import Any, Callable, Optional

_RFC_3339 = re.compile(r"^(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d:\d\d)(?:\.(\d+))?([Zz]|[+-]\d\d:\d\d)$")


def read_datetime(value: Optional[str]) -> Any:
    """An aware datetime from RFC 3339 of any precision; ``None`` stays. Python before 3.11 reads no ``Z``."""
    if value is None:
        return None
    match = _RFC_3339.match(value)
    if match is None:
        raise ValueError(f"not an RFC 3339 time: {value[:40]!r}")
    day, time, fraction, zone = match.groups()
    return datetime.fromisoformat(f"{day}T{time}.{(fraction or '0')[:6]:0<6}{'+00:00' if zone in 'Zz' else zone}")


def read_model(parse: Callable[[Any], Any], value: Any) -> Any:
    return None if value is None else parse(value)


def read_list(value: Any, parse: Optional[Callable[[Any], Any]] = None) -> Any:
    if value is None:
        return []
    return list(value) if parse is None else [parse(item) for item in value]
