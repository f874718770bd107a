// Draws the charts of a page from their JSON options, which the server makes.
(function () {
  "use strict";

  var drawn = []; // {id, node, chart, option, text, width}: the option as the server made it
  var printing = false, drawing = 0, ahead = {};

  function color(name) {
    return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  }

  // The look of the page that a chart stands on.
  function look(width) {
    var context = look.context || (look.context = document.createElement("canvas").getContext("2d"));
    var fonts = getComputedStyle(document.body).fontFamily;
    return {
      ink: color("--ink"), soft: color("--soft"), line: color("--line"), card: color("--card"), fonts: fonts, width: width, print: printing,
      dark: matchMedia("(prefers-color-scheme: dark)").matches, english: document.documentElement.lang === "en",
      textWidth: function (text, font) { context.font = font + " " + fonts; return context.measureText(text).width; }
    };
  }

  // What a reader can point at.
  function pointing(option, width) {
    var many = option.series.length > 1 && width >= 420;
    option.series.forEach(function (s) {
      s.cursor = s.type === "sankey" ? "default" : "pointer";
      s.emphasis = { focus: s.type === "sankey" ? "adjacency" : many ? "series" : "none" };
    });
    option.tooltip = {
      trigger: "item", confine: true, appendToBody: false,
      backgroundColor: color("--card"), borderColor: color("--line"), textStyle: { color: color("--ink") },
      formatter: function (p) { // a node, never markup
        var tip = document.createElement("div");
        tip.className = "tip";
        tip.textContent = p.value && p.value[3] ? p.value[3] : p.dataType ? p.name.replace(" > ", " → ") + "：" + Number(p.value).toLocaleString() : p.name;
        return tip;
      }
    };
  }

  function draw(f, node) {
    var chart = echarts.init(node, null, { renderer: "canvas" });
    var one = { id: f.id, node: node, chart: chart, width: node.clientWidth };
    chart.on("click", function (p) {
      if (p.value && p.value[2]) { open(p.value[2]); }
    });
    drawn.push(one);
    change(one, f.option);
  }

  // change gives a chart another option, if it is another.
  function change(one, option) {
    var text = JSON.stringify(option);
    if (text === one.text) { return; }
    one.option = option;
    one.text = text;
    paint(one);
  }

  // paint draws in the present theme and size.
  function paint(one) {
    var width = one.node.clientWidth, option = JSON.parse(one.text);
    if (!width) { one.width = 0; return; } // in a tab that is not shown
    if (width !== one.width) { one.chart.resize(); }
    one.width = width;
    gongkaiDress(option, look(width));
    pointing(option, width);
    one.chart.setOption(option, true);
  }

  function open(address) {
    if (document.body.classList.contains("embed")) { window.open(address, "_blank", "noopener"); } else { location.assign(address); }
  }

  function known(id) { return drawn.filter(function (d) { return d.id === id; })[0]; }

  function options(address) {
    return fetch(address, { headers: { Accept: "application/json" } })
      .then(function (r) { if (!r.ok) { throw new Error(r.status); } return r.json(); });
  }

  // The server writes the parameters in the order of their names.
  function sorted(query) {
    var all = new URLSearchParams(query);
    all.sort();
    return all.toString();
  }

  // expect asks for the options of the page that a query leads to, together with
  // the page itself; charts that stay are drawn as soon as their options come,
  // and before the page is put in place: what it returns waits for those.
  function expect(query) {
    var mine = ++drawing;
    ahead = {};
    var sections = [].slice.call(document.querySelectorAll("section[data-charts]"));
    return Promise.all(sections.map(function (section) {
      var address = section.dataset.charts.split("?")[0] + "?" + sorted(query);
      ahead[address] = options(address);
      return ahead[address].then(function (answer) {
        if (mine !== drawing) { return; }
        answer.figures.forEach(function (f) {
          var one = known(f.id);
          if (one && one.width && onScreen(one.node)) { change(one, f.option); document.documentElement.dataset.charts = "first"; }
        });
      }).catch(function () {}); // told when the page asks for it
    }));
  }

  // keep moves the charts into the page that takes this one's place.
  function keep(main) {
    drawn = drawn.filter(function (d) {
      var place = main.querySelector("#" + CSS.escape(d.id) + " .chart");
      if (place) { place.replaceWith(d.node); } else { d.chart.dispose(); }
      return !!place;
    });
  }

  // drawAll fetches each subject's options once. One chart is drawn at a time,
  // those on the screen first, so that each shows as soon as it is there.
  function drawAll() {
    var sections = [].slice.call(document.querySelectorAll("section[data-charts]"));
    var page = document.documentElement, mine = ++drawing, waiting = [], coming = sections.length, busy = false;
    page.dataset.charts = sections.length ? "drawing" : "none";

    function next() {
      if (mine !== drawing) { return; } // another page has come
      if (!waiting.length) {
        busy = false;
        if (!coming) { page.dataset.charts = sections.length ? "drawn" : "none"; }
        return;
      }
      busy = true;
      var one = waiting.shift();
      if (known(one.figure.id)) { change(known(one.figure.id), one.figure.option); } else { draw(one.figure, one.node); }
      if (page.dataset.charts === "drawing") { page.dataset.charts = "first"; }
      setTimeout(next, 0); // lets the browser paint
    }

    sections.forEach(function (section) {
      var address = section.dataset.charts;
      (ahead[address] || options(address))
        .then(function (answer) {
          answer.figures.forEach(function (f) {
            var node = document.querySelector("#" + CSS.escape(f.id) + " .chart");
            if (node) { waiting.push({ node: node, figure: f, seen: onScreen(node) }); }
          });
          waiting.sort(function (a, b) { return b.seen - a.seen; });
        })
        .catch(function (err) {
          console.error(err);
          section.querySelectorAll(".chart").forEach(function (node) { node.hidden = true; });
        })
        .then(function () {
          coming--;
          if (!busy) { next(); }
        });
    });
  }

  function onScreen(node) {
    var box = node.getBoundingClientRect();
    return box.top < innerHeight && box.bottom > 0;
  }

  function redraw() { drawn.forEach(paint); }

  function resize() {
    drawn.forEach(function (d) { if (d.node.clientWidth !== d.width) { paint(d); } });
  }

  // Paper may be black and white, and knows no tabs.
  function print(on) {
    return function () { printing = on; redraw(); };
  }

  window.addEventListener("resize", resize);
  window.addEventListener("beforeprint", print(true));
  window.addEventListener("afterprint", print(false));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
  // put draws one chart that is not of the page's own list, or changes it.
  function put(id, node, option) {
    if (known(id)) { change(known(id), option); resize(); } else { draw({ id: id, option: option }, node); }
  }

  window.gongkaiCharts = { drawAll: drawAll, expect: expect, keep: keep, put: put };
})();
