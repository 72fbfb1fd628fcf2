"""Makes the samples beside it and what the reference reads from them (python-docx, openpyxl, python-pptx, pypdf).

Run with the reference's interpreter, which needs reportlab besides. The files are checked in, since the
libraries write times and ids of their own into them.
"""

import datetime
import pathlib
import sys
import zipfile

import docx
import openpyxl
import pptx
from docx.enum.text import WD_BREAK
from docx.oxml.ns import qn
from docx.oxml import OxmlElement
from lightrag.parser.legacy.extractors import extract_text
from openpyxl.styles import Font
from pptx.util import Inches
from pypdf import PdfReader, PdfWriter
from reportlab.pdfgen import canvas

HERE = pathlib.Path(__file__).parent


def word():
    document = docx.Document()
    document.add_heading("The survey of the Tarn", 1)
    paragraph = document.add_paragraph("Ada Brook maps ")
    paragraph.add_run("the river Tarn").bold = True
    paragraph.add_run(" for the Survey Office.")
    paragraph.add_run().add_break()
    paragraph.add_run("After a break\tand a tab.")
    paragraph.add_run().add_break(WD_BREAK.PAGE)
    run = paragraph.add_run("non")
    run._r.append(OxmlElement("w:noBreakHyphen"))
    paragraph.add_run("breaking \u00fcber \u4e2d\u6587 \U0001f600")
    document.add_paragraph("")
    linked = document.add_paragraph("See ")
    link = OxmlElement("w:hyperlink")
    link.append(document.add_paragraph("the linked page").runs[0]._r)
    linked._p.append(link)
    table = document.add_table(rows=3, cols=3)
    for row in range(3):
        for column in range(3):
            table.cell(row, column).text = f"r{row}c{column}"
    table.cell(0, 0).text = "tab\tand\nline \\ slash"
    table.cell(1, 1).merge(table.cell(1, 2))
    table.cell(0, 0).merge(table.cell(1, 0))
    table.cell(2, 0).text = ""
    empty = document.add_table(rows=2, cols=2)
    empty.cell(1, 1).text = "second table"
    document.add_paragraph("After the tables.")
    nested = document.add_table(rows=1, cols=1).cell(0, 0)
    nested.text = "outer"
    nested.add_table(1, 1).cell(0, 0).text = "inner"
    document.save(HERE / "report.docx")


def slides():
    show = pptx.Presentation()
    first = show.slides.add_slide(show.slide_layouts[0])
    first.shapes.title.text = "The survey of the Tarn"
    first.placeholders[1].text = "Ada Brook\nSurvey Office"
    second = show.slides.add_slide(show.slide_layouts[5])
    second.shapes.title.text = "Findings\vin short"
    box = second.shapes.add_textbox(Inches(1), Inches(2), Inches(4), Inches(1))
    box.text_frame.text = "one\ttab"
    box.text_frame.add_paragraph().text = "\u4e2d\u6587"
    second.shapes.add_table(1, 1, Inches(1), Inches(3), Inches(2), Inches(1)).table.cell(0, 0).text = "cell"
    group = second.shapes.add_group_shape()
    group.shapes.add_textbox(Inches(1), Inches(4), Inches(1), Inches(1)).text_frame.text = "grouped"
    second.shapes.add_textbox(Inches(1), Inches(5), Inches(1), Inches(1))
    third = show.slides.add_slide(show.slide_layouts[6])
    third.shapes.add_textbox(Inches(1), Inches(1), Inches(1), Inches(1)).text_frame.text = "last added, first shown"
    ids = show.slides._sldIdLst
    ids.insert(0, ids[2])
    show.save(HERE / "talk.pptx")


def sheets():
    book = openpyxl.Workbook()
    values = book.active
    values.title = "Values"
    rows = [
        ["text", "tab\there", "line\nbreak", "back\\slash"],
        [1, 2.5, 3.0, 1e20, 1.5e-7, 0.1, -4, 123456789012345680, 12345678901234567890.5],
        [True, False, None, "#N/A", "=1+1", "=SUM(A2:B2)"],
        [datetime.datetime(2024, 5, 6, 7, 8, 9), datetime.date(2024, 5, 6), datetime.time(7, 8, 9)],
        [datetime.timedelta(days=1, hours=2, minutes=3), datetime.timedelta(minutes=-5)],
        [None, None],
        [datetime.datetime(1900, 1, 15), datetime.datetime(2024, 1, 1, 1, 1, 1, 500000)],
    ]
    for row in rows:
        values.append(row)
    values["B7"].number_format = "yyyy-mm-dd hh:mm:ss.000"
    values["A9"] = 45000.75
    values["A9"].number_format = '"on" d. mmmm yyyy'
    values["B9"] = 45000.75
    values["B9"].number_format = '0.00 "days"'
    values["C9"] = 1234.5
    values["C9"].number_format = "[Red]#,##0.00"
    values["D9"] = 0.5
    values["D9"].number_format = "0%"
    values["E9"] = 99999999
    values["E9"].number_format = "yyyy"
    values["H12"].font = Font(bold=True)
    merged = book.create_sheet("Merged & linked")
    merged["A1"] = "over four"
    merged["B2"] = "hidden"
    merged.merge_cells("A1:B2")
    merged["C3"] = "link"
    merged["C3"].hyperlink = "https://example.org/a"
    merged["D4"].hyperlink = "https://example.org/b"
    book.create_sheet("Empty")
    book.save(HERE / "made.xlsx")


