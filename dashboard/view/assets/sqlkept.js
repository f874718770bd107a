// What a person keeps in this browser: queries under a name with a description,
// and the last ones that ran.
(function () {
  "use strict";

  var most = 50;

  function read(name) {
    try { return JSON.parse(localStorage.getItem("gongkai." + name)) || []; } catch (e) { return []; }
  }

  function write(name, list) {
    try { localStorage.setItem("gongkai." + name, JSON.stringify(list)); } catch (e) { /* private windows keep nothing */ }
  }

  function item(entry, words, take, remove) {
    var li = document.createElement("li"), open = document.createElement("button"), more = document.createElement("small");
    open.type = "button";
    open.className = "plain link";
    open.textContent = entry.name || entry.text.replace(/\s+/g, " ").slice(0, 80);
    open.title = entry.text;
    open.addEventListener("click", function () { take(entry); });
    more.textContent = " " + (entry.means || entry.at || "");
    li.appendChild(open);
    li.appendChild(more);
    if (remove) {
      var drop = document.createElement("button");
      drop.type = "button";
      drop.className = "plain drop";
      drop.textContent = words.remove;
      drop.addEventListener("click", function () { remove(entry); });
      li.appendChild(drop);
    }
    return li;
  }

  window.gongkaiKept = function (words, take) {
    function list(id, name, remove) {
      var box = document.getElementById(id), ul = box.querySelector("ul"), all = read(name);
      ul.textContent = "";
      all.forEach(function (entry) { ul.appendChild(item(entry, words, take, remove)); });
      box.hidden = !all.length;
    }

    function show() {
      list("sqlmine", "queries", function (entry) {
        write("queries", read("queries").filter(function (e) { return e.name !== entry.name; }));
        show();
      });
      list("sqlhistory", "history");
    }

    show();
    return {
      save: function (entry) {
        write("queries", [entry].concat(read("queries").filter(function (e) { return e.name !== entry.name; })));
        show();
        document.getElementById("sqlmine").open = true;
      },
      ran: function (entry) {
        write("history", [entry].concat(read("history").filter(function (e) { return e.text !== entry.text; })).slice(0, most));
        show();
      }
    };
  };
})();
