from __future__ import annotations

import os
from contextlib import contextmanager
from datetime import datetime
from typing import IO, Any, Dict, Iterator, Mapping, Union

from ._body import rfc_3339

UploadFile = Union[bytes, bytearray, memoryview, IO[bytes], str, "os.PathLike[str]"]
"""Bytes, a file opened in binary mode, or the path of a file."""


class Form:
    """A multipart form that can be sent again, so that uploads are retried.

    A path is opened anew for each attempt. A file object is read from where it stands: rewound for each attempt where
    that is its beginning, else read into memory.
    """

    def __init__(self, fields: Mapping[str, Any], file_field: str) -> None:
        rest = dict(fields)
        file = rest.pop(file_field, None)
        given_name = rest.pop("filename", None)
        self._file_field = file_field
        self._source = _source(file)
        self._filename = str(given_name or _own_name(file) or "upload")
        self._data: Dict[str, str] = {
            name: rfc_3339(value) if isinstance(value, datetime) else str(value) for name, value in rest.items() if value is not None
        }

    @contextmanager
    def open(self) -> Iterator[Dict[str, Any]]:
        """What httpx2 is given for one attempt."""
        if isinstance(self._source, (str, os.PathLike)):
            with open(self._source, "rb") as file:
                yield self._body(file)
            return
        if not isinstance(self._source, bytes):
            self._source.seek(0)
        yield self._body(self._source)

    def _body(self, file: Any) -> Dict[str, Any]:
        return {"files": {self._file_field: (self._filename, file)}, "data": self._data}


def _source(file: Any) -> Any:
    if isinstance(file, (bytes, str, os.PathLike)):
        return file
    if isinstance(file, (bytearray, memoryview)):
        return bytes(file)
    if not hasattr(file, "read"):
        raise TypeError("file must be bytes, a file opened in binary mode, or a path")
    if isinstance(file.read(0), str):
        raise TypeError("file must be opened in binary mode: open(path, 'rb')")
    is_at_start = hasattr(file, "seekable") and file.seekable() and file.tell() == 0
    return file if is_at_start else file.read()


def _own_name(file: Any) -> str:
    path = file if isinstance(file, (str, os.PathLike)) else getattr(file, "name", "")
    return os.path.basename(os.fspath(path)) if isinstance(path, (str, os.PathLike)) else ""
