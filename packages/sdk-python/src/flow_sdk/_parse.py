from __future__ import annotations

import re
import sys
from datetime import datetime
from typing import Any, Callable, Dict, Optional, Type, TypeVar

T = TypeVar("T")

_RFC_3339 = re.compile(r"^(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d:\d\d)(?:\.(\d+))?([Zz]|[+-]\d\d:\d\d)$")
_READS_Z = sys.version_info >= (3, 11)


def read_datetime(value: Optional[str]) -> Any:
    """An aware datetime from RFC 3339 of any precision; ``None`` stays. Python before 3.11 reads no ``Z``."""
    if value is None:
        return None
    # As the API writes them, in a fifth of the time.
    if len(value) == 24 and value[10] == "T" and value[19] == "." and value[23] == "Z":
        return datetime.fromisoformat(value if _READS_Z else value[:23] + "+00:00")
    match = _RFC_3339.match(value)
    if match is None:
        raise ValueError(f"not an RFC 3339 time: {value[:40]!r}")
    day, time, fraction, zone = match.groups()
    return datetime.fromisoformat(f"{day}T{time}.{(fraction or '0')[:6]:0<6}{'+00:00' if zone in 'Zz' else zone}")


def build(kind: Type[T], fields: Dict[str, Any]) -> T:
    """A frozen dataclass with all of its fields. Its own ``__init__`` sets each through ``object.__setattr__``, which takes twice as long."""
    made = object.__new__(kind)
    made.__dict__.update(fields)
    return made


def read_model(parse: Callable[[Any], Any], value: Any) -> Any:
    return None if value is None else parse(value)
