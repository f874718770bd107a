// Keeps the choice of a page in the address, and changes the page without
// loading it anew. Everything works without it but the drawing of charts.
(function () {
  "use strict";

  // A page without charts has nothing that draws them.
  var charts = window.gongkaiCharts || { expect: function () {}, keep: function () {}, drawAll: function () { document.documentElement.dataset.charts = "none"; } };

  // show replaces the page's content by that of an address, without a flash;
  // after first, if that is given.
  function show(address, push, first) {
    var text = fetch(address).then(function (r) { return r.text(); });
    return Promise.all([text, first]).then(function (came) { return came[0]; }).then(function (text) {
      var next = new DOMParser().parseFromString(text, "text/html");
      var main = next.querySelector("main");
      if (!main) { location.assign(address); return; }
      if (push) { history.pushState(null, "", address); }
      shown = location.pathname + location.search;
      charts.keep(main);
      document.querySelector("main").replaceWith(main);
      [".lang", ".foot"].forEach(function (part) {
        var now = document.querySelector(part), then = next.querySelector(part);
        if (now && then) { now.replaceWith(then); }
      });
      document.title = next.title;
      wire();
      document.dispatchEvent(new CustomEvent("gongkai:shown"));
      document.body.classList.remove("busy");
      charts.drawAll();
    }).catch(function () { location.assign(address); });
  }

  function apply(form) {
    var query = new URLSearchParams(new FormData(form)).toString();
    document.body.classList.add("busy"); // until the page has come the words are those of the former one
    show(form.getAttribute("action") + "?" + query, true, charts.expect(query));
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

  var shown = location.pathname + location.search;
  window.addEventListener("popstate", function () { // not for a jump within the page
    var now = location.pathname + location.search;
    if (now !== shown) { show(location.href, false); }
  });
  window.addEventListener("resize", reachable);
  document.addEventListener("gongkai:published", function () {
    if (document.body.classList.contains("bench")) { location.reload(); } else { show(location.href, false); } // an editor is not put anew
  });
  document.addEventListener("gongkai:address", function () { shown = location.pathname + location.search; });
  document.addEventListener("click", function (e) {
    var open = document.querySelector("details.bodies[open]");
    if (open && !open.contains(e.target)) { open.open = false; }
  });
  document.addEventListener("keydown", function (e) {
    var open = document.querySelector("details.bodies[open]");
    if (open && e.key === "Escape") { open.open = false; open.querySelector("summary").focus(); }
  });
  wire();
  charts.drawAll();

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
