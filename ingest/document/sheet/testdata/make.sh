#!/bin/sh
# Makes the fixtures of this folder from a bundled report. It needs LibreOffice
# (soffice) and is run from this folder: sh make.sh
set -e
report=../../../../data/sample/documents/350128-平潭综合实验区-2020.html
made=$(mktemp -d)
cp "$report" "$made/report.html"
convert() { soffice --headless --infilter="$1" --convert-to "$2" --outdir "$made" "$made/$3" >/dev/null; }
convert "HTML (StarCalc)" xlsx report.html
convert "Calc MS Excel 2007 XML" "xls:MS Excel 97" report.xlsx
convert "Calc MS Excel 2007 XML" "csv:Text - txt - csv (StarCalc):44,34,76,1" report.xlsx
convert "Calc MS Excel 2007 XML" "xml:MS Excel 2003 XML" report.xlsx
# LibreOffice writes a row for each of the million rows of a sheet
sed -E 's/(<Row[^>]*><Cell ss:Index="[0-9]+"\/><\/Row>)+//g' "$made/report.xml" >report.xml
cp "$made/report.xlsx" "$made/report.xls" "$made/report.csv" .
rm -r "$made"
