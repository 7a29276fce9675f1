"""
Forty-odd files made to hurt whoever opens them, written by hand: each a few lines that say what it does.

Owns their bytes; leaves what must become of them to the tests.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable, Mapping

__all__ = ["HOSTILE", "MAY_BE_READ"]

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPES = (
    b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    b'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    b'<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    b'wordprocessingml.document.main+xml"/></Types>'
)
RELS = (
    b'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    b'<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    b'Target="word/document.xml"/></Relationships>'
)
LAUGHS = b'<!DOCTYPE x [<!ENTITY a "ha">' + b"".join(
    f'<!ENTITY {chr(98 + n)} "{("&" + chr(97 + n) + ";") * 10}">'.encode() for n in range(9)
)
MIB = 1 << 20


def _zip(parts: Mapping[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def _docx(body: bytes, **more: bytes) -> bytes:
    document = f'<?xml version="1.0"?><w:document xmlns:w="{W}"><w:body>'.encode() + body + b"</w:body></w:document>"
    return _zip({"[Content_Types].xml": TYPES, "_rels/.rels": RELS, "word/document.xml": document, **more})


def _paragraph(words: bytes) -> bytes:
    return b"<w:p><w:r><w:t>" + words + b"</w:t></w:r></w:p>"


def _book(**parts: bytes) -> bytes:
    return _zip({"[Content_Types].xml": TYPES, "xl/workbook.xml": b"<workbook/>", **parts})


def _lying() -> bytes:
    """A part that says it unpacks to 100 bytes and holds 60 MiB."""
    honest = _docx(b" " * (60 * MIB))
    return honest.replace(struct.pack("<I", 60 * MIB + len(_docx_frame())), struct.pack("<I", 100))


def _docx_frame() -> bytes:
    return f'<?xml version="1.0"?><w:document xmlns:w="{W}"><w:body></w:body></w:document>'.encode()


def _nested() -> bytes:
    inner = b"0" * MIB
    for depth in range(6):
        inner = _zip({f"{depth}-{copy}.zip": inner for copy in range(10)})
    return inner


def _encrypted_zip() -> bytes:
    whole = bytearray(_docx(_paragraph(b"x")))
    for sign, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = whole.find(sign)
        while at >= 0:
            whole[at + offset] |= 1
            at = whole.find(sign, at + 4)
    return bytes(whole)


def _pdf(objects: Iterable[bytes], *, trailer: bytes = b"") -> bytes:
    found = b"%PDF-1.7\n"
    places = []
    count = 0
    for count, each in enumerate(objects, start=1):
        places.append(len(found))
        found += f"{count} 0 obj\n".encode() + each + b"\nendobj\n"
    start = len(found)
    found += f"xref\n0 {count + 1}\n0000000000 65535 f \n".encode()
    found += b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    return (
        found
        + f"trailer\n<</Size {count + 1}/Root 1 0 R".encode()
        + trailer
        + f">>\nstartxref\n{start}\n%%EOF".encode()
    )


def _stream(content: bytes, entries: bytes = b"") -> bytes:
    return f"<</Length {len(content)}".encode() + entries + b">>\nstream\n" + content + b"\nendstream"


def _page(
    content: bytes, *, entries: bytes = b"", resources: bytes = b"/Font<</F 5 0 R>>", more: Iterable[bytes] = ()
) -> bytes:
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<<" + resources + b">>>>"
    return _pdf(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            page,
            _stream(content, entries),
            font,
            *more,
        ]
    )


TEXT = b"BT /F 12 Tf 50 700 Td (Vi styrker sundhed) Tj ET"


def _flate_tower() -> bytes:
    content = b"0" * (700 * MIB)
    for _ in range(3):
        content = zlib.compress(content, 9)
    return _page(content, entries=b"/Filter[/FlateDecode/FlateDecode/FlateDecode]")


def _form_loop() -> bytes:
    form = _stream(b"/X Do", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>")
    return _page(b"/X Do", resources=b"/XObject<</X 6 0 R>>", more=[form])


def _kids_loop() -> bytes:
    return _pdf([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2/Parent 2 0 R>>"])


def _outline_loop() -> bytes:
    loop = b"<</Title(x)/Next 6 0 R/Prev 6 0 R/First 6 0 R/Parent 6 0 R>>"
    return _page(TEXT, more=[loop]).replace(b"/Pages 2 0 R>>", b"/Pages 2 0 R/Outlines 6 0 R>>")


def _encrypted_pdf() -> bytes:
    keys = (
        b"/Encrypt<</Filter/Standard/V 2/R 3/Length 128/P -4/O<"
        + b"41" * 32
        + b">/U<"
        + b"42" * 32
        + b">>>/ID[<41><41>]"
    )
    return _pdf([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 0>>"], trailer=keys)


def _picture_only() -> bytes:
    picture = _stream(
        b"\x80" * 100, b"/Type/XObject/Subtype/Image/Width 10/Height 10/BitsPerComponent 8/ColorSpace/DeviceGray"
    )
    return _page(b"q 500 0 0 700 50 50 cm /I Do Q", resources=b"/XObject<</I 6 0 R>>", more=[picture])


HOSTILE: Mapping[str, Callable[[], bytes]] = {
    "bomb.docx": lambda: _docx(b" " * (80 * MIB)),
    "lying.docx": _lying,
    "nested.zip": _nested,
    "nested-as.docx": _nested,
    "many-parts.docx": lambda: _docx(_paragraph(b"x"), **{f"word/{n}.xml": b"<x/>" for n in range(10_000)}),
    "laughs.docx": lambda: _zip(
        {
            "[Content_Types].xml": TYPES,
            "_rels/.rels": RELS,
            "word/document.xml": LAUGHS + f']><w:document xmlns:w="{W}"><w:body>&j;</w:body></w:document>'.encode(),
        }
    ),
    "external-entity.docx": lambda: _zip(
        {
            "[Content_Types].xml": TYPES,
            "_rels/.rels": RELS,
            "word/document.xml": b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>',
        }
    ),
    "laughs-wide.docx": lambda: _docx(
        _paragraph(b"x"), **{"word/styles.xml": (LAUGHS + b"]><x>&j;</x>").decode().encode("utf-16")}
    ),
    "macro.docx": lambda: _docx(_paragraph(b"x"), **{"word/vbaProject.bin": b"Sub AutoOpen()"}),
    "escape.docx": lambda: _docx(_paragraph(b"x"), **{"../../../../tmp/escaped.xml": b"<x/>"}),
    "absolute.docx": lambda: _docx(_paragraph(b"x"), **{"/etc/cron.d/x.xml": b"<x/>"}),
    "encrypted.docx": _encrypted_zip,
    "encrypted-office.docx": lambda: (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")
    ),
    "old.doc": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
    "empty.docx": lambda: b"",
    "cut.docx": lambda: _docx(_paragraph(b"Vi vil." * 500))[:-200],
    "no-document.docx": lambda: _zip({"[Content_Types].xml": TYPES, "word/other.xml": b"<x/>"}),
    "broken-xml.docx": lambda: _docx(b"<w:p><w:r><w:t>Vi vil"),
    "deep.docx": lambda: _docx(b"<w:tbl><w:tr><w:tc>" * 30_000 + b"</w:tc></w:tr></w:tbl>" * 30_000),
    "flipped.docx": lambda: _docx(_paragraph(bytes(range(65, 90)) * 400)).replace(
        b"\x00\x00\x08\x00", b"\x00\x00\x63\x00", 3
    ),
    "bomb.xlsx": lambda: _book(**{"xl/worksheets/sheet1.xml": b"<row/>" * (8 * MIB)}),
    "laughs.xlsx": lambda: _book(**{"xl/sharedStrings.xml": LAUGHS + b"]><sst><si><t>&j;</t></si></sst>"}),
    "macro.xlsx": lambda: _book(**{"xl/vbaProject.bin": b"Sub Auto_Open()"}),
    "broken.xlsx": _book,
    "broken.pptx": lambda: _zip({"[Content_Types].xml": TYPES, "ppt/presentation.xml": b"<x/>"}),
    "laughs.pptx": lambda: _zip({"ppt/presentation.xml": b"<x/>", "ppt/slides/slide1.xml": LAUGHS + b"]><x>&j;</x>"}),
    "empty.pdf": lambda: b"",
    "garbage.pdf": lambda: b"%PDF-1.7\n" + bytes(range(256)) * 4000,
    "cut.pdf": lambda: _page(TEXT)[:200],
    "encrypted.pdf": _encrypted_pdf,
    "flate-tower.pdf": _flate_tower,
    "form-loop.pdf": _form_loop,
    "kids-loop.pdf": _kids_loop,
    "outline-loop.pdf": _outline_loop,
    "xref-loop.pdf": lambda: _page(TEXT).replace(b"/Root 1 0 R", b"/Root 1 0 R/Prev 9"),
    "picture.pdf": _picture_only,
    "brackets.pdf": lambda: _page(b"[" * 1_000_000),
    "endless-text.pdf": lambda: _page(b"BT /F 9 Tf 50 700 Td " + b"(x) Tj " * 1_000_000 + b"ET"),
    "deep.html": lambda: b"<!doctype html><body>" + b"<div>" * 400_000 + b"x",
    "spans.html": lambda: (
        b"<!doctype html><table>" + b"<tr><td colspan=999999999 rowspan=999999999>x" * 2_000 + b"</table>"
    ),
    "laughs.html": lambda: (
        LAUGHS.replace(b"<!DOCTYPE x", b"<!DOCTYPE html") + b"]><html><body><p>&j;</p></body></html>"
    ),
    "stars.md": lambda: b"*_[`" * 400_000,
    "quotes.md": lambda: b">" * 600_000 + b" x\n" + b"- " * 300_000,
    "pipes.md": lambda: b"|-" * 700_000 + b"\n" + b"|x" * 700_000,
    "aliases.md": lambda: (
        b"---\na: &a [x,x]\n" + b"".join(b"b%d: &b%d [*a,*a,*a]\n" % (n, n) for n in range(300)) + b"---\nVi vil.\n"
    ),
    "nul.txt": lambda: b"Vi vil\x00\x00" * 1000,
    "archive.txt": lambda: b"\x1f\x8b\x08" + b"\0" * 99,
}
"""By file name; made when called, because some are large while they are made."""

MAY_BE_READ = frozenset(
    {
        *("outline-loop.pdf", "xref-loop.pdf", "deep.html", "spans.html", "laughs.html", "stars.md", "quotes.md"),
        *("pipes.md", "aliases.md", "deep.docx", "flipped.docx", "endless-text.pdf", "cut.pdf", "laughs-wide.docx"),
    }
)
"""These hold something to read beside what would hurt; what matters is that reading them ends."""
