// What a reader does with a chart: its tabs (chart, table, source), taking it
// away as a picture, copying a link or the code to embed it. Without this
// script chart, table and source stand one below the other, and the links of
// the menu work.
(function () {
  "use strict";

  // The tab that a chart shows is in the address: tab=ID.table
  function chosen() {
    var of = {};
    new URLSearchParams(location.search).getAll("tab").forEach(function (t) {
      var at = t.lastIndexOf(".");
      of[t.slice(0, at)] = t.slice(at + 1);
    });
    return of;
  }

  function remember(id, tab) {
    var query = new URLSearchParams(location.search), of = chosen();
    query.delete("tab");
    if (tab === "chart") { delete of[id]; } else { of[id] = tab; }
    Object.keys(of).forEach(function (k) { query.append("tab", k + "." + of[k]); });
    var text = query.toString();
    history.replaceState(null, "", location.pathname + (text ? "?" + text : "") + location.hash);
    document.dispatchEvent(new CustomEvent("gongkai:address"));
  }

  function show(card, tab) {
    card.dataset.tab = tab;
    card.querySelectorAll("[role=tab]").forEach(function (button) {
      var on = button.dataset.tab === tab;
      button.setAttribute("aria-selected", on);
      button.tabIndex = on ? 0 : -1;
    });
  }

  function tabs(card, of) {
    var list = card.querySelector("[role=tablist]");
    if (!list) { return; }
    list.hidden = false;
    var buttons = [].slice.call(list.querySelectorAll("[role=tab]"));
    var empty = !card.querySelector(".chart"); // no number: the table says why
    buttons.forEach(function (button, i) {
      var panel = card.querySelector("[data-panel=" + button.dataset.tab + "]");
      panel.id = card.id + "-" + button.dataset.tab;
      button.setAttribute("aria-controls", panel.id);
      button.addEventListener("click", function () { show(card, button.dataset.tab); window.dispatchEvent(new Event("resize")); remember(card.id, button.dataset.tab); });
      button.addEventListener("keydown", function (e) {
        var step = { ArrowRight: 1, ArrowLeft: -1 }[e.key];
        if (step) { var next = buttons[(i + step + buttons.length) % buttons.length]; next.focus(); next.click(); }
      });
    });
    show(card, of[card.id] || (empty ? "table" : "chart"));
  }

  function say(button) {
    var words = button.textContent;
    button.textContent = button.dataset.done;
    setTimeout(function () { button.textContent = words; }, 1600);
  }

  // Browsers give the clipboard to secure pages only; an office's server may
  // not be one.
  function copy(text, button) {
    if (navigator.clipboard && window.isSecureContext) {
      navigator.clipboard.writeText(text).then(function () { say(button); });
      return;
    }
    var area = document.createElement("textarea");
    area.value = text;
    button.parentNode.appendChild(area);
    area.select();
    document.execCommand("copy");
    area.remove();
    say(button);
  }

  function embedding(address) {
    return '<iframe src="' + new URL(address, location.href).href.replace(/&/g, "&amp;").replace(/"/g, "&quot;") + '" width="100%" height="420" loading="lazy"></iframe>';
  }

  // The server draws the picture; here it is only turned into points.
  function savePNG(address) {
    fetch(address).then(function (r) { if (!r.ok) { throw new Error(r.status); } return r.text(); }).then(function (svg) {
      var image = new Image();
      image.onload = function () {
        var canvas = document.createElement("canvas");
        canvas.width = 2 * image.width;
        canvas.height = 2 * image.height;
        canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
        var link = document.createElement("a");
        link.href = canvas.toDataURL("image/png");
        link.download = decodeURIComponent(address.split("?")[0].split("/").pop()).replace(/\.svg$/, ".png");
        link.click();
      };
      image.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(svg);
    }).catch(function (err) { console.error(err); });
  }

  function tools(menu) {
    menu.querySelectorAll("button").forEach(function (button) {
      button.hidden = false;
      button.addEventListener("click", function () {
        if (button.dataset.png) { savePNG(button.dataset.png); }
        if (button.dataset.copy) { copy(location.href.split("#")[0] + button.dataset.copy, button); }
        if (button.dataset.frame) { copy(embedding(button.dataset.frame), button); }
      });
    });
  }

  function wire() {
    var of = chosen();
    document.querySelectorAll("figure.tabbed").forEach(function (card) { tabs(card, of); });
    document.querySelectorAll("details.tools").forEach(tools);
  }

  document.addEventListener("click", function (e) {
    document.querySelectorAll("details.tools[open]").forEach(function (menu) { if (!menu.contains(e.target)) { menu.open = false; } });
  });
  document.addEventListener("keydown", function (e) {
    var open = document.querySelector("details.tools[open]");
    if (open && e.key === "Escape") { open.open = false; open.querySelector("summary").focus(); }
  });
  document.addEventListener("gongkai:shown", wire);
  wire();
})();
