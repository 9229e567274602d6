"""A loopback server that speaks the providers' own protocols, so that the real SDKs are what is tested.

The shapes are those that Gemini (generateContent), OpenAI (responses) and compatible servers (chat
completions) send over the wire. A reply may be a function of the request; the last one given is repeated.
"""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Reply:
    """What the server sends: JSON, or a ready text (an event stream, HTML). ``hang``: nothing at all."""

    data: Any = None
    status: int = 200
    text: str | None = None
    kind: str = "application/json"
    headers: dict[str, str] = field(default_factory=dict)
    hang: bool = False


@dataclass
class Asked:
    """One request as it arrived."""

    method: str
    path: str
    headers: dict[str, str]
    data: Any


class Wire:
    """The server: ``replies`` in order, ``asked`` what came."""

    def __init__(self) -> None:
        self.replies: list[Reply | Callable[[Asked], Reply]] = []
        self.asked: list[Asked] = []
        self.free = threading.Event()
        wire = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                length = int(self.headers.get("content-length", 0))
                data = json.loads(self.rfile.read(length) or b"null")
                headers = {name.lower(): value for name, value in self.headers.items()}
                wire.asked.append(Asked("POST", self.path, headers, data))
                reply = wire.replies[min(len(wire.asked), len(wire.replies)) - 1]
                self._send(reply if isinstance(reply, Reply) else reply(wire.asked[-1]))

            def _send(self, reply: Reply) -> None:
                if reply.hang:
                    wire.free.wait(10)
                    self.close_connection = True
                    return
                body = (reply.text if reply.text is not None else json.dumps(reply.data)).encode()
                self.send_response(reply.status)
                self.send_header("Content-Type", reply.kind)
                self.send_header("Content-Length", str(len(body)))
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *args: Any) -> None:
                """Says nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.address = f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> "Wire":
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True
        )
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.free.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


@contextmanager
def serving(*replies: "Reply | Callable[[Asked], Reply]") -> Iterator[Wire]:
    """A server that gives ``replies``."""
    with Wire() as wire:
        wire.replies = list(replies)
        yield wire


def events(*messages: Any, named: bool = False, end: str = "\n\n", done: bool = False) -> Reply:
    """A stream of server-sent events."""
    lines = [
        (f"event: {one['type']}\n" if named else "") + f"data: {json.dumps(one)}{end}" for one in messages
    ]
    return Reply(text="".join(lines) + ("data: [DONE]\n\n" if done else ""), kind="text/event-stream")


class Gemini:
    """generateContent and streamGenerateContent."""

    slug = "google"
    root = ""

    @staticmethod
    def usage(read: int, written: int, thought: int = 0) -> dict[str, int]:
        counts = {"promptTokenCount": read, "candidatesTokenCount": written, "thoughtsTokenCount": thought}
        return counts | {"totalTokenCount": read + written + thought}

    @classmethod
    def says(cls, text: str, *, read: int = 100, written: int = 20, finish: str = "STOP") -> Reply:
        candidate = {
            "content": {"role": "model", "parts": [{"text": text}]},
            "finishReason": finish,
            "index": 0,
        }
        usage = cls.usage(read, written - 5, 5)
        return Reply(
            {
                "candidates": [candidate],
                "usageMetadata": usage,
                "modelVersion": "gemini-3.8-flash-0715",
                "responseId": "r1",
            }
        )

    @classmethod
    def streams(cls, *parts: str, read: int = 100, written: int = 20) -> Reply:
        chunks = []
        for place, part in enumerate(parts):
            last = place == len(parts) - 1
            candidate: dict[str, Any] = {"content": {"role": "model", "parts": [{"text": part}]}}
            if last:
                candidate["finishReason"] = "STOP"
            counts = cls.usage(read, written if last else 0)
            chunks.append({"candidates": [candidate], "usageMetadata": counts})
        return events(*chunks, end="\r\n\r\n")

    @classmethod
    def cut(cls, text: str) -> Reply:
        return cls.says(text, finish="MAX_TOKENS")

    @classmethod
    def blocks(cls) -> list[Reply]:
        """The prompt taken away, and the answer taken away: both with HTTP 200."""
        counts = {"promptTokenCount": 5, "totalTokenCount": 5}
        prompt = Reply({"promptFeedback": {"blockReason": "PROHIBITED_CONTENT"}, "usageMetadata": counts})
        ratings = [{"category": "HARM_CATEGORY_DANGEROUS_CONTENT", "probability": "HIGH", "blocked": True}]
        output = {"finishReason": "SAFETY", "index": 0, "safetyRatings": ratings}
        return [prompt, Reply({"candidates": [output], "usageMetadata": counts})]

    @classmethod
    def fails(cls, status: int, word: str = "", *, after: int = 0) -> Reply:
        error: dict[str, Any] = {"code": status, "message": "m", "status": word or "UNAVAILABLE"}
        if after:
            kind = "type.googleapis.com/google.rpc.RetryInfo"
            error["details"] = [{"@type": kind, "retryDelay": f"{after}s"}]
        return Reply({"error": error}, status)


class Responses:
    """POST /v1/responses."""

    slug = "openai"
    root = "/v1"

    @staticmethod
    def body(content: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
        message = {
            "type": "message",
            "id": "msg_1",
            "status": "completed",
            "role": "assistant",
            "content": content,
        }
        return {
            "id": "resp_1",
            "object": "response",
            "created_at": 1,
            "model": "gpt-6-luna",
            "status": "completed",
            "output": [message] if content else [],
            "usage": {
                "input_tokens": 100,
                "input_tokens_details": {"cached_tokens": 0},
                "output_tokens": 20,
                "output_tokens_details": {"reasoning_tokens": 5},
                "total_tokens": 120,
            },
            **more,
        }

    @staticmethod
    def text(text: str) -> list[dict[str, Any]]:
        return [{"type": "output_text", "text": text, "annotations": []}]

    @classmethod
    def says(cls, text: str) -> Reply:
        return Reply(cls.body(cls.text(text)), headers={"x-request-id": "req_1"})

    @classmethod
    def streams(cls, *parts: str) -> Reply:
        deltas = [
            {
                "type": "response.output_text.delta",
                "sequence_number": place,
                "item_id": "msg_1",
                "output_index": 0,
                "content_index": 0,
                "delta": part,
                "logprobs": [],
            }
            for place, part in enumerate(parts, 1)
        ]
        first = {
            "type": "response.created",
            "sequence_number": 0,
            "response": cls.body([], status="in_progress"),
        }
        whole = cls.body(cls.text("".join(parts)))
        last = {"type": "response.completed", "sequence_number": len(parts) + 1, "response": whole}
        return events(first, *deltas, last, named=True)

    @classmethod
    def cut(cls, text: str) -> Reply:
        details = {"reason": "max_output_tokens"}
        return Reply(cls.body(cls.text(text), status="incomplete", incomplete_details=details))

    @classmethod
    def blocks(cls) -> list[Reply]:
        """A refusal in words, and an answer that the filter took away."""
        filtered = {"status": "incomplete", "incomplete_details": {"reason": "content_filter"}}
        return [Reply(cls.body([{"type": "refusal", "refusal": "no"}])), Reply(cls.body([], **filtered))]

    @classmethod
    def fails(cls, status: int, word: str = "server_error", *, after: int = 0) -> Reply:
        error = {
            "message": "Incorrect API key provided: sk-te**cret",
            "type": word,
            "param": None,
            "code": word,
        }
        return Reply({"error": error}, status, headers={"retry-after": str(after)} if after else {})


class Chat:
    """POST /v1/chat/completions, as Ollama and vLLM answer it."""

    slug = "compatible"
    root = "/v1"

    @classmethod
    def says(cls, text: str, *, finish: str = "stop", usage: bool = True) -> Reply:
        message = {"role": "assistant", "content": text}
        choice = {"index": 0, "message": message, "finish_reason": finish}
        body: dict[str, Any] = {
            "id": "c1",
            "object": "chat.completion",
            "created": 1,
            "model": "m",
            "choices": [choice],
        }
        if usage:
            body["usage"] = {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120}
        return Reply(body)

    @classmethod
    def filtered(cls) -> Reply:
        """A stream that the filter ends."""
        stopped = cls.streams("He ")
        return Reply(text=str(stopped.text).replace('"stop"', '"content_filter"'), kind=stopped.kind)

    @classmethod
    def streams(cls, *parts: str) -> Reply:
        base = {"id": "c", "object": "chat.completion.chunk", "created": 1, "model": "m"}
        chunks = [
            {**base, "choices": [{"index": 0, "delta": {"content": part}, "finish_reason": None}]}
            for part in parts
        ]
        chunks[-1]["choices"][0]["finish_reason"] = "stop"
        usage = {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120}
        return events(*chunks, {**base, "choices": [], "usage": usage}, done=True)

    @classmethod
    def cut(cls, text: str) -> Reply:
        return cls.says(text, finish="length")

    @classmethod
    def blocks(cls) -> list[Reply]:
        return [cls.says("", finish="content_filter")]

    @classmethod
    def fails(cls, status: int, word: str = "server_error", *, after: int = 0) -> Reply:
        return Responses.fails(status, word, after=after)


PROTOCOLS = (Gemini, Responses, Chat)
