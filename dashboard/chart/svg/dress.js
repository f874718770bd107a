// Draws an option as the pages' script does, for a picture that nobody can
// point at: the same colours, fonts and words, without tooltips and hovering.
(function () {
  "use strict";

  echarts.setPlatformAPI({
    measureText: function (text, font) { return { width: textWidth(String(text), String(font || "")) }; }
  });

  var light = ["#08448f", "#b15617", "#04ac78", "#714860", "#3a3b15", "#6a89b5"];
  var dark = ["#296fd8", "#e27964", "#baeed3", "#a17892", "#f3ca55", "#5ebefc"];

  // The least height that the grid keeps for drawing, axis labels included.
  var LEAST = 90;

  // Figures in groups of three with at most three decimals.
  function grouped(v) {
    var parts = String(Math.round(Math.abs(v) * 1000) / 1000).split(".");
    parts[0] = parts[0].replace(/\B(?=(\d{3})+$)/g, ",");
    return (v < 0 ? "-" : "") + parts.join(".");
  }

  function short(english) {
    return function (v) {
      if (v >= 100000) { return english ? grouped(v / 1000000) + "M" : grouped(v / 10000) + "万"; }
      return grouped(v);
    };
  }

  // The width of each item of the legend: sign, gap and name.
  function legendWidths(legend) {
    return (legend.data || []).map(function (name) { return legend.itemWidth + 5 + textWidth(String(name), "12px"); });
  }

  function legendLines(widths, gap, width) {
    var lines = 1, x = 0;
    widths.forEach(function (w) {
      if (x > 0 && x + w > width) { lines++; x = 0; }
      x += w + gap;
    });
    return lines;
  }

  function axes(option, look) {
    [].concat(option.xAxis || []).forEach(function (axis) {
      axis.axisLabel = { color: look.soft, hideOverlap: true };
      axis.axisLine = { lineStyle: { color: look.line } };
      axis.axisTick = { show: false };
      axis.nameTextStyle = { color: look.soft };
      if (axis.type === "value" || axis.type === "log") { axis.splitLine = { show: false }; }
    });
    [].concat(option.yAxis || []).forEach(function (axis) {
      axis.axisLabel = { color: look.soft, formatter: short(look.english) };
      axis.axisLine = { lineStyle: { color: look.line } };
      axis.minInterval = 1;
      axis.splitLine = { lineStyle: { color: look.line } };
    });
  }

  // The legend stands above the grid. Gives the size that the picture needs.
  function legends(option, look, width) {
    var needs = { width: 0, height: 0 };
    [].concat(option.legend || []).forEach(function (legend) {
      legend.textStyle = { color: look.ink };
      legend.top = 4;
      legend.right = 0;
      legend.itemGap = 8;
      legend.padding = 0;
      legend.icon = "roundRect";
      legend.selectedMode = false;
      if (!legend.show) { return; }
      var widths = legendWidths(legend);
      var top = 20 * legendLines(widths, legend.itemGap, width) + 20;
      [].concat(option.grid || []).forEach(function (grid) { grid.top = top; });
      needs.width = Math.ceil(Math.max.apply(null, widths.concat(needs.width)));
      needs.height = Math.max(needs.height, top + LEAST);
    });
    return needs;
  }

  function series(s, look, narrow) {
    s.data = s.data || [];
    s.silent = true;
    s.animation = false;
    s.emphasis = { disabled: true };
    if (s.type === "sankey") {
      s.left = 4; s.top = 12; s.bottom = 12; s.right = narrow ? 84 : 190; s.nodeGap = 11; s.nodeAlign = "left"; s.draggable = false; s.nodeWidth = 14;
      s.label = { show: true, color: look.ink, fontSize: narrow ? 11 : 12, width: s.right - 8, overflow: "break" };
    }
    [s.itemStyle, s.lineStyle].forEach(function (style) {
      var i = style ? light.indexOf(style.color) : -1;
      if (i >= 0 && look.dark) { style.color = dark[i]; }
    });
    if (s.itemStyle && s.type === "bar") { s.itemStyle.borderColor = look.card; s.itemStyle.borderWidth = 1; }
    s.data.forEach(function (d) {
      if (d && d.itemStyle && s.type !== "sankey") { d.itemStyle.borderType = "dashed"; } // under suspicion
    });
    if (s.markLine) {
      s.markLine.silent = true;
      s.markLine.symbol = "none";
      s.markLine.lineStyle = { type: "dashed", color: look.soft, width: 1 };
      s.markLine.label = {
        show: true, position: "end", distance: 2, color: look.soft, fontSize: 12,
        formatter: function (p) { // a mark's letter; a level's name
          var name = String(p.name);
          return /^[①-⑳]/.test(name) ? name[0] : name;
        }
      };
    }
  }

  return function (text, width, height, look) {
    var option = JSON.parse(text);
    option.textStyle = { color: look.ink, fontFamily: look.fonts };
    option.backgroundColor = look.card;
    option.animation = false;
    option.tooltip = { show: false };
    axes(option, look);
    var needs = legends(option, look, width);
    if (needs.width > width || needs.height > height) { return { width: needs.width, height: needs.height }; }
    option.series.forEach(function (s) { series(s, look, width < 420); });
    var chart = echarts.init(null, null, { renderer: "svg", ssr: true, width: width, height: height });
    try {
      chart.setOption(option);
      return { svg: chart.renderToSVGString() };
    } finally {
      chart.dispose();
    }
  };
})();
