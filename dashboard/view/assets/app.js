// Draws the charts of a page from their JSON options and keeps the choice in
// the address. Everything works without it but the drawing.
(function () {
  "use strict";

  var drawn = []; // {node, chart}

  function color(name) {
    return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  }

  // The palette of dark pages, in the order of the light one.
  var light = ["#08448f", "#b15617", "#04ac78", "#714860", "#3a3b15", "#6a89b5"];
  var dark = ["#296fd8", "#e27964", "#baeed3", "#a17892", "#f3ca55", "#5ebefc"];

  function paint(style) {
    var i = style ? light.indexOf(style.color) : -1;
    if (i >= 0 && matchMedia("(prefers-color-scheme: dark)").matches) { style.color = dark[i]; }
  }

  // How many lines the legend takes at a width, at about 13 px a character.
  function legendLines(names, width) {
    var lines = 1, x = 0;
    names.forEach(function (name) {
      var w = 30;
      for (var i = 0; i < name.length; i++) { w += name.charCodeAt(i) > 255 ? 12.5 : 7; }
      if (x > 0 && x + w > width) { lines++; x = 0; }
      x += w;
    });
    return lines;
  }

  // Large numbers on an axis: 282万, 2.8M. Exact ones stand in the table.
  function short(v) {
    var english = document.documentElement.lang === "en";
    if (!english && v >= 100000) { return (v / 10000).toLocaleString("zh-CN") + "万"; }
    if (english && v >= 100000) { return (v / 1000000).toLocaleString("en") + "M"; }
    return v.toLocaleString(english ? "en" : "zh-CN");
  }

  // The option comes from the server; colours and words follow the page.
  function dress(option, width) {
    var narrow = width < 420;
    var ink = color("--ink"), soft = color("--soft"), line = color("--line"), card = color("--card");
    option.textStyle = { color: ink, fontFamily: getComputedStyle(document.body).fontFamily };
    option.backgroundColor = "transparent";
    [].concat(option.xAxis || []).forEach(function (axis) {
      axis.axisLabel = { color: soft, hideOverlap: true };
      axis.axisLine = { lineStyle: { color: line } };
      axis.axisTick = { show: false };
      axis.nameTextStyle = { color: soft };
      if (axis.type === "value" || axis.type === "log") { axis.splitLine = { show: false }; }
    });
    [].concat(option.yAxis || []).forEach(function (axis) {
      axis.axisLabel = { color: soft, formatter: short };
      axis.minInterval = 1;
      axis.splitLine = { lineStyle: { color: line } };
    });
    [].concat(option.legend || []).forEach(function (legend) {
      legend.textStyle = { color: ink };
      legend.top = 4;
      legend.right = 0;
      legend.itemGap = 8;
      legend.padding = 0;
      legend.icon = "roundRect";
      if (legend.show) {
        [].concat(option.grid).forEach(function (grid) { grid.top = 20 * legendLines(legend.data, width) + 20; });
      }
    });
    option.series.forEach(function (s) {
      s.data = s.data || [];
      s.cursor = "pointer";
      if (s.type === "sankey") {
        s.left = 4; s.top = 12; s.bottom = 12; s.right = narrow ? 84 : 190; s.nodeGap = 11; s.nodeAlign = "left"; s.draggable = false; s.nodeWidth = 14;
        s.label = { show: true, color: ink, fontSize: narrow ? 11 : 12 };
        s.cursor = "default";
      }
      s.emphasis = { focus: s.type === "sankey" ? "adjacency" : option.series.length > 1 && !narrow ? "series" : "none" };
      paint(s.itemStyle);
      paint(s.lineStyle);
      if (s.itemStyle && s.type === "bar") { s.itemStyle.borderColor = card; s.itemStyle.borderWidth = 1; }
      s.data.forEach(function (d) {
        if (d && d.itemStyle && s.type !== "sankey") { d.itemStyle.borderType = "dashed"; } // under suspicion
      });
      if (s.markLine) {
        s.markLine.silent = true;
        s.markLine.symbol = "none";
        s.markLine.lineStyle = { type: "dashed", color: soft, width: 1 };
        s.markLine.label = {
          show: true, position: "end", distance: 2, color: soft, fontSize: 12,
          formatter: function (p) { // a mark's letter, explained below; a level's name
            var name = String(p.name);
            return /^[①-⑳]/.test(name) ? name[0] : name;
          }
        };
      }
    });
    option.tooltip = {
      trigger: "item", confine: true, appendToBody: false,
      backgroundColor: card, borderColor: line, textStyle: { color: ink },
      formatter: function (p) { // a node, never markup
        var tip = document.createElement("div");
        tip.className = "tip";
        tip.textContent = p.value && p.value[3] ? p.value[3] : p.dataType ? p.name.replace(" > ", " → ") + "：" + short(p.value) : p.name;
        return tip;
      }
    };
    return option;
  }

  function draw(node, option) {
    var chart = echarts.init(node, null, { renderer: "canvas" });
    chart.setOption(dress(option, node.clientWidth));
    chart.on("click", function (p) {
      if (p.value && p.value[2]) { location.assign(p.value[2]); }
    });
    drawn.push({ node: node, chart: chart });
  }

  function clear() {
    drawn.forEach(function (d) { d.chart.dispose(); });
    drawn = [];
  }

  // drawAll fetches each subject's options once.
  function drawAll() {
    clear();
    var sections = [].slice.call(document.querySelectorAll("section[data-charts]"));
    document.documentElement.dataset.charts = sections.length ? "drawing" : "none";
    return Promise.all(sections.map(function (section) {
      return fetch(section.dataset.charts, { headers: { Accept: "application/json" } })
        .then(function (r) { if (!r.ok) { throw new Error(r.status); } return r.json(); })
        .then(function (answer) {
          answer.figures.forEach(function (f) {
            var node = document.querySelector("#" + CSS.escape(f.id) + " .chart");
            if (node) { draw(node, f.option); }
          });
        })
        .catch(function () {
          section.querySelectorAll(".chart").forEach(function (node) { node.hidden = true; });
        });
    })).then(function () {
      if (sections.length) { document.documentElement.dataset.charts = "drawn"; }
    });
  }

  // show replaces the page's content by that of an address, without a flash.
  function show(address, push) {
    return fetch(address).then(function (r) { return r.text(); }).then(function (text) {
      var next = new DOMParser().parseFromString(text, "text/html");
      var main = next.querySelector("main");
      if (!main) { location.assign(address); return; }
      if (push) { history.pushState(null, "", address); }
      shown = location.pathname + location.search;
      clear();
      document.querySelector("main").replaceWith(main);
      var lang = next.querySelector(".lang");
      if (lang) { document.querySelector(".lang").replaceWith(lang); }
      document.title = next.title;
      wire();
      return drawAll();
    }).catch(function () { location.assign(address); });
  }

  function apply(form) {
    var query = new URLSearchParams(new FormData(form));
    show(form.getAttribute("action") + "?" + query.toString(), true);
  }

  function wire() {
    var form = document.getElementById("choose");
    if (form) {
      form.addEventListener("submit", function (e) { e.preventDefault(); apply(form); });
      document.querySelectorAll("select[form=choose], #choose select").forEach(function (select) {
        select.addEventListener("change", function () { apply(form); });
      });
      form.querySelectorAll("input[name=body]").forEach(function (box) {
        box.addEventListener("change", function () {
          var chosen = form.querySelectorAll("input[name=body]:checked").length;
          form.querySelectorAll("input[name=body]:not(:checked)").forEach(function (b) { b.disabled = chosen >= 6; });
        });
      });
      var find = form.querySelector(".find");
      if (find) {
        find.addEventListener("input", function () { filter(find.value, form.querySelectorAll(".body")); });
        find.addEventListener("keydown", function (e) { if (e.key === "Enter") { e.preventDefault(); } });
      }
    }
    document.querySelectorAll("[data-filter]").forEach(function (input) {
      input.addEventListener("input", function () { filter(input.value, document.querySelectorAll(input.dataset.filter)); });
    });
    var where = document.getElementById("where");
    if (where) {
      document.querySelectorAll(".form td").forEach(function (td) {
        var say = function () { where.textContent = td.title; };
        td.addEventListener("click", say);
        td.addEventListener("focus", say);
      });
      var target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
      if (target) { where.textContent = target.title; target.scrollIntoView({ block: "center", inline: "center" }); }
    }
  }

  function filter(text, rows) {
    var words = text.trim().toLowerCase().split(/\s+/);
    rows.forEach(function (row) {
      var has = row.textContent.toLowerCase();
      row.hidden = !words.every(function (w) { return has.indexOf(w) >= 0; });
    });
  }

  function resize() { drawn.forEach(function (d) { d.chart.resize(); }); }

  var shown = location.pathname + location.search;
  window.addEventListener("popstate", function () { // not for a jump within the page
    var now = location.pathname + location.search;
    if (now !== shown) { show(location.href, false); }
  });
  window.addEventListener("resize", resize);
  window.addEventListener("beforeprint", resize);
  document.addEventListener("click", function (e) {
    var open = document.querySelector("details.bodies[open]");
    if (open && !open.contains(e.target)) { open.open = false; }
  });
  document.addEventListener("keydown", function (e) {
    var open = document.querySelector("details.bodies[open]");
    if (open && e.key === "Escape") { open.open = false; open.querySelector("summary").focus(); }
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawAll);
  wire();
  drawAll();
})();
