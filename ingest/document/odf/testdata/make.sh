#!/bin/sh
# Makes the fixtures of this folder from a bundled report. It needs LibreOffice
# (soffice) and is run from this folder: sh make.sh
set -e
report=../../../../data/sample/documents/350128-平潭综合实验区-2020.html
made=$(mktemp -d)
cp "$report" "$made/report.html"
soffice --headless --infilter="HTML (StarWriter)" --convert-to odt --outdir "$made" "$made/report.html" >/dev/null
soffice --headless --infilter="HTML (StarCalc)" --convert-to ods --outdir "$made" "$made/report.html" >/dev/null
cp "$made/report.odt" "$made/report.ods" .
rm -r "$made"
