// Tries an endpoint of the API on its page and shows what it answers.
(function () {
  "use strict";

  var most = 20000; // characters shown of an answer

  function address(form) {
    var path = form.dataset.path, query = new URLSearchParams();
    new FormData(form).forEach(function (value, name) {
      if (value === "") { return; }
      if (form.elements[name].hasAttribute("data-in-path")) {
        path = path.replace("{" + name + "}", encodeURIComponent(value));
      } else {
        query.append(name, value);
      }
    });
    var words = query.toString();
    return words ? path + "?" + words : path;
  }

  function show(form) {
    var box = form.nextElementSibling, at = address(form);
    box.hidden = false;
    box.querySelector(".address").textContent = at;
    box.querySelector(".status").textContent = "…";
    fetch(at).then(function (r) {
      return r.text().then(function (text) {
        box.querySelector(".status").textContent = r.status + " · " + (r.headers.get("Gongkai-Snapshot") || "");
        try { text = JSON.stringify(JSON.parse(text), null, 2); } catch (e) { /* as it came */ }
        box.querySelector(".shown").textContent = text.length > most ? text.slice(0, most) + "\n…" : text;
      });
    }).catch(function (e) { box.querySelector(".status").textContent = String(e); });
  }

  document.addEventListener("submit", function (e) {
    if (!e.target.matches("form.try")) { return; }
    e.preventDefault();
    show(e.target);
  });
})();
