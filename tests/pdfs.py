"""Small PDF files, written by hand: pages of lines, set in Helvetica at 10 points with 12 between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

TWO_PAGES = (
    ("Minutes of the council", "", "The council met on Monday. The mayor was", "in the chair."),
    ("The council will plant ninety trees", "before the winter, the mayor said.", "", "The meeting ended at noon."),
)
TWO_PAGES_TEXT = (
    "Minutes of the council\n\n"
    "The council met on Monday. The mayor was in the chair.\n\n"
    "The council will plant ninety trees before the winter, the mayor said.\n\n"
    "The meeting ended at noon.\n"
)
TWO_PAGES_START = (0, 80)


def pdf(*pages: Sequence[str]) -> bytes:
    """Return a PDF; an empty line leaves a gap, and a page without lines has no text."""
    return written([_drawn(lines) for lines in pages])


def written(streams: Sequence[str], trailer: str = "") -> bytes:
    """Return a PDF whose pages are drawn by these streams."""
    count = len(streams)
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(count))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {count} /Kids [{kids}] >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, stream in enumerate(streams):
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> "
            f"/Contents {5 + 2 * number} 0 R >>"
        )
        objects.append(f"<< /Length {len(stream.encode('cp1252'))} >>\nstream\n{stream}\nendstream")
    data, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n{body}\nendobj\n".encode("cp1252")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size, start = len(objects) + 1, len(data)
    head = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R {trailer}>>\n"
    return data + f"{head}startxref\n{start}\n%%EOF\n".encode()


def _drawn(lines: Sequence[str]) -> str:
    moves, down = [], 0
    for line in lines:
        if line:
            text = line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
            moves.append(f"0 -{down} Td ({text}) Tj")
            down = 0
        down += 12
    return f"BT /F1 10 Tf 72 770 Td {' '.join(moves)} ET" if moves else "0 0 m"
