// Shows the rows of a statement: only those on the screen are in the page, so
// that ten thousand scroll like ten. Columns sort on a click, numbers as
// numbers; NULL is written out, because it is neither empty nor 0.
(function () {
  "use strict";

  var HEIGHT = 28, AROUND = 12;

  function text(v) {
    if (v === null) { return "NULL"; }
    return typeof v === "object" ? JSON.stringify(v) : String(v);
  }

  function number(type) { return /^(U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|DECIMAL|DOUBLE|FLOAT)/.test(type) && !/\]$/.test(type); }

  // A number of more digits than the browser's numbers hold stays a text; see
  // exact in sql.js. NULL stands last, whichever way a column is sorted.
  function compare(a, b, down, type) {
    if (a === null || b === null) { return a === b ? 0 : a === null ? 1 : -1; }
    var by = number(type) ? a - b : text(a).localeCompare(text(b), "zh-CN");
    return down ? -by : by;
  }

  // widths are those of the columns in characters, Chinese ones counting twice.
  function width(column, rows, i) {
    var most = column.name.length + 3;
    rows.slice(0, 200).forEach(function (row) {
      var s = text(row[i]), n = 0;
      for (var k = 0; k < Math.min(s.length, 60); k++) { n += s.charCodeAt(k) > 0x2e80 ? 2 : 1; }
      most = Math.max(most, n);
    });
    return Math.min(most, 48);
  }

  function cell(v, column, words) {
    var td = document.createElement("div"), s = text(v);
    td.setAttribute("role", "cell");
    td.className = v === null ? "null" : number(column.type) ? "num" : "";
    td.textContent = s.length > 400 ? s.slice(0, 400) + "…" : s;
    td.title = s.length > 20 ? s.slice(0, 2000) : "";
    if (column.name === "status" && words.statuses[s]) { td.textContent = s + " " + words.statuses[s]; td.classList.add("status", s); }
    return td;
  }

  window.gongkaiRows = function (box, columns, rows, words) {
    var order = rows.map(function (_, i) { return i; }), sorted = -1, down = false, first = -1;
    var head = document.createElement("div"), body = document.createElement("div"), scroll = document.createElement("div"), table = document.createElement("div");
    box.textContent = "";
    scroll.className = "sqlscroll";
    scroll.tabIndex = 0;
    table.className = "sqlrows";
    table.setAttribute("role", "table");
    table.setAttribute("aria-rowcount", rows.length + 1);
    head.className = "sqlhead";
    head.setAttribute("role", "row");
    body.className = "sqlbody";
    body.setAttribute("role", "rowgroup");
    body.style.height = rows.length * HEIGHT + "px";
    var widths = columns.map(function (c, i) { return width(c, rows, i); });
    table.style.setProperty("--columns", widths.map(function (w) { return "minmax(calc(" + w + "ch + 1rem), " + w + "fr)"; }).join(" "));
    table.style.minWidth = "calc(" + widths.reduce(function (a, b) { return a + b; }, 0) + "ch + " + widths.length + "rem)";
    columns.forEach(function (c, i) {
      var th = document.createElement("div"), button = document.createElement("button");
      th.setAttribute("role", "columnheader");
      th.className = number(c.type) ? "num" : "";
      button.type = "button";
      button.className = "plain";
      button.textContent = c.name;
      button.title = c.name + " " + c.type;
      button.addEventListener("click", function () { sort(i); });
      th.appendChild(button);
      head.appendChild(th);
    });

    function sort(i) {
      down = sorted === i ? !down : false;
      sorted = i;
      order.sort(function (a, b) { return compare(rows[a][i], rows[b][i], down, columns[i].type) || a - b; });
      [].forEach.call(head.children, function (th, k) { th.setAttribute("aria-sort", k !== i ? "none" : down ? "descending" : "ascending"); });
      first = -1;
      paint();
    }

    function paint() {
      var from = Math.max(0, Math.floor(scroll.scrollTop / HEIGHT) - AROUND);
      if (from === first) { return; }
      first = from;
      var to = Math.min(rows.length, from + Math.ceil(scroll.clientHeight / HEIGHT) + 2 * AROUND), part = document.createDocumentFragment();
      for (var n = from; n < to; n++) {
        var line = document.createElement("div"), row = rows[order[n]];
        line.className = n % 2 ? "sqlrow odd" : "sqlrow";
        line.setAttribute("role", "row");
        line.setAttribute("aria-rowindex", n + 2);
        line.style.top = n * HEIGHT + "px";
        for (var i = 0; i < columns.length; i++) { line.appendChild(cell(row[i], columns[i], words)); }
        part.appendChild(line);
      }
      body.textContent = "";
      body.appendChild(part);
    }

    table.appendChild(head);
    table.appendChild(body);
    scroll.appendChild(table);
    box.appendChild(scroll);
    scroll.addEventListener("scroll", paint);
    new ResizeObserver(function () { first = -1; paint(); }).observe(scroll);
    paint();
    return { number: number };
  };
  window.gongkaiRows.number = number;
})();
