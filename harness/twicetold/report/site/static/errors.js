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
    if (item[side].id) parts.push("item=" + item[side].letter + ":" + item[side].id, "side=" + side);
    if (item.number) parts.push("error=" + item.number);
    return groups.dataset.top + item.page + "#" + parts.join("&");
  }

  function quoteOf(place, isLettered) {
    var quote = element("bdi", "quote");
    if (isLettered) quote.appendChild(element("span", "letter", place.letter));
    quote.appendChild(document.createTextNode(place.before));
    quote.appendChild(element("mark", "", place.words));
    quote.appendChild(document.createTextNode(place.after));
    return quote;
  }

  function showSide(item, side, name) {
    var row = element("div", "side " + side);
    row.appendChild(element("dt", "", name));
    var told = element("dd");
    if (item[side]) {
      var places = item[side].places;
      var words = places.map(function (place) { return place.words; }).join(" and ");
      told.appendChild(element("bdi", "label", item[side].label));
      var link = element("a", "", "Open");
      link.href = address(item, side);
      link.setAttribute("aria-label", "Open " + name + " " + words + " in " + item.article);
      told.appendChild(link);
      places.forEach(function (place) { told.appendChild(quoteOf(place, places.length > 1)); });
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

  /* What opens a group: with two types, to show of it no more than gold of the one that was found as the other. */
  function opener(group) {
    var list = group.querySelector(".items");
    var state = group.querySelector(".state");
    var more = group.querySelector(".more");
    var files = Number(group.dataset.files);
    var next = 1;
    var types = null;
    var turn = 0;

    function isWanted(item) {
      return !types || (item.types[0] === types[0] && item.types[1] === types[1]);
    }

    function tell() {
      state.textContent = types ? "Only " + types[0] + " found as " + types[1] + ". " : "";
      if (!types) return;
      var all = element("button", "", "Show all");
      all.type = "button";
      all.addEventListener("click", function () { show(null); });
      state.appendChild(all);
    }

    function take(items) {
      var some = document.createDocumentFragment();
      items.filter(isWanted).forEach(function (item) { some.appendChild(showItem(item)); });
      var first = some.firstChild;
      list.appendChild(some);
      next += 1;
      if (types && next <= files) {
        load();
        return;
      }
      tell();
      more.hidden = next > files;
      if (next > 2 && !types) {
        first.tabIndex = -1;
        first.focus();
      }
    }

    function load() {
      var own = turn;
      state.textContent = "Loading…";
      more.hidden = true;
      window.twicetold.load(group.dataset.key + next, function (items) {
        if (own === turn) take(items);
      }, function () {
        if (own !== turn) return;
        state.textContent = "The items could not be loaded: is the folder “data” beside the pages?";
        more.hidden = false;
      });
    }

    function show(wanted) {
      turn += 1;
      types = wanted;
      next = 1;
      list.replaceChildren();
      load();
    }

    more.addEventListener("click", load);
    group.addEventListener("toggle", function () { if (group.open && next === 1 && !state.textContent) load(); });
    return show;
  }

  /* The address names a group, and after a question mark the types to show of it: `#group?gold=GPE&found=ORG`. */
  function follow() {
    var parts = location.hash.slice(1).split("?");
    var group = document.getElementById(parts[0]);
    if (!group || !group.classList.contains("group")) return;
    if (parts[1]) {
      var types = new URLSearchParams(parts.slice(1).join("?"));
      openers.get(group)([types.get("gold"), types.get("found")]);
    }
    group.open = true;
    group.scrollIntoView();
    group.querySelector("summary").focus();
  }

  var openers = new Map();
  Array.prototype.forEach.call(groups.querySelectorAll(".group"), function (group) { openers.set(group, opener(group)); });
  window.addEventListener("hashchange", follow);
  follow();
})();
