// Draws the rows of a statement. The server makes the chart, of the rows that
// the page has got, as it makes all others.
(function () {
  "use strict";

  var most = 2000, years = /^(year|年度|年份)$/i, state = null, asked = 0;

  function byId(id) { return document.getElementById(id); }
  function fill(words, values) { return words.replace(/\{(\w+)\}/g, function (_, k) { return values[k]; }); }

  function options(select, list, chosen) {
    select.textContent = "";
    list.forEach(function (o) {
      var option = document.createElement("option");
      option.value = o.value;
      option.textContent = o.name;
      option.selected = o.value === chosen;
      select.appendChild(option);
    });
  }

  // What a reader most likely wants: years or the first words across, the first
  // other number up, words that repeat as series.
  function guess(columns, rows) {
    var numbers = [], texts = [], year = -1;
    columns.forEach(function (c, i) {
      if (years.test(c.name) && year < 0) { year = i; } else if (gongkaiRows.number(c.type)) { numbers.push(i); } else { texts.push(i); }
    });
    texts = texts.filter(function (i) { return !/^(status|form|match)$/.test(columns[i].name); });
    numbers = numbers.filter(function (i) { return !/(^|_)id$/.test(columns[i].name); });
    var x = year >= 0 ? year : texts.length ? texts[0] : numbers.length > 1 ? numbers[0] : 0;
    var y = numbers.filter(function (i) { return i !== x; })[0];
    var by = texts.filter(function (i) {
      var seen = {};
      rows.forEach(function (r) { seen[r[i]] = true; });
      return i !== x && Object.keys(seen).length <= 6;
    })[0];
    return { x: x, y: y === undefined ? -1 : y, by: by === undefined ? -1 : by, kind: year >= 0 ? "line" : texts.length ? "bar" : "scatter" };
  }

  function draw() {
    var kind = byId("plotkind").value, x = +byId("plotx").value, y = +byId("ploty").value, by = +byId("plotby").value, mine = ++asked, bad = byId("plotbad");
    var form = state.columns.map(function (c) { return c.name; }).indexOf("form");
    bad.hidden = true;
    if (y < 0) { return; }
    var rows = state.rows.slice(0, most).map(function (r) {
      return { x: r[x], by: by < 0 ? null : r[by], form: form < 0 || r[form] === null ? "" : String(r[form]), y: [r[y] === null ? null : Number(r[y])] };
    });
    fetch("/sql/chart.json" + (state.lang === "en" ? "?lang=en" : ""), { method: "POST", headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ kind: kind, x: state.columns[x].name, y: [state.columns[y].name], rows: rows, lang: state.lang }) })
      .then(function (r) { return r.json(); })
      .then(function (answer) {
        if (mine !== asked) { return; }
        var figure = byId("plot"), failed = answer.error;
        figure.hidden = !!failed;
        if (failed) { bad.textContent = failed.reason; bad.hidden = false; return; }
        byId("plottitle").textContent = fill(state.words.chartOf, { x: state.columns[x].name, y: state.columns[y].name });
        byId("plotsource").textContent = [state.rows.length > most ? fill(state.words.firstRows, { n: most }) : "",
          kind === "line" && form < 0 && years.test(state.columns[x].name) ? state.words.noForm : ""].filter(Boolean).join(" ");
        gongkaiCharts.put("plot", figure.querySelector(".chart"), answer.option);
        document.documentElement.dataset.plot = "drawn";
      });
  }

  // show gets the rows; the chart is drawn when it is looked at.
  window.gongkaiPlot = {
    rows: function (answer, words, lang) {
      var columns = answer.columns, at = guess(columns, answer.rows);
      state = { columns: columns, rows: answer.rows, words: words, lang: lang };
      var all = columns.map(function (c, i) { return { value: String(i), name: c.name }; });
      var numbers = all.filter(function (_, i) { return gongkaiRows.number(columns[i].type); });
      options(byId("plotx"), all, String(at.x));
      options(byId("ploty"), numbers.length ? numbers : [{ value: "-1", name: words.none }], String(at.y));
      options(byId("plotby"), [{ value: "-1", name: words.none }].concat(all), String(at.by));
      byId("plotkind").value = at.kind;
    },
    draw: function () { if (state) { draw(); } }
  };

  ["plotkind", "plotx", "ploty", "plotby"].forEach(function (id) {
    var select = byId(id);
    if (select) { select.addEventListener("change", draw); }
  });
})();
