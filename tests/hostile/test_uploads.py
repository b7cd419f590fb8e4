"""Letters that are no letters: bombs, broken files, and files under another's name."""

from __future__ import annotations

import io
import random
import re
import struct
import zipfile
import zlib

import pytest


def upload(client, name, data, kind="application/octet-stream"):
    return client.post("/letter", files={"file": (name, data, kind)})


def zipped(**parts):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return data.getvalue()


def pdf(*objects):
    """A PDF of these objects, the first being the catalogue."""
    data, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    data += b"".join(b"%010d 00000 n \n" % place for place in places)
    return data + b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1,
        start,
    )


def page_bomb():
    """One page whose text unfolds from some 200 KB to 200 MB."""
    stream = zlib.compress(b"(a) Tj " * 30_000_000, 9)
    assert len(stream) < 1_000_000
    return pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/Contents 4 0 R>>",
        b"<</Length %d/Filter/FlateDecode>>\nstream\n%s\nendstream" % (len(stream), stream),
    )


def page_loop():
    return pdf(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 9>>")


ENTITIES = (
    b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "ha">'
    + b"".join(
        b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10 if n > 1 else b"&a;" * 10)
        for n in range(1, 12)
    )
    + b"]><a>&a11;</a>"
)
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
WORD = "word__document_xml"
TYPES = (
    b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    b'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    b'<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
RELATIONS = (
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>'
)


def docx(document):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("_rels/.rels", RELATIONS)
        archive.writestr("word/document.xml", document)
    return data.getvalue()


def nested_docx():
    deep = b"<w:tbl><w:tr><w:tc>" * 3000 + b"</w:tc></w:tr></w:tbl>" * 3000
    space = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    return docx(b"<w:document %s><w:body>%s</w:body></w:document>" % (space, deep))


def docx_with(xml, **parts):
    """A Word document of this body, and further parts that nothing refers to."""
    space = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    data = io.BytesIO(docx(b"<w:document %s><w:body>%s</w:body></w:document>" % (space, xml)))
    with zipfile.ZipFile(data, "a") as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return data.getvalue()


def overlapping_entries():
    """Four hundred entries that are all the same 15 MB, packed once."""
    content = b"a" * 15_000_000
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = deflate.compress(content) + deflate.flush()
    name = b"word/document.xml"
    sizes = (zlib.crc32(content), len(packed), len(content), len(name))
    local = b"PK\3\4" + struct.pack("<5H3L2H", 20, 0, 8, 0, 0x21, *sizes, 0) + name + packed
    fields = (20, 20, 0, 8, 0, 0x21, *sizes, 0, 0, 0, 0, 0, 0)
    central = (b"PK\1\2" + struct.pack("<6H3L5H2L", *fields) + name) * 400
    end = struct.pack("<4H2LH", 0, 0, 400, 400, len(central), len(local), 0)
    return local + central + b"PK\5\6" + end


def encrypted_docx():
    """A document that says of each of its parts that it is encrypted."""
    data = bytearray(docx_with(b"<w:p/>"))
    for mark, place in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        for found in re.finditer(re.escape(mark), bytes(data)):
            data[found.start() + place] |= 1
    return bytes(data)


def stream(content, extra=b"/Filter/FlateDecode"):
    return b"<</Length %d%s>>\nstream\n%s\nendstream" % (len(content), extra, content)


def page(commands, resources=b"<<>>", *objects, kids=b"3 0 R"):
    """A PDF whose one page has these commands and resources; `objects` are numbered from 5 on."""
    return pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, kids.count(b"R")),
        b"<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources %s>>" % resources,
        stream(zlib.compress(commands, 9)),
        *objects,
    )


def encrypted_pdf():
    data = page(
        b"BT (a) Tj ET",
        b"<<>>",
        b"<</Filter/Standard/V 1/R 2/P -1/O(%s)/U(%s)>>" % (b"a" * 32, b"b" * 32),
    )
    return data.replace(b"/Root", b"/Encrypt 5 0 R/ID[(a)(b)]/Root")


def packed_thrice():
    content = b"(a) Tj " * 10_000_000
    for _ in range(3):
        content = zlib.compress(content, 9)
    return pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/Contents 4 0 R>>",
        stream(content, b"/Filter[/FlateDecode/FlateDecode/FlateDecode]"),
    )


