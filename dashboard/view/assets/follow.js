// Shows what was published, or rolled back to, while a page is open: at once,
// or when whoever is typing asks for it.
(function () {
  "use strict";

  var every = 5000; // milliseconds
  var asking = false;

  function look() {
    var foot = document.querySelector(".foot[data-snapshot]");
    if (!foot || document.hidden || asking) { return; }
    asking = true;
    fetch("/snapshot.json", { cache: "no-store" }).then(function (r) { return r.ok ? r.json() : null; }).then(function (now) {
      asking = false;
      if (!now) { return; }
      if (now.number + "-" + now.hash === foot.dataset.snapshot) {
        withdraw();
      } else if (busy()) {
        offer(foot.dataset);
      } else {
        take();
      }
    }).catch(function () { asking = false; }); // the server is away: asked again
  }

  // busy: somebody types or has opened something that new content would close.
  function busy() {
    var at = document.activeElement;
    return at && at.closest("main") && at.matches("input, textarea, select, [contenteditable=true]") || document.querySelector("main details[open], main dialog[open]");
  }

  function take() {
    withdraw();
    if (document.querySelector(".foot").dataset.snapshot.indexOf("0-") === 0) { location.reload(); return; } // the first one: another page
    document.dispatchEvent(new CustomEvent("gongkai:published"));
  }

  function offer(words) {
    if (document.querySelector(".news")) { return; }
    var box = document.createElement("aside"), button = document.createElement("button");
    box.className = "banner news";
    box.setAttribute("role", "status");
    button.type = "button";
    button.textContent = words.show;
    button.addEventListener("click", take);
    box.append(words.news + " ", button);
    document.querySelector("main").before(box);
  }

  function withdraw() {
    var box = document.querySelector(".news");
    if (box) { box.remove(); }
  }

  setInterval(look, every);
  document.addEventListener("visibilitychange", look);
  window.addEventListener("focus", look);
})();
