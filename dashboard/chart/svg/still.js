// Draws an option as a picture that nobody can point at, dressed as the pages'
// charts are.
(function () {
  "use strict";

  // The least height that the grid keeps for drawing, axis labels included.
  var LEAST = 90;

  echarts.setPlatformAPI({
    measureText: function (text, font) { return { width: textWidth(String(text), String(font || "")) }; }
  });

  return function (text, width, height, look) {
    var option = JSON.parse(text);
    look.width = width;
    look.textWidth = textWidth;
    var needs = gongkaiDress(option, look);
    if (needs.width > width || needs.height > 0 && needs.height + LEAST > height) {
      return { width: Math.ceil(needs.width), height: needs.height + LEAST };
    }
    option.backgroundColor = look.card;
    option.animation = false;
    option.tooltip = { show: false };
    [].concat(option.legend || []).forEach(function (legend) { legend.selectedMode = false; });
    option.series.forEach(function (s) {
      s.silent = true;
      s.animation = false;
      s.emphasis = { disabled: true };
    });
    var chart = echarts.init(null, null, { renderer: "svg", ssr: true, width: width, height: height });
    try {
      chart.setOption(option);
      return { svg: chart.renderToSVGString() };
    } finally {
      chart.dispose();
    }
  };
})();
