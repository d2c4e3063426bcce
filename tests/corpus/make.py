#!/usr/bin/env python3
"""Builds tests/corpus/dev and tests/corpus/held-out from tests/corpus/src.

    apt install chromium qpdf fonts-noto-cjk fonts-droid-fallback; pip install python-docx openpyxl fpdf2 weasyprint
    python3 make.py            # everything
    python3 make.py dev NAME   # one set, names that start with NAME

A source file holds many documents:

    === name.ext key=value …      what to write, and how
    field: value | accepted too   the truth; `;` separates the items of a list
    + field: value                a further record of the same document starts at `+`
    ---                           the document itself follows
    …

txt and md are written as they stand (encoding=gb18030, utf-16le, utf-8-sig; eol=crlf),
csv likewise, xlsx from CSV, docx and pdf from HTML (with producer=fpdf from plain text).
The results are committed, so the tests need no Python.
"""

import csv
import io
import json
import re
import subprocess
import sys
import tempfile
from datetime import datetime
from html.parser import HTMLParser
from pathlib import Path

HERE = Path(__file__).parent
LISTS = {"emails", "locations", "skills", "absent_skills"}
NUMBERS = {"years", "salary_min", "salary_max", "salary_months"}
FIELDS = {
    "candidate": {"company": "current_company", "position": "current_position",
                  "years": "experience_years", "education": "education_level"},
    "job": {"company": "company_name", "years": "min_experience_years", "education": "education_required"},
}
CHROMIUM = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
STYLE = 'body{font:13px/1.55 "Liberation Sans","Droid Sans Fallback";margin:0}@page{size:A4;margin:16mm}'


def main():
    wanted = sys.argv[1:]
    for folder in ["dev", "held-out"]:
        if wanted and wanted[0] != folder:
            continue
        out = HERE / folder
        out.mkdir(exist_ok=True)
        for source in sorted((HERE / "src" / folder).glob("*.txt")):
            for name, options, truth, body in documents(source.read_text("utf-8")):
                if len(wanted) > 1 and not name.startswith(wanted[1]):
                    continue
                write(out / name, options, body)
                target = out / (name + ".truth.json")
                target.write_text(json.dumps(truth, ensure_ascii=False, indent=1) + "\n", "utf-8")
                print(folder, name)


def documents(text):
    for part in re.split(r"^=== ", text, flags=re.M)[1:]:
        head, rest = part.split("\n", 1)
        truth_text, body = rest.split("\n---\n", 1)
        name, *pairs = head.split()
        options = dict(pair.split("=", 1) for pair in pairs)
        yield name, options, truth_of(truth_text), body.strip("\n") + "\n"


def truth_of(text):
    """The first lines are about the document (kind, language), the rest about its records."""
    document, records = {}, [{}]
    for line in filter(str.strip, text.split("\n")):
        if line.startswith("+"):
            records.append({})
            line = line[1:]
        key, value = (part.strip() for part in line.split(":", 1))
        if key in ("kind", "language"):
            document[key] = value
        else:
            name = FIELDS[document["kind"]].get(key, key)
            records[-1][name] = parsed(key, value)
    return {**document, "records": records}


def parsed(key, value):
    """A list for the list fields, else the alternatives a careful person would accept."""
    if key in LISTS:
        return [item.strip() for item in value.split(";") if item.strip()]
    options = [item.strip() for item in value.split("|")]
    return [scalar(key, item) for item in options]


def scalar(key, item):
    if item == "null":
        return None
    return float(item) if key in NUMBERS else item


def write(path, options, body):
    extension = path.suffix[1:]
    writers = {"txt": plain, "md": plain, "csv": plain, "xlsx": xlsx, "docx": docx, "pdf": pdf}
    writers[extension](path, options, body)


def plain(path, options, body):
    if options.get("eol") == "crlf":
        body = body.replace("\n", "\r\n")
    encoding = options.get("encoding", "utf-8")
    mark = b"\xff\xfe" if encoding == "utf-16le" else b""
    path.write_bytes(mark + body.encode(encoding))


def xlsx(path, options, body):
    from openpyxl import Workbook
    from openpyxl.styles import Font

    book = Workbook()
    book.remove(book.active)
    sheets = re.split(r"^#sheet ", body, flags=re.M)
    for part in sheets[1:] if len(sheets) > 1 else [options.get("sheet", "Sheet1") + "\n" + body]:
        title, rows = part.split("\n", 1)
        sheet = book.create_sheet(title.strip())
        for number, row in enumerate(csv.reader(io.StringIO(rows)), 1):
            for column, value in enumerate(row, 1):
                cell = sheet.cell(number, column, typed(value) if number > 1 else value)
                cell.font = Font(bold=number == 1)
        if options.get("merge"):
            sheet.merge_cells(options["merge"])
    book.properties.created = book.properties.modified = datetime(2026, 11, 1)
    book.save(path)


def typed(value):
    """Spreadsheets hold numbers as numbers, and phones too when nobody stopped them."""
    if re.fullmatch(r"\d{1,11}", value):
        return int(value)
    if re.fullmatch(r"\d+\.\d", value):
        return float(value)
    return value or None