CACHED = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>
<row r="2"><c r="B2"><v>3</v></c><c r="C2"><f>B2*2</f><v>6</v></c><c r="D2" t="str"><f>B2&amp;"x"</f><v>3x</v></c>
<c r="E2" t="b"><f>B2&gt;1</f><v>1</v></c><c r="F2" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="G2"><f>B2+1</f></c></row>
<row><c t="inlineStr"><is><t>in</t><r><t>line</t></r></is></c><c><v>1E3</v></c><c t="s"><v>0</v></c></row>
<row r="5"><c r="A5" t="s"><v>1</v></c><c r="B5" s="1"><v>0.25</v></c><c r="C5" s="2"><v>1.5</v></c><c r="D5" s="1"><v>59</v></c>
<c r="E5" s="1"><v>61</v></c><c r="F5" t="d"><v>2024-05-06T07:08:09</v></c><c r="G5" s="3"><v>44000</v></c></row>
</sheetData></worksheet>"""
STRINGS = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t xml:space="preserve"> plain </t></si>
<si><r><t>rich </t></r><r><rPr><b/></rPr><t>text_x005F_x</t></r><rPh sb="0" eb="1"><t>reading</t></rPh></si></sst>"""
STYLES = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="1"><numFmt numFmtId="164" formatCode="[$-409]mmm;@"/></numFmts>
<fonts count="1"><font/></fonts><fills count="1"><fill><patternFill/></fill></fills><borders count="1"><border><left/></border></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>
<cellXfs count="4"><xf/><xf numFmtId="22"/><xf numFmtId="46"/><xf numFmtId="164"/></cellXfs></styleSheet>"""
BOOK = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">
<workbookPr/><sheets><sheet name="Cached" sheetId="1" r:id="rId1"/></sheets></workbook>"""
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
CONTENT = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def relations(*targets):
    inner = "".join(f'<Relationship Id="rId{i + 1}" Type="{RELATIONS}/{t}" Target="{p}"/>' for i, (t, p) in enumerate(targets))
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inner}</Relationships>'


def cached():
    parts = {"workbook": "sheet.main", "worksheets/sheet1": "worksheet", "sharedStrings": "sharedStrings", "styles": "styles"}
    types = "".join(f'<Override PartName="/xl/{p}.xml" ContentType="{CONTENT}.{t}+xml"/>' for p, t in parts.items())
    with zipfile.ZipFile(HERE / "cached.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Default Extension="xml" ContentType="application/xml"/>{types}</Types>',
        )
        archive.writestr("_rels/.rels", relations(("officeDocument", "xl/workbook.xml")))
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            relations(("worksheet", "worksheets/sheet1.xml"), ("sharedStrings", "/xl/sharedStrings.xml"), ("styles", "styles.xml")),
        )
        archive.writestr("xl/workbook.xml", BOOK)
        archive.writestr("xl/worksheets/sheet1.xml", CACHED)
        archive.writestr("xl/sharedStrings.xml", STRINGS)
        archive.writestr("xl/styles.xml", STYLES)


def pages():
    paper = canvas.Canvas(str(HERE / "paper.pdf"))
    paper.drawString(72, 720, "Ada Brook maps the river Tarn for the Survey Office.")
    paper.drawString(72, 700, "Her second line.")
    paper.showPage()
    paper.setFont("Times-Roman", 12)
    paper.drawString(72, 720, "The second page names Elias Finch.")
    paper.showPage()
    paper.showPage()
    paper.save()
    for name, user in (("locked.pdf", "river"), ("permissions.pdf", "")):
        writer = PdfWriter(clone_from=PdfReader(HERE / "paper.pdf"))
        writer.encrypt(user, "owner", algorithm="AES-256" if user else "RC4-128")
        writer.write(HERE / name)


def main():
    if "--expected-only" not in sys.argv:
        word(), slides(), sheets(), cached(), pages()
    for file in sorted(HERE.glob("*.*")):
        if file.suffix in (".docx", ".pptx", ".xlsx", ".pdf"):
            text = extract_text(file.read_bytes(), file.suffix, pdf_password="river" if file.stem == "locked" else None)
            file.with_suffix(file.suffix + ".expected").write_text(text, newline="")


main()
