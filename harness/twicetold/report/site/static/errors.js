/* The items behind each count: a group's are loaded when it is opened, file by file. */
(function () {
  "use strict";
  var groups = document.getElementById("groups");
  if (!groups) return;

  function element(name, className, text) {
    var made = document.createElement(name);
    if (className) made.className = className;
    if (text !== undefined) made.textContent = text;
    return made;
  }

  function address(item, side) {
    var parts = ["run=" + groups.dataset.run, "view=difference"];
    if (item[side].id) parts.push("item=" + item.letter + ":" + item[side].id, "side=" + side);
    return groups.dataset.top + item.page + "#" + parts.join("&");
  }

  function showSide(item, side, name) {
    var row = element("div", "side " + side);
    row.appendChild(element("dt", "", name));
    var told = element("dd");
    if (item[side]) {
      told.appendChild(element("bdi", "label", item[side].label));
      var quote = element("bdi", "quote");
      quote.appendChild(document.createTextNode(item[side].before));
      quote.appendChild(element("mark", "", item[side].words));
      quote.appendChild(document.createTextNode(item[side].after));
      var link = element("a", "", "Open");
      link.href = address(item, side);
      link.setAttribute("aria-label", "Open " + name + " " + item[side].words + " in " + item.article);
      told.appendChild(link);
      told.appendChild(quote);
    } else {
      told.appendChild(element("span", "quiet", "nothing"));
    }
    row.appendChild(told);
    return row;
  }

  function showItem(item) {
    var shown = element("li");
    shown.appendChild(element("p", "where", item.article));
    var sides = element("dl", "sides");
    sides.appendChild(showSide(item, "gold", "gold"));
    sides.appendChild(showSide(item, "predicted", "found"));
    shown.appendChild(sides);
    return shown;
  }

  function openGroup(group) {
    var list = group.querySelector(".items");
    var state = group.querySelector(".state");
    var more = group.querySelector(".more");
    var files = Number(group.dataset.files);
    var next = 1;

    function load() {
      state.textContent = "Loading…";
      more.hidden = true;
      window.twicetold.load(group.dataset.key + next, function (items) {
        var some = document.createDocumentFragment();
        items.forEach(function (item) { some.appendChild(showItem(item)); });
        var first = some.firstChild;
        list.appendChild(some);
        state.textContent = "";
        more.hidden = next >= files;
        if (next > 1) {
          first.tabIndex = -1;
          first.focus();
        }
        next += 1;
      }, function () {
        state.textContent = "The items could not be loaded: is the folder “data” beside the pages?";
        more.hidden = false;
      });
    }

    more.addEventListener("click", load);
    group.addEventListener("toggle", function () { if (group.open && next === 1 && !state.textContent) load(); });
  }

  function follow() {
    var group = document.getElementById(location.hash.slice(1));
    if (!group || !group.classList.contains("group")) return;
    group.open = true;
    group.scrollIntoView();
    group.querySelector("summary").focus();
  }

  Array.prototype.forEach.call(groups.children, openGroup);
  window.addEventListener("hashchange", follow);
  follow();
})();
