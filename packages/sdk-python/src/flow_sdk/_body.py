from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any, Dict, Mapping, Optional
from urllib.parse import quote

from ._generated.maps import MAP_FIELDS
from ._not_given import NotGiven


def camel_case(name: str) -> str:
    """``scheduled_for`` as the API's ``scheduledFor``; names without an underscore stay."""
    head, *rest = name.rstrip("_").split("_")
    return head + "".join(word[:1].upper() + word[1:] for word in rest)


def merge_body(body: Optional[Mapping[str, Any]], keywords: Mapping[str, Any]) -> Dict[str, Any]:
    """The fields given as one dict or as keywords; ``None`` is sent as null, what was not given is left out."""
    merged: Dict[str, Any] = {}
    for name, value in [*(body or {}).items(), *keywords.items()]:
        if isinstance(value, NotGiven):
            continue
        key = camel_case(name)
        if key in merged:
            raise TypeError(f"{name!r} is given twice")
        merged[key] = camel_keys(key, value)
    return merged


def camel_keys(field: str, value: Any) -> Any:
    """The dicts within a body with the API's names; the keys of a map are the caller's own words and stay."""
    if isinstance(value, Mapping):
        named = {key if field in MAP_FIELDS else camel_case(key): inner for key, inner in value.items()}
        return {key: camel_keys(key, inner) for key, inner in named.items()}
    if isinstance(value, (list, tuple)):
        return [camel_keys(field, inner) for inner in value]
    return value


def merge_query(params: Optional[Mapping[str, Any]], keywords: Mapping[str, Any]) -> Dict[str, Any]:
    """As ``merge_body``, but in a query ``None`` means not given."""
    given = {name: value for name, value in keywords.items() if value is not None}
    return {name: value for name, value in merge_body(params, given).items() if value is not None}


def to_json_value(value: Any) -> Any:
    """What ``json`` can write: datetimes become RFC 3339, mappings dicts and other sequences lists."""
    if isinstance(value, datetime):
        return rfc_3339(value)
    if isinstance(value, Mapping):
        return {key: to_json_value(inner) for key, inner in value.items() if not isinstance(inner, NotGiven)}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [to_json_value(inner) for inner in value]
    return value


def rfc_3339(value: datetime) -> str:
    """With an offset: a naive datetime is local time, as Python has it."""
    aware = value.astimezone() if value.utcoffset() is None else value
    offset = aware.utcoffset()
    # Zones before standard time had offsets with seconds, which RFC 3339 can't say.
    if offset is not None and offset % timedelta(minutes=1):
        aware = aware.astimezone(timezone.utc)
    return aware.isoformat()


def to_path(template: str, *ids: str) -> str:
    """A path with its ids percent-encoded. Ids that would change which route is asked are refused."""
    for id in ids:
        if not isinstance(id, str) or id in ("", ".", ".."):
            raise ValueError(f"an id must be a non-empty string, not {id!r}")
    return template.format(*(quote(id, safe="") for id in ids))
