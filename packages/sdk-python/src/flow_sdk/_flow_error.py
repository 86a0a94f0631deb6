from __future__ import annotations

from typing import Any, Dict, List, Mapping, Optional, Tuple, Type, Union


class FlowError(Exception):
    """Anything that went wrong with a call. The API key is in none of its fields.

    Tell errors apart by ``code``, by ``status``, or by catching a subclass.
    """

    status: Optional[int]
    """HTTP status of the answer; ``None`` where there was none."""
    code: str
    """A stable word such as ``POST_NOT_FOUND``; ``HTTP_<status>`` where the answer had none."""
    type: str
    """The family of the code, such as ``not_found``."""
    message: str
    """What is wrong, in plain words."""
    details: List[Dict[str, Any]]
    """One dict with ``field`` and ``message`` for each thing that is wrong; often empty."""
    request_id: Optional[str]
    """The id under which Flow logged the request; quote it when you report a problem."""
    retry_after: Union[int, float, None]
    """Seconds after which the server says the same request is worth repeating."""
    headers: Mapping[str, str]
    """Headers of the answer; empty where there was none."""

    def __init__(
        self,
        message: str,
        *,
        code: str,
        type: str,
        status: Optional[int] = None,
        details: Optional[List[Dict[str, Any]]] = None,
        request_id: Optional[str] = None,
        retry_after: Union[int, float, None] = None,
        headers: Optional[Mapping[str, str]] = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.code = code
        self.type = type
        self.status = status
        self.details = details if details is not None else []
        self.request_id = request_id
        self.retry_after = retry_after
        self.headers = headers if headers is not None else {}

    def __str__(self) -> str:
        marks = [self.code, *([str(self.status)] if self.status else []), *([self.request_id] if self.request_id else [])]
        return f"{self.message} ({', '.join(marks)})"

    def __reduce__(self) -> Tuple[Any, ...]:
        # Keyword-only arguments are lost on pickling otherwise, as between processes.
        fields = {name: value for name, value in self.__dict__.items() if name != "headers"}
        return _restore, (self.__class__, {**fields, "headers": dict(self.headers)})


def _restore(kind: Type[FlowError], fields: Dict[str, Any]) -> FlowError:
    return kind(fields.pop("message"), **fields)
