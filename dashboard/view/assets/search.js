// Fields in which a body is typed show what fits, while it is typed: by name,
// pinyin, initials or code. Without this script the form takes the words.
(function () {
  "use strict";

  var count = 0;

  function finder(input) {
    if (input.getAttribute("role") === "combobox") { return; }
    var box = document.createElement("span"), list = document.createElement("ul"), said = document.createElement("span");
    var hits = [], at = -1, asked = 0, timer;
    box.className = "finder";
    list.className = "hits";
    list.id = "hits-" + (++count);
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", input.placeholder);
    said.className = "sr";
    said.setAttribute("aria-live", "polite");
    input.parentNode.insertBefore(box, input);
    box.appendChild(input);
    box.appendChild(list);
    box.appendChild(said);
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", list.id);
    input.setAttribute("aria-expanded", "false");

    function close() {
      list.hidden = true;
      at = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    }

    function mark(next) {
      at = (next + hits.length) % hits.length;
      [].forEach.call(list.children, function (li, i) { li.setAttribute("aria-selected", i === at); });
      input.setAttribute("aria-activedescendant", list.children[at].id);
      list.children[at].scrollIntoView({ block: "nearest" });
    }

    // A chosen body goes into the form, or its page opens.
    function take(hit) {
      close();
      if (input.dataset.open) {
        var lang = new URLSearchParams(location.search).get("lang");
        location.assign(input.dataset.open + "?body=" + encodeURIComponent(hit.key) + (lang ? "&lang=" + encodeURIComponent(lang) : ""));
        return;
      }
      input.value = hit.key;
      if (input.form.requestSubmit) { input.form.requestSubmit(); } else { input.form.submit(); }
    }

    function show(found) {
      hits = found;
      list.textContent = "";
      found.forEach(function (hit, i) {
        var li = document.createElement("li"), name = document.createElement("span"), more = document.createElement("small");
        li.id = list.id + "-" + i;
        li.setAttribute("role", "option");
        li.setAttribute("aria-selected", "false");
        name.textContent = hit.name;
        more.textContent = hit.province + " " + hit.years;
        li.appendChild(name);
        li.appendChild(more);
        li.addEventListener("mousedown", function (e) { e.preventDefault(); take(hit); });
        list.appendChild(li);
      });
      list.hidden = !found.length;
      at = -1;
      input.setAttribute("aria-expanded", String(found.length > 0));
      said.textContent = found.length ? String(found.length) : "";
    }

    input.addEventListener("input", function () {
      clearTimeout(timer);
      var words = input.value.trim(), mine = ++asked;
      if (!words) { close(); return; }
      timer = setTimeout(function () {
        fetch(input.dataset.search + "?q=" + encodeURIComponent(words)).then(function (r) { return r.ok ? r.json() : []; })
          .then(function (found) { if (mine === asked) { show(found); } }).catch(close);
      }, 120);
    });
    input.addEventListener("keydown", function (e) {
      if (e.isComposing || list.hidden) { return; } // an input method takes the keys
      if (e.key === "ArrowDown") { e.preventDefault(); mark(at + 1); }
      if (e.key === "ArrowUp") { e.preventDefault(); mark(at - 1); }
      if (e.key === "Escape") { e.preventDefault(); close(); }
      if (e.key === "Enter" && at >= 0) { e.preventDefault(); take(hits[at]); }
    });
    input.addEventListener("blur", close);
  }

  function wire() { document.querySelectorAll("input[data-search]").forEach(finder); }

  document.addEventListener("gongkai:shown", wire);
  wire();
})();
