"""Bytes to text, and text to clean text: the one place where encodings and control characters are dealt with."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from onrecord.intake.errors import IntakeError

_SAMPLE = 65_536
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK\x03\x04", b"\x7fELF", b"\x1f\x8b", b"\xd0\xcf\x11\xe0")
_CONTROL = bytes(set(range(32)) - {9, 10, 12, 13, 27}) + b"\x7f"
_LEADS = bytes(range(0xC2, 0xF5))
_HIGH = bytes(range(0x80, 0x100))
_BINARY_SHARE = 0.02
_ENGLISH_HIGH_SHARE = 0.1
_DECLARED = re.compile(rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([\w:.-]{2,40})""", re.I)
_DECLARED_WITHIN = 4_096


def decode(data: bytes) -> str:
    """The text of `data`: by its byte order mark, else UTF-8, else what a page declares, else what it looks like.

    Raises `IntakeError` where it is no text at all.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data[len(bom) :].decode(encoding, "replace")
    wide = _wide(data)
    if wide:
        return data.decode(wide, "replace")
    _refuse_binary(data)
    return _utf8(data) or _declared(data) or _guessed(data)


def clean(text: str) -> str:
    """`text` with plain line ends, and without lone surrogates and control characters."""
    text = text.replace("\r\n", "\n").translate(_TRANSLATION)
    return _LONE.sub("\ufffd", text)


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: nearly every second byte of English is zero, always on the same side."""
    head = data[:_SAMPLE]
    half = len(head) // 2
    if half < 2 or head.count(0) < 0.4 * len(head):
        return None
    for first, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        if head[first::2].count(0) > 0.8 * half and head[1 - first :: 2].count(0) < 0.1 * half:
            return encoding
    return None


def _refuse_binary(data: bytes) -> None:
    head = data[:_SAMPLE]
    if head.startswith(_MAGIC) or _count(head, _CONTROL) > _BINARY_SHARE * len(head):
        raise IntakeError("binary data, not text")


def _utf8(data: bytes) -> str | None:
    """UTF-8, also where a few bytes of it are broken; not pure ASCII that declares an encoding of its own."""
    try:
        text = data.decode(errors="surrogatepass")
    except UnicodeDecodeError:
        text = data.decode(errors="replace")
        broken = text.count("\ufffd")
        whole = _count(data, _LEADS) - broken
        return text if whole > 4 * broken else None
    return None if b"\x1b" in data and _DECLARED.search(data[:_DECLARED_WITHIN]) else text


def _declared(data: bytes) -> str | None:
    found = _DECLARED.search(data[:_DECLARED_WITHIN])
    if not found:
        return None
    name = found[1].decode("ascii", "replace").lower()
    if name in {"iso-8859-1", "latin1", "latin-1", "us-ascii", "ascii", "utf-8", "utf8"}:
        name = "cp1252"  # what such a label means in practice (WHATWG Encoding); UTF-8 has been ruled out
    try:
        return data.decode(name, "replace")
    except (LookupError, ValueError):
        return None


def _guessed(data: bytes) -> str:
    """English has few bytes past ASCII: windows-1252 is what those are. Other texts are left to a detector."""
    high = _count(data[:_SAMPLE], _HIGH)
    if high > _ENGLISH_HIGH_SHARE * min(len(data), _SAMPLE):
        best = from_bytes(data[:_SAMPLE]).best()
        if best is not None:
            return data.decode(best.encoding, "replace")
    return data.decode("cp1252", "replace")


def _count(data: bytes, of: bytes) -> int:
    return len(data) - len(data.translate(None, of))


def _translation() -> dict[int, str | None]:
    table: dict[int, str | None] = {code: None for code in range(32) if chr(code) not in "\n\t"}
    table |= {ord(c): "\n" for c in "\r\v\f\x85\u2028\u2029"}
    # Pages write windows-1252 by number (&#146;), which parsers give as C1 controls (WHATWG HTML).
    table |= {0x80 + i: c for i, c in enumerate(bytes(range(0x80, 0xA0)).decode("cp1252", "replace")) if c != "\ufffd"}
    unused = dict.fromkeys((127, 129, 141, 143, 144, 157))
    return table | unused | {ord(c): None for c in "\ufeff\u00ad\u200b\u2060"}


_TRANSLATION = _translation()
_LONE = re.compile("[\ud800-\udfff]")
