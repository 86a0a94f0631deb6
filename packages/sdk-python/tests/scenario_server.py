"""A real server that gives scripted answers in turn; the last one stays."""

from __future__ import annotations

import json
import random
import socket
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Dict, List, Optional


@dataclass
class Seen:
    method: str
    url: str
    headers: Dict[str, str]
    body: bytes
    at: float


@dataclass
class Scene:
    status: int = 200
    body: Any = ""
    headers: Dict[str, str] = field(default_factory=dict)
    cut_after: Optional[int] = None
    drop: bool = False
    delay: float = 0
    trickle: float = 0
    """Seconds between two bytes of the body."""


class ScenarioServer:
    def __init__(self) -> None:
        self.seen: List[Seen] = []
        self._scenes: List[Scene] = []
        self._http = self._listen()
        self.base_url = f"http://127.0.0.1:{self._http.server_port}"
        threading.Thread(target=self._http.serve_forever, args=(0.02,), daemon=True).start()

    def play(self, *scenes: Scene) -> None:
        self.seen.clear()
        self._scenes = list(scenes)

    def close(self) -> None:
        self._http.shutdown()
        self._http.server_close()

    def _next(self) -> Scene:
        return self._scenes.pop(0) if len(self._scenes) > 1 else self._scenes[0]

    def _listen(self) -> ThreadingHTTPServer:
        owner = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def handle_one_request(self) -> None:
                try:
                    super().handle_one_request()
                except (ConnectionError, OSError):
                    self.close_connection = True

            def answer(self) -> None:
                body = self._body()
                owner.seen.append(Seen(self.command, self.path, {k.lower(): v for k, v in self.headers.items()}, body, time.monotonic()))
                scene = owner._next()
                time.sleep(scene.delay)
                if scene.drop:
                    self.connection.shutdown(socket.SHUT_RDWR)
                    self.close_connection = True
                    return
                content = (scene.body if isinstance(scene.body, str) else json.dumps(scene.body)).encode()
                self.send_response_only(scene.status)
                headers = {"date": self.date_time_string(), "content-type": "application/json", "x-request-id": "req_server", **scene.headers}
                if scene.status != 204:
                    headers["content-length"] = str(len(content))
                for name, value in headers.items():
                    self.send_header(name, value)
                self.end_headers()
                if scene.trickle:
                    for index in range(len(content)):
                        self.wfile.write(content[index : index + 1])
                        self.wfile.flush()
                        time.sleep(scene.trickle)
                    return
                self.wfile.write(content[: scene.cut_after])
                if scene.cut_after is not None:
                    self.close_connection = True

            def _body(self) -> bytes:
                if self.headers.get("transfer-encoding") != "chunked":
                    return self.rfile.read(int(self.headers.get("content-length") or 0))
                content = b""
                while size := int(self.rfile.readline(), 16):
                    content += self.rfile.read(size)
                    self.rfile.readline()
                self.rfile.readline()
                return content

            do_GET = do_POST = do_PATCH = do_DELETE = answer

            def log_message(self, format: str, *args: Any) -> None:
                pass

        # Below the ports of outgoing connections.
        for _ in range(50):
            try:
                return ThreadingHTTPServer(("127.0.0.1", random.randint(20_000, 32_000)), Handler)
            except OSError:
                continue
        raise RuntimeError("no free port")
