// How a chart looks: colours, words of axes, legend and labels, for an option
// that the server made. Browsers load it, and so does the server, which draws
// the same charts for print; so it asks nothing of the page.
//
// gongkaiDress(option, look) changes the option. The look: ink, soft, line and
// card (colours), dark, english, fonts, width (of the chart, in pixels), print
// (patterns instead of colours alone), textWidth(text, font).
var gongkaiDress = (function () {
  "use strict";

  // The palette of light pages and, in the same order, that of dark ones.
  var light = ["#08448f", "#b15617", "#04ac78", "#714860", "#3a3b15", "#6a89b5"];
  var dark = ["#296fd8", "#e27964", "#baeed3", "#a17892", "#f3ca55", "#5ebefc"];
  var dashes = ["solid", "dashed", "dotted", [8, 3, 2, 3], [2, 6], [12, 4]];
  var LEGEND_LINE = 20, MOST_DIRECT = 6, DIRECT_FROM = 640, APART = 0.09;

  function list(x) { return x ? [].concat(x) : []; }

  // 1234567.891 as 1,234,567.891: at most three decimals.
  function grouped(v) {
    var parts = String(Math.round(Math.abs(v) * 1000) / 1000).split(".");
    parts[0] = parts[0].replace(/\B(?=(\d{3})+$)/g, ",");
    return (v < 0 ? "-" : "") + parts.join(".");
  }

  // Large numbers on an axis: 282万, 1.2亿, 2.8M. Exact ones stand in the table.
  function short(english) {
    return function (v) {
      var size = Math.abs(v);
      if (english) { return size >= 1e5 ? grouped(v / 1e6) + "M" : grouped(v); }
      return size >= 1e8 ? grouped(v / 1e8) + "亿" : size >= 1e5 ? grouped(v / 1e4) + "万" : grouped(v);
    };
  }

  function axes(option, look) {
    list(option.xAxis).forEach(function (axis) {
      axis.axisLabel = Object.assign({}, axis.axisLabel, { color: look.soft, hideOverlap: true });
      axis.axisLine = { lineStyle: { color: look.line } };
      axis.axisTick = { show: false };
      axis.nameTextStyle = { color: look.soft };
      if (axis.type === "value" || axis.type === "log") {
        axis.splitLine = { show: false };
        axis.axisLabel.formatter = short(look.english);
      }
    });
    list(option.yAxis).forEach(function (axis) {
      axis.axisLabel = Object.assign({}, axis.axisLabel, { color: look.soft });
      axis.axisLine = { show: axis.type === "category", lineStyle: { color: look.line } };
      axis.axisTick = { show: false };
      axis.nameTextStyle = { color: look.soft };
      axis.splitLine = { show: axis.type !== "category", lineStyle: { color: look.line } };
      if (axis.type !== "category") {
        axis.minInterval = axis.minInterval || 1;
        axis.axisLabel.formatter = short(look.english);
      }
    });
    list(option.visualMap).forEach(function (map) { map.textStyle = { color: look.soft }; });
  }

  // The lines of one name are parts of one line: it ends before a break.
  function lastRuns(option) {
    var last = {};
    option.series.forEach(function (s) { if (s.type === "line" && s.name) { last[s.name] = s; } });
    return last;
  }

  // Whether the ends of lines lie far enough apart to write beside them.
  function apart(option, ends) {
    var low = 0, high = 0;
    option.series.forEach(function (s) {
      if (s.type !== "line") { return; }
      s.data.forEach(function (d) {
        var v = d && d.value && d.value[1] !== "-" ? Number(d.value[1]) : 0;
        low = Math.min(low, v);
        high = Math.max(high, v);
      });
    });
    ends.sort(function (a, b) { return a - b; });
    return ends.every(function (v, i) { return i === 0 || v - ends[i - 1] > APART * (high - low); });
  }

  // Names stand beside the ends of lines where all of them reach the last year
  // and there is room; a legend has to be looked up.
  function direct(option, look) {
    var last = lastRuns(option), names = Object.keys(last), x = list(option.xAxis)[0];
    if (names.length < 2 || names.length > MOST_DIRECT || look.width < DIRECT_FROM || !x || x.type !== "category") { return false; }
    var points = names.map(function (name) { return last[name].data[last[name].data.length - 1]; });
    var reach = points.every(function (point) { return point && point.value && point.value[1] !== "-"; });
    if (!reach || !apart(option, points.map(function (point) { return Number(point.value[1]); }))) { return false; }
    var room = Math.max.apply(null, names.map(function (n) { return look.textWidth(n, "12px"); }));
    if (room > look.width / 3) { return false; }
    names.forEach(function (name, i) {
      points[i].label = { show: true, position: "right", distance: 8, formatter: function () { return name; }, color: last[name].itemStyle.color, fontSize: 12 };
    });
    list(option.grid).forEach(function (grid) { grid.right = room + 20; grid.top = 30; });
    return true;
  }

  // The width of each item of the legend: sign, gap and name.
  function legendWidths(legend, look) {
    return list(legend.data).map(function (name) { return (legend.itemWidth || 14) + 5 + look.textWidth(String(name), "12px"); });
  }

  function legendLines(widths, gap, width) {
    var lines = 1, x = 0;
    widths.forEach(function (w) {
      if (x > 0 && x + w > width) { lines++; x = 0; }
      x += w + gap;
    });
    return lines;
  }

  // The legend stands above the grid. Gives the room that it needs.
  function legends(option, look) {
    var needs = { width: 0, height: 0 }, direct_ = direct(option, look);
    list(option.legend).forEach(function (legend) {
      legend.textStyle = { color: look.ink };
      legend.top = 4;
      legend.right = 0;
      legend.itemGap = 8;
      legend.padding = 0;
      legend.icon = look.print ? undefined : "roundRect";
      if (direct_) { legend.show = false; }
      if (!legend.show) { return; }
      var widths = legendWidths(legend, look);
      var top = LEGEND_LINE * legendLines(widths, legend.itemGap, look.width) + 20;
      list(option.grid).forEach(function (grid) { grid.top = top; });
      needs.width = Math.max.apply(null, widths.concat(needs.width));
      needs.height = Math.max(needs.height, top);
    });
    return needs;
  }

  function paint(style, look) {
    var i = style ? light.indexOf(style.color) : -1;
    if (i >= 0 && look.dark) { style.color = dark[i]; }
  }

  function mark(s, look) {
    s.markLine.silent = true;
    s.markLine.symbol = "none";
    s.markLine.lineStyle = { type: "dashed", color: look.soft, width: 1 };
    list(s.markLine.data).forEach(function (d) { // an annotation is somebody's word, not a break
      if (/^[❶-❿]/.test(d.name)) { d.lineStyle = { type: "dotted", color: look.soft, width: 1, opacity: 0.55 }; }
    });
    s.markLine.label = {
      show: true, position: "end", distance: 2, color: look.soft, fontSize: 12,
      formatter: function (p) { // a mark's letter, explained below; a level's name
        var name = String(p.name);
        return /^[①-⑳]/.test(name) ? name[0] : name; // an annotation's sign is its name
      }
    };
  }

  function series(option, look) {
    var narrow = look.width < 420, lines = {}, count = 0;
    option.series.forEach(function (s) {
      s.data = s.data || [];
      if (s.type === "sankey") {
        s.left = 4; s.top = 12; s.bottom = 12; s.right = narrow ? 84 : look.english ? 240 : 190; s.nodeGap = 14; s.nodeAlign = "left"; s.draggable = false; s.nodeWidth = 14;
        s.label = { show: true, color: look.ink, fontSize: narrow ? 11 : 12, width: s.right - 8, overflow: "break", formatter: "{b} {c}" };
      }
      paint(s.itemStyle, look);
      paint(s.lineStyle, look);
      if (s.itemStyle && s.type === "bar") { s.itemStyle.borderColor = look.card; s.itemStyle.borderWidth = 1; }
      s.data.forEach(function (d) {
        if (d && d.itemStyle && s.type === "bar") { d.itemStyle.borderType = "dashed"; } // under suspicion
      });
      if (s.type === "line" && s.name && s.lineStyle && !s.lineStyle.type) {
        if (!(s.name in lines)) { lines[s.name] = count++; }
        var nth = look.print ? lines[s.name] : Math.floor(lines[s.name] / light.length); // a colour comes again as another line
        s.lineStyle.type = dashes[nth % dashes.length];
      }
      if (s.markLine) { mark(s, look); }
    });
    if (look.print) { option.aria = { enabled: true, decal: { show: true } }; }
  }

  return function (option, look) {
    option.textStyle = { color: look.ink, fontFamily: look.fonts };
    option.backgroundColor = "transparent";
    series(option, look);
    axes(option, look);
    return legends(option, look);
  };
})();
