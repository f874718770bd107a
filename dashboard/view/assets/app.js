// Draws the charts of a page from their JSON options and keeps the choice in
// the address. Everything works without it but the drawing.
(function () {
  "use strict";

  var drawn = []; // {node, chart, option}: the option as the server made it

  function color(name) {
    return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  }

  var printing = false, drawing = 0;

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

  function draw(node, option) {
    var chart = echarts.init(node, null, { renderer: "canvas" }), one = { node: node, chart: chart, option: option };
    chart.on("click", function (p) {
      if (p.value && p.value[2]) { open(p.value[2]); }
    });
    drawn.push(one);
    paint(one);
  }

  // paint draws in the present theme and size.
  function paint(one) {
    var width = one.node.clientWidth, option = JSON.parse(JSON.stringify(one.option));
    one.width = width;
    if (!width) { return; } // in a tab that is not shown
    one.chart.resize();
    gongkaiDress(option, look(width));
    pointing(option, width);
    one.chart.setOption(option, true);
  }

  function redraw() { drawn.forEach(paint); }

  function open(address) {
    if (document.body.classList.contains("embed")) { window.open(address, "_blank", "noopener"); } else { location.assign(address); }
  }

  function clear() {
    drawn.forEach(function (d) { d.chart.dispose(); });
    drawn = [];
  }

  // drawAll fetches each subject's options once. The charts on the screen are
  // drawn at once, the others when there is nothing else to do.
  function drawAll() {
    clear();
    var sections = [].slice.call(document.querySelectorAll("section[data-charts]"));
    var page = document.documentElement, mine = ++drawing;
    page.dataset.charts = sections.length ? "drawing" : "none";
    var later = [];
    return Promise.all(sections.map(function (section) {
      return fetch(section.dataset.charts, { headers: { Accept: "application/json" } })
        .then(function (r) { if (!r.ok) { throw new Error(r.status); } return r.json(); })
        .then(function (answer) {
          if (mine !== drawing) { return; } // another page has come
          answer.figures.forEach(function (f) {
            var node = document.querySelector("#" + CSS.escape(f.id) + " .chart");
            if (!node) { return; }
            if (onScreen(node)) { draw(node, f.option); page.dataset.charts = "first"; } else { later.push(function () { draw(node, f.option); }); }
          });
        })
        .catch(function (err) {
          console.error(err);
          section.querySelectorAll(".chart").forEach(function (node) { node.hidden = true; });
        });
    })).then(function () {
      (function next() {
        if (mine !== drawing) { return; }
        if (!later.length) { page.dataset.charts = sections.length ? "drawn" : "none"; return; }
        later.shift()();
        idle(next);
      })();
    });
  }

  function onScreen(node) {
    var box = node.getBoundingClientRect();
    return box.top < innerHeight && box.bottom > 0;
  }

  function idle(then) {
    if (window.requestIdleCallback) { requestIdleCallback(then, { timeout: 200 }); } else { setTimeout(then, 0); }
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
      document.dispatchEvent(new CustomEvent("gongkai:shown"));
      return drawAll();
    }).catch(function () { location.assign(address); });
  }

  function apply(form) {
    var query = new URLSearchParams(new FormData(form));
    show(form.getAttribute("action") + "?" + query.toString(), true);
  }

  function wire() {
    reachable();
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
        td.addEventListener("focusin", say); // of the cell or of the link inside it
      });
      var target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
      if (target) { where.textContent = target.title; target.scrollIntoView({ block: "center", inline: "center" }); }
    }
  }

  // What scrolls sideways can be scrolled by keys.
  function reachable() {
    document.querySelectorAll(".scroll, pre").forEach(function (box) {
      if (box.scrollWidth > box.clientWidth && !box.hasAttribute("tabindex")) { box.tabIndex = 0; }
    });
  }

  function filter(text, rows) {
    var words = text.trim().toLowerCase().split(/\s+/);
    rows.forEach(function (row) {
      var has = row.textContent.toLowerCase();
      row.hidden = !words.every(function (w) { return has.indexOf(w) >= 0; });
    });
  }

  function resize() {
    drawn.forEach(function (d) { if (d.node.clientWidth !== d.width) { paint(d); } });
  }

  var shown = location.pathname + location.search;
  window.addEventListener("popstate", function () { // not for a jump within the page
    var now = location.pathname + location.search;
    if (now !== shown) { show(location.href, false); }
  });
  window.addEventListener("resize", resize);
  window.addEventListener("resize", reachable);
  // Paper may be black and white, and knows no tabs.
  function print(on) {
    return function () { printing = on; redraw(); };
  }
  window.addEventListener("beforeprint", print(true));
  window.addEventListener("afterprint", print(false));
  document.addEventListener("gongkai:address", function () { shown = location.pathname + location.search; });
  document.addEventListener("click", function (e) {
    var open = document.querySelector("details.bodies[open]");
    if (open && !open.contains(e.target)) { open.open = false; }
  });
  document.addEventListener("keydown", function (e) {
    var open = document.querySelector("details.bodies[open]");
    if (open && e.key === "Escape") { open.open = false; open.querySelector("summary").focus(); }
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
  wire();
  drawAll();

  // The next page may have charts: what draws them is fetched when this page
  // has nothing else to do.
  var next = document.currentScript.dataset.next;
  if (next && window.requestIdleCallback) {
    window.addEventListener("load", function () {
      setTimeout(function () {
        requestIdleCallback(function () {
          var link = document.createElement("link");
          link.rel = "prefetch";
          link.as = "script";
          link.href = next;
          document.head.appendChild(link);
        });
      }, 2000);
    });
  }
})();
