"""Letters as files, honest ones and hostile ones."""

from __future__ import annotations

import bz2
import io
import struct
import zipfile
import zlib
from collections.abc import Sequence

from docx import Document
from pypdf import PdfWriter


def word(*paragraphs: str, cells: Sequence[str] = ()) -> bytes:
    """A Word document of paragraphs and one row of cells."""
    document = Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    if cells:
        table = document.add_table(rows=1, cols=len(cells))
        for place, text in enumerate(cells):
            table.rows[0].cells[place].text = text
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def pdf(text: str) -> bytes:
    """A PDF of one page with a line of text."""
    return pdf_of_pages(b"(%s) Tj" % text.encode(), 1)


def encrypted(content: bytes, password: str) -> bytes:
    """A PDF that its owner's password guards from changes, and the other one, where there is one, from reading."""
    writer = PdfWriter(clone_from=io.BytesIO(content))
    writer.encrypt(password, "owner", algorithm="AES-256")
    data = io.BytesIO()
    writer.write(data)
    return data.getvalue()


def pdf_of_pages(commands: bytes, pages: int) -> bytes:
    """A PDF whose pages all show the same commands."""
    stream = zlib.compress(b"BT /F1 12 Tf 20 100 Td %s ET" % commands, 9)
    kids = b" ".join(b"%d 0 R" % number for number in range(4, 4 + pages))
    page = (
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 3 0 R"
        b"/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>"
    )
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, pages),
        b"<</Length %d/Filter/FlateDecode>>\nstream\n%s\nendstream" % (len(stream), stream),
        *[page] * pages,
    ]
    data = b"%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    count = len(objects) + 1
    xref = b"xref\n0 %d\n0000000000 65535 f \n" % count
    xref += b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (count, len(data))
    return data + xref + end


def lying_archive(method: int, size: int) -> bytes:
    """A Word document whose header claims 100 bytes, and their sum, for a part of so many."""
    head = b"<a/>" + b" " * 96
    content = head + b" " * size
    if method == zipfile.ZIP_BZIP2:
        packed = bz2.compress(content)
    else:
        deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
        packed = deflate.compress(content) + deflate.flush()
    name = b"word/document.xml"
    fields = (20, 0, method, 0, 0x21, zlib.crc32(head), len(packed), len(head), len(name), 0)
    local = b"PK\3\4" + struct.pack("<5H3L2H", *fields) + name + packed
    central = (
        b"PK\1\2"
        + struct.pack("<6H3L5H2L", 20, *fields[:5], *fields[5:8], len(name), 0, 0, 0, 0, 0, 0)
        + name
    )
    end = b"PK\5\6" + struct.pack("<4H2LH", 0, 0, 1, 1, len(central), len(local), 0)
    return local + central + end