class Docx(HTMLParser):
    """The little HTML the sources use: h1–h3, p, ul/li, table, b, br, header, footer, textbox."""

    def __init__(self):
        super().__init__()
        from docx import Document

        self.document = Document()
        self.place = [self.document]
        self.paragraph, self.bold, self.table, self.row = None, False, [], []
        self.link = None

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag in ("h1", "h2", "h3"):
            self.paragraph = self.place[-1].add_paragraph(style=f"Heading {tag[1]}")
        elif tag in ("p", "div"):
            self.paragraph = self.place[-1].add_paragraph()
        elif tag == "li":
            self.paragraph = self.place[-1].add_paragraph(style="List Bullet")
        elif tag == "b":
            self.bold = True
        elif tag == "br" and self.paragraph is not None:
            self.paragraph.add_run().add_break()
        elif tag == "table":
            self.table.append([])
        elif tag == "tr":
            self.table[-1].append([])
        elif tag in ("td", "th"):
            self.begin_cell(attrs)
        elif tag == "header":
            self.place.append(self.document.sections[0].header)
            self.paragraph = self.place[-1].paragraphs[0]
        elif tag == "footer":
            self.place.append(self.document.sections[0].footer)
            self.paragraph = self.place[-1].paragraphs[0]
        elif tag == "textbox":
            self.begin_textbox()
        elif tag == "a":
            self.link = attrs.get("href")

    def begin_cell(self, attrs):
        from docx import Document

        holder = Document().add_table(1, 1).cell(0, 0)
        self.table[-1][-1].append((holder, int(attrs.get("colspan", 1)), int(attrs.get("rowspan", 1))))
        self.place.append(holder)
        self.paragraph = holder.paragraphs[0]

    def begin_textbox(self):
        from docx.oxml import parse_xml
        from docx.text.paragraph import Paragraph

        w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
        pict = parse_xml(
            f'<w:pict xmlns:w="{w}" xmlns:v="urn:schemas-microsoft-com:vml"><v:shape type="#_x0000_t202" '
            'style="width:220pt;height:90pt"><v:textbox><w:txbxContent><w:p/></w:txbxContent>'
            "</v:textbox></v:shape></w:pict>"
        )
        self.place[-1].add_paragraph().add_run()._r.append(pict)
        self.paragraph = Paragraph(pict.find(f".//{{{w}}}p"), self.document.paragraphs[0]._parent)

    def handle_endtag(self, tag):
        if tag in ("h1", "h2", "h3", "p", "div", "li", "textbox"):
            self.paragraph = None
        elif tag == "b":
            self.bold = False
        elif tag in ("td", "th", "header", "footer"):
            self.place.pop()
            self.paragraph = None
        elif tag == "table":
            self.finish_table(self.table.pop())
        elif tag == "a":
            self.link = None

    def finish_table(self, rows):
        width = max(sum(span for _, span, _ in row) for row in rows)
        table = self.place[-1].add_table(len(rows), width)
        if hasattr(table, "style") and self.place[-1] is self.document:
            table.style = "Table Grid"
        taken = set()
        for y, row in enumerate(rows):
            x = 0
            for holder, across, down in row:
                while (y, x) in taken:
                    x += 1
                cell = table.cell(y, x)
                if across > 1 or down > 1:
                    cell = cell.merge(table.cell(y + down - 1, x + across - 1))
                taken |= {(y + j, x + i) for j in range(down) for i in range(across)}
                self.move(holder, cell)
                x += across

    @staticmethod
    def move(holder, cell):
        for old in list(cell.paragraphs):
            old._p.getparent().remove(old._p)
        for element in list(holder._tc):
            if not element.tag.endswith("}tcPr"):
                cell._tc.append(element)

    def handle_data(self, data):
        text = re.sub(r"\s+", " ", data)
        if not text.strip():
            if self.paragraph is not None and self.paragraph.text:
                self.paragraph.add_run(" ")
            return
        if self.paragraph is None:
            self.paragraph = self.place[-1].add_paragraph()
        if self.link:
            self.add_link(text)
        else:
            self.paragraph.add_run(text).bold = self.bold or None

    def add_link(self, text):
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn

        part = self.paragraph.part
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
        link = OxmlElement("w:hyperlink")
        link.set(qn("r:id"), part.relate_to(self.link, kind, is_external=True))
        run = self.paragraph.add_run(text)
        link.append(run._r)
        self.paragraph._p.append(link)


def docx(path, options, body):
    parser = Docx()
    parser.feed(re.sub(r"<style>.*?</style>", "", body, flags=re.S))
    stamp = datetime(2026, 11, 1)
    parser.document.core_properties.created = parser.document.core_properties.modified = stamp
    parser.document.core_properties.author = "Bole corpus"
    parser.document.save(path)


def pdf(path, options, body):
    """Three producers, as their files differ: WeasyPrint (subset fonts), Chromium (Type 3 fonts), fpdf2."""
    if options.get("producer") == "fpdf":
        return pdf_by_fpdf(path, body)
    page = f'<!doctype html><meta charset="utf-8"><style>{STYLE}</style>{body}'
    if options.get("producer") == "chromium":
        return pdf_by_chromium(path, page)
    from weasyprint import HTML

    HTML(string=page).write_pdf(path)


def pdf_by_chromium(path, page):
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "page.html"
        source.write_text(page, "utf-8")
        command = CHROMIUM + [f"--user-data-dir={folder}/profile", f"--print-to-pdf={path}", str(source)]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
    packed = path.with_suffix(".packed")
    pack = ["qpdf", "--object-streams=generate", "--recompress-flate", "--compression-level=9"]
    subprocess.run([*pack, path, packed], check=True)
    packed.replace(path)


def pdf_by_fpdf(path, body):
    from fpdf import FPDF

    sheet = FPDF(format="A4")
    sheet.set_creation_date(datetime(2026, 11, 1))
    sheet.add_font("cjk", fname="/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", collection_font_number=2)
    sheet.add_page()
    for line in body.rstrip("\n").split("\n"):
        sheet.set_font("cjk", size=18 if line.startswith("# ") else 10.5)
        sheet.multi_cell(0, 6.4, line.removeprefix("# "), new_x="LMARGIN", new_y="NEXT")
    sheet.output(str(path))


if __name__ == "__main__":
    main()
