#!/usr/bin/env python3
"""Makes the PDFs of this folder. Run it here: python3 make.py
It needs LibreOffice (soffice), chromium and qpdf; the tests need none of them.
Each *.html beside a *.pdf is what the PDF was printed from, and what the test
compares it with."""
import pathlib, shutil, subprocess, tempfile

here = pathlib.Path(__file__).resolve().parent
sample = here.parents[3] / "data" / "sample" / "documents"

STYLE = """<style>@page{size:%s;margin:12mm}body{font:11pt serif}h2{font-size:12pt}
table{border-collapse:collapse;width:100%%}td,th{padding:2px}%s</style>"""


def row(*cells):
    return "<tr>" + "".join(c if c.startswith("<t") else "<td>" + c for c in cells) + "\n"


def page(body, size="105mm 148mm", ruled=True, more=""):
    if ruled:
        body = body.replace("<table", '<table border="1" cellspacing="0"')
    return '<!doctype html><meta charset="utf-8"><title>年度报告</title>' + STYLE % (size, more) + "<body>" + body


def table(rows, head=False):
    top = row('<td rowspan=2>项目', '<td colspan=2>申请', '<td rowspan=2>总计') + row('自然人', '法人')
    body = ""
    for i in range(rows):
        label = "（%s）公开申请的项目" % "一二三四五六七八九十"[i % 10]
        if i % 3 == 0:
            label += "，申请的项目和公开的项目，项目的公开和申请"
        body += row(label, str(i * 7), str(i), str(i * 8))
    top = "<thead>" + top + "</thead><tbody>" if head else "<tbody>" + top
    return "<table>" + top + body + "</table>"


def groups():
    """Cells that span rows on both sides of a page break."""
    out = "<table><tr><td>一<td>二<td>三<td>数\n"
    n = 0
    for g in "甲乙丙":
        for i in range(12):
            n += 1
            lead = '<td rowspan=12>%s、本年办理结果' % g if i == 0 else ""
            second = '<td rowspan=4>（%s）' % "一二三"[i // 4] if i % 4 == 0 else ""
            out += "<tr>" + lead + second + "<td>%d.公开<td>%d\n" % (i + 1, n)
    return out + "</table>"


PAGES = {
    "split": page("<h2>二、公开情况</h2>" + table(30) + "<p>三、完。"),
    "heads": page("<h2>二、公开情况</h2>" + table(30, head=True) + "<p>三、完。"),
    "groups": page("<p>一、办理" + groups() + "<p>二、完。"),
    "landscape": page("<p>一、公开" + table(9), size="A5 landscape"),
    "borderless": page("<p>二、公开情况" + table(6), ruled=False, more="td{width:25%}"),
    "threeline": page("<p>二、公开情况" + table(6), ruled=False, more="table{border-top:2px solid;border-bottom:2px solid}tr:nth-child(2) td{border-bottom:1px solid}td{width:25%}"),
}


def run(*command):
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def main():
    with tempfile.TemporaryDirectory() as tmp:
        for name, text in PAGES.items():
            (here / (name + ".html")).write_text(text, encoding="utf-8")
            if name in ("heads", "groups"):
                run("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
                    "--print-to-pdf=" + str(here / (name + "-browser.pdf")), str(here / (name + ".html")))
            run("soffice", "--headless", "--convert-to", "pdf", "--outdir", tmp, str(here / (name + ".html")))
            shutil.copy(pathlib.Path(tmp) / (name + ".pdf"), here / (name + "-office.pdf"))
        report = sorted(sample.glob("*交通与建设局-2024.html"))[0].read_text(encoding="utf-8")
        (pathlib.Path(tmp) / "report.html").write_text(report.replace("<table", '<table border="1" cellspacing="0"'), encoding="utf-8")
        run("soffice", "--headless", "--convert-to", "pdf", "--outdir", tmp, tmp + "/report.html")
        shutil.copy(pathlib.Path(tmp) / "report.pdf", here / "report-office.pdf")
        whole = str(here / "landscape-office.pdf")
        run("qpdf", "--rotate=+90", whole, str(here / "rotated.pdf"))
        run("qpdf", "--encrypt", "open", "own", "128", "--use-aes=y", "--", whole, str(here / "password.pdf"))
        run("qpdf", "--encrypt", "", "own", "128", "--use-aes=y", "--", whole, str(here / "owner.pdf"))


main()
