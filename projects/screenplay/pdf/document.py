"""The file around the pages: numbered objects, a table of where they are (ISO 32000-1, 7.5)."""

import hashlib
import zlib
from collections.abc import Iterable


class Document:
    """Objects of a PDF in the making. The same objects give the same bytes."""

    def __init__(self) -> None:
        self._objects: list[bytes] = []

    def reserve(self) -> int:
        """A number for an object that will be written later."""
        self._objects.append(b"")
        return len(self._objects)

    def put(self, body: str | bytes, number: int = 0) -> int:
        """Write an object; returns its number."""
        number = number or self.reserve()
        self._objects[number - 1] = body.encode("latin-1") if isinstance(body, str) else body
        return number

    def stream(self, data: bytes, entries: str = "") -> int:
        """Write a stream, compressed."""
        data = zlib.compress(data, 6)
        head = f"<< {entries} /Filter /FlateDecode /Length {len(data)} >>\nstream\n"
        return self.put(head.encode("latin-1") + data + b"\nendstream")

    def bound(
        self, pages: Iterable[tuple[str, str]], size: tuple[float, float], title: str, *, catalog: str = ""
    ) -> bytes:
        """The whole file: ``pages`` are drawings with what they draw with (as /Resources has it), in order.

        ``size`` is in points; ``catalog`` are further entries of the file's catalogue.
        """
        tree = self.reserve()
        width, height = size
        kids = []
        for drawn, resources in pages:
            content = self.stream(drawn.encode("latin-1"))
            kids.append(
                self.put(
                    f"<< /Type /Page /Parent {tree} 0 R /MediaBox [0 0 {width:g} {height:g}]"
                    f" /Contents {content} 0 R /Resources {resources} >>"
                )
            )
        listed = " ".join(f"{kid} 0 R" for kid in kids)
        self.put(f"<< /Type /Pages /Count {len(kids)} /Kids [{listed}] >>", tree)
        info = self.put(f"<< /Title {text_string(title)} /Creator (Aiuteur) >>")
        return self._finished(self.put(f"<< /Type /Catalog /Pages {tree} 0 R{catalog} >>"), info)

    def _finished(self, root: int, info: int) -> bytes:
        parts = [b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"]
        at, places = len(parts[0]), []
        for number, body in enumerate(self._objects, 1):
            places.append(at)
            part = b"%d 0 obj\n%b\nendobj\n" % (number, body)
            parts.append(part)
            at += len(part)
        table = "".join(f"{place:010} 00000 n \n" for place in places)
        name = hashlib.sha256(b"".join(parts)).hexdigest()[:32]
        count = len(places) + 1
        parts.append(
            f"xref\n0 {count}\n0000000000 65535 f \n{table}trailer\n<< /Size {count} /Root {root} 0 R"
            f" /Info {info} 0 R /ID [<{name}> <{name}>] >>\nstartxref\n{at}\n%%EOF\n".encode("latin-1")
        )
        return b"".join(parts)


def text_string(text: str) -> str:
    """A text for people, such as a title, as PDF writes it."""
    return f"<feff{text.encode('utf-16-be', 'replace').hex()}>"