FONT = b"<</Font<</F 5 0 R>>>>"
FORM = (
    b"/Type/XObject/Subtype/Form/BBox[0 0 1 1]/Resources<</XObject<</F 5 0 R>>>>/Filter/FlateDecode"
)
RANGE = b"begincmap 1 beginbfrange <00000000> <ffffffff> <0000> endbfrange endcmap"
FILES = {
    "zip bomb.docx": zipped(**{WORD: b"\x00" * 60_000_000}),
    "many parts.docx": zipped(**{f"p{n}": b"a" * 100 for n in range(3000)}),
    "entities.docx": docx(ENTITIES),
    "outside.docx": docx(OUTSIDE),
    "nested.docx": nested_docx(),
    "no document.docx": zipped(a=b"b"),
    "overlapping entries.docx": overlapping_entries(),
    "an entity of 60 KB.docx": docx(
        b'<!DOCTYPE a [<!ENTITY q "%s">]><a>%s</a>' % (b"k" * 60_000, b"&q;" * 60_000)
    ),
    "many breaks.docx": docx_with(b"<w:p><w:r>%s</w:r></w:p>" % (b"<w:br/>" * 900_000)),
    "paths outside.docx": docx_with(
        b"<w:p/>", **{"..__..__tmp__owned": b"a", "__etc__owned": b"a"}
    ),
    "picture alone.docx": docx_with(b"<w:p/>", word__media__a=random.Random(2).randbytes(600_000)),
    "encrypted.docx": encrypted_docx(),
    "a document.pdf": docx_with(b"<w:p/>"),
    "a PDF.docx": page(b"BT (a) Tj ET"),
    "deep arrays.pdf": page(b"BT ET", b"<</X %s%s>>" % (b"[" * 300_000, b"]" * 300_000)),
    "forms in forms.pdf": page(
        b"/F Do " * 3000, b"<</XObject<</F 5 0 R>>>>", stream(zlib.compress(b"/F Do " * 3000), FORM)
    ),
    "packed thrice.pdf": packed_thrice(),
    "90,000 pages that are one.pdf": page(b"BT ET", kids=b"3 0 R " * 90_000),
    "font of four thousand million.pdf": page(
        b"BT /F 1 Tf <0041> Tj ET",
        FONT,
        b"<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H/ToUnicode 6 0 R/DescendantFonts[]>>",
        stream(RANGE, b""),
    ),
    "widths without end.pdf": page(
        b"BT /F 1 Tf (a) Tj ET",
        FONT,
        b"<</Type/Font/Subtype/TrueType/BaseFont/A/FirstChar 0/LastChar 2000000000/Widths[%s]>>"
        % (b"1 " * 400_000),
    ),
    "picture alone.pdf": page(
        b"/I Do",
        b"<</XObject<</I 5 0 R>>>>",
        stream(
            random.Random(3).randbytes(600_000),
            b"/Type/XObject/Subtype/Image/Width 30000/Height 30000/Filter/DCTDecode",
        ),
    ),
    "encrypted.pdf": encrypted_pdf(),
    "a picture.pdf": b"\x89PNG\r\n\x1a\n" + b"\x00" * 100,
    "page bomb.pdf": page_bomb(),
    "page loop.pdf": page_loop(),
    "cut off.pdf": page_bomb()[:400],
    "noise.pdf": b"%PDF-1.7\n" + random.Random(1).randbytes(50_000),
    "program.exe": b"MZ" + b"\x00" * 100,
    "../../var/secret.txt": b"\xff\xfe\x00\x01",
    "a\r\nSet-Cookie: b=c.txt": b"hello",
    "": b"hello",
    "no ending": b"hello",
    "empty.txt": b"",
    "large.txt": b"a" * 1_100_000,
}


@pytest.mark.parametrize("name", FILES, ids=ascii)
def test_a_file_is_read_or_refused_and_the_door_goes_on(session, name):
    answer = upload(session, name, FILES[name])

    assert answer.status_code in {200, 400, 413, 422}
    assert "root:" not in answer.text
    assert "set-cookie" not in answer.headers
    assert session.get("/readyz").status_code == 200


def test_an_upload_without_a_length_or_with_many_parts_is_refused(session):
    def endless():
        for _ in range(200):
            yield b"a" * 10_000

    kind = {"Content-Type": "multipart/form-data; boundary=x"}
    assert session.post("/letter", content=endless(), headers=kind).status_code == 413
    many = [("file", (f"{n}.txt", b"a", "text/plain")) for n in range(50)]
    assert session.post("/letter", files=many).status_code in {400, 422}


def test_a_form_that_is_none_is_refused(session):
    for kind in ("multipart/form-data", "multipart/form-data; boundary=", "text/plain"):
        answer = session.post("/letter", content=b"--x\r\n", headers={"Content-Type": kind})
        assert answer.status_code in {400, 415, 422}
