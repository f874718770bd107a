// The page of SQL: runs the statement of the editor through the API and shows
// what it answers. The statement and the values of its parameters stand in the
// address, so that a link is the query.
(function () {
  "use strict";

  var form = document.getElementById("sqlform");
  if (!form) { return; }
  var words = JSON.parse(form.dataset.words), area = byId("sql"), running = null, shown = null, editor = null;

  function byId(id) { return document.getElementById(id); }
  function fill(text, values) { return text.replace(/\{(\w+)\}/g, function (_, k) { return values[k]; }); }
  function english() { return form.dataset.lang === "en"; }

  // Parameters are found as the server finds them: not in texts and remarks.
  function parameters(text) {
    var bare = text.replace(/'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\//g, function (s) { return " ".repeat(s.length); }), names = [], m;
    var found = /(^|[^:\w\u0080-\uffff)\]'"[{]):([A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)/g;
    while ((m = found.exec(bare))) { if (names.indexOf(m[2]) < 0) { names.push(m[2]); } }
    return names;
  }

  function fields() {
    var box = byId("sqlvalues"), old = values(), names = parameters(area.value);
    if (names.join() === [].map.call(box.querySelectorAll("input"), function (i) { return i.name.slice(2); }).join()) { return; }
    box.textContent = "";
    names.forEach(function (name) {
      var label = document.createElement("label"), span = document.createElement("span"), input = document.createElement("input");
      span.className = "label";
      span.textContent = ":" + name;
      input.type = "text";
      input.name = "p." + name;
      input.autocomplete = "off";
      input.value = old[name] || "";
      label.appendChild(span);
      label.appendChild(input);
      box.appendChild(label);
    });
  }

  // values are those that were filled in: an empty field is none, which the
  // server tells by name.
  function values() {
    var of = {};
    form.querySelectorAll("#sqlvalues input").forEach(function (i) { if (i.value !== "") { of[i.name.slice(2)] = i.value; } });
    return of;
  }

  // question is the statement as parameters of an address.
  function question() {
    var q = new URLSearchParams(), of = values();
    q.set("q", area.value);
    Object.keys(of).forEach(function (name) { q.set("p." + name, of[name]); });
    if (form.dataset.asof) { q.set("asof", form.dataset.asof); }
    if (english()) { q.set("lang", "en"); }
    return q;
  }

  var longest = 24000; // of an address that the server takes

  function address() {
    var text = question().toString();
    return text.length > longest ? null : location.origin + "/sql?" + text;
  }

  function remember() {
    var to = address();
    if (to) { history.replaceState(null, "", to); document.dispatchEvent(new CustomEvent("gongkai:address")); }
  }

  function headers() {
    var h = { "Content-Type": "application/json" }, key = byId("sqlkey");
    if (key && key.value) { h.Authorization = "Bearer " + key.value; }
    return h;
  }

  function body(more) {
    return JSON.stringify(Object.assign({ q: area.value, values: values() }, form.dataset.asof ? { asof: form.dataset.asof } : {}, english() ? { lang: "en" } : {}, more));
  }

  function busy(on) {
    byId("sqlcancel").hidden = !on;
    byId("sqlrun").disabled = on;
    byId("sqlexplain").disabled = on;
    document.documentElement.dataset.sql = on ? "running" : "done";
  }

  // exact keeps a number as it was sent where the browser's own would round it.
  function exact(_, value, context) {
    return typeof value === "number" && context && context.source.replace(/^-?[0.]*|[eE].*$|\./g, "").length > 15 ? context.source : value;
  }

  function run(explain) {
    if (running || !area.value.trim()) { return; }
    var id = Math.random().toString(36).slice(2) + Math.random().toString(36).slice(2), began = performance.now(), says = byId("sqlsays");
    running = id;
    busy(true);
    if (!form.dataset.of) { remember(); }
    byId("sqlresult").hidden = false;
    byId("sqlbad").hidden = true;
    if (editor) { editor.clearError(); }
    var clock = setInterval(function () { says.textContent = words.running + " " + ((performance.now() - began) / 1000).toFixed(1) + " s"; }, 100);
    fetch(form.dataset.api, { method: "POST", headers: headers(), body: body(explain ? { id: id, explain: "yes" } : { id: id }) })
      .then(function (r) { return r.text(); })
      .then(function (text) {
        var answer = JSON.parse(text, exact);
        if (answer.error) { fail(answer.error); } else { show(answer, explain); }
      })
      .catch(function () { fail({ reason: words.broken, way: "", place: "", code: "" }); })
      .then(function () { clearInterval(clock); running = null; busy(false); });
    kept.ran({ text: area.value, values: values(), at: new Date().toLocaleString() });
  }

  function fail(e) {
    var bad = byId("sqlbad"), at = /^(\d+):(\d+)$/.exec(e.place || ""), place = at ? fill(words.at, { l: at[1], c: at[2] }) + "：" : e.place ? e.place + "：" : "";
    bad.textContent = place + e.reason + (e.way ? "；" + e.way : "") + (e.code ? " [" + e.code + "]" : "");
    bad.hidden = false;
    byId("sqlsays").textContent = "";
    byId("sqlshown").hidden = true;
    if (at && editor) { editor.errorAt(+at[1], +at[2]); }
  }

  function show(answer, explain) {
    shown = answer;
    byId("sqlsays").textContent = [fill(words.rows, { n: answer.count.toLocaleString() }), fill(words.seconds, { n: (answer.elapsed_ms / 1000).toFixed(2) }), fill(words.snapshot, { n: answer.snapshot.number })]
      .concat(answer.truncated ? [fill(words.truncated, { n: answer.count.toLocaleString() })] : answer.count ? [] : [words.empty]).join(" · ");
    byId("sqlshown").hidden = false;
    byId("sqlcite").textContent = words.source + answer.cite;
    if (explain) { plan(answer); } else { gongkaiRows(byId("sqltable"), answer.columns, answer.rows, words); }
    gongkaiPlot.rows(answer, words, form.dataset.lang);
    var query = question();
    byId("sqltake").hidden = explain;
    document.querySelectorAll("#sqltake a").forEach(function (a) {
      query.set("format", a.dataset.format);
      if ("bom" in a.dataset) { query.set("bom", "yes"); } else { query.delete("bom"); }
      a.href = form.dataset.api + "?" + query;
    });
    view(explain ? "table" : document.querySelector(".sqlviews [aria-selected=true]").dataset.view);
  }

  function plan(answer) {
    var pre = document.createElement("pre"), box = byId("sqltable");
    pre.className = "shown";
    pre.tabIndex = 0;
    pre.textContent = answer.rows.map(function (r) { return r[r.length - 1]; }).join("\n");
    box.textContent = "";
    box.appendChild(pre);
  }

  function view(name) {
    document.querySelectorAll(".sqlviews [role=tab]").forEach(function (tab) {
      var on = tab.dataset.view === name;
      tab.setAttribute("aria-selected", on);
      tab.tabIndex = on ? 0 : -1;
    });
    byId("sqltable").hidden = name !== "table";
    byId("sqlchart").hidden = name !== "chart";
    if (name === "chart") { gongkaiPlot.draw(); }
  }

  function set(entry) {
    area.value = entry.text;
    if (editor) { editor.set(entry.text); }
    fields();
    Object.keys(entry.values || {}).forEach(function (name) {
      var input = form.elements["p." + name];
      if (input) { input.value = entry.values[name]; }
    });
  }

  function dictionary() {
    var tables = {};
    document.querySelectorAll(".sqltables .one").forEach(function (t) {
      tables[t.dataset.table] = { comment: t.dataset.comment, columns: [].map.call(t.querySelectorAll("[data-name]"), function (c) {
        return { name: c.dataset.name, type: c.dataset.type, comment: c.dataset.comment };
      }) };
    });
    return tables;
  }

  function functions() {
    return [].map.call(document.querySelectorAll(".sqlfunctions .fn"), function (f) {
      return { name: f.dataset.name, signature: f.dataset.signature, comment: f.dataset.comment };
    });
  }

  var kept = gongkaiKept(words, function (entry) { delete form.dataset.of; set(entry); area.focus(); });

  form.addEventListener("submit", function (e) { e.preventDefault(); run(false); });
  byId("sqlexplain").addEventListener("click", function () { run(true); });
  byId("sqlcancel").addEventListener("click", function () {
    fetch(form.dataset.api + "/cancel", { method: "POST", headers: headers(), body: JSON.stringify({ id: running }) });
  });
  byId("sqlsave").addEventListener("click", function () { byId("sqlsaving").hidden = !byId("sqlsaving").hidden; byId("sqlname").focus(); });
  byId("sqlkeep").addEventListener("click", function () {
    var name = byId("sqlname").value.trim();
    if (!name || !area.value.trim()) { byId("sqlname").focus(); return; }
    kept.save({ name: name, means: byId("sqlmeans").value.trim(), text: area.value, values: values() });
    byId("sqlsaving").hidden = true;
  });
  byId("sqlshare").addEventListener("click", function () {
    var to = address(), button = byId("sqlshare"), text = button.textContent;
    if (!to) { fail({ reason: words.tooLong }); return; }
    navigator.clipboard.writeText(to).then(function () {
      button.textContent = button.dataset.done;
      setTimeout(function () { button.textContent = text; }, 1600);
    });
  });
  area.addEventListener("input", function () { delete form.dataset.of; fields(); });
  area.addEventListener("keydown", function (e) { if (e.key === "Enter" && (e.ctrlKey || e.metaKey)) { e.preventDefault(); run(false); } });
  document.querySelectorAll(".sqlviews [role=tab]").forEach(function (tab, i, all) {
    tab.addEventListener("click", function () { view(tab.dataset.view); });
    tab.addEventListener("keydown", function (e) { if (e.key === "ArrowRight" || e.key === "ArrowLeft") { var other = all[1 - i]; other.focus(); other.click(); } });
  });
  document.querySelectorAll("[data-insert]").forEach(function (button) {
    button.addEventListener("click", function () {
      if (editor) { editor.insert(button.dataset.insert); editor.focus(); return; }
      area.setRangeText(button.dataset.insert, area.selectionStart, area.selectionEnd, "end");
      area.dispatchEvent(new Event("input"));
      area.focus();
    });
  });

  // The statement of a page: fetched, shown and run.
  function begin() {
    if (form.dataset.of) {
      fetch(form.dataset.of).then(function (r) { if (!r.ok) { throw new Error(r.status); } return r.text(); })
        .then(function (text) { var of = form.dataset.of; set({ text: text }); form.dataset.of = of; run(false); })
        .catch(function () { fail({ reason: words.broken }); });
    } else if (area.value.trim() && parameters(area.value).every(function (name) { return values()[name]; })) {
      run(false);
    }
  }

  fields();
  if (window.gongkaiEditor) { // null in browsers that are too old for it: the textarea stays
    editor = gongkaiEditor.attach(area, { tables: dictionary(), functions: functions(), run: function () { run(false); }, label: document.querySelector("label[for=sql]").textContent, parameters: true });
  }
  begin();
})();
