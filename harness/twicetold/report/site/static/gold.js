/* The stories that are shown: by topic, genre, split, phenomenon and words of the title. The choice stands in the address. */
(function () {
  "use strict";
  var form = document.getElementById("filters");
  var table = document.getElementById("listed");
  var titles = new Map();
  Array.prototype.forEach.call(table.tBodies[0].rows, function (row) {
    titles.set(row, row.cells[0].textContent.toLocaleLowerCase());
  });
  var fields = Array.prototype.filter.call(form.elements, function (field) { return field.name; });

  function suits(row) {
    return fields.every(function (field) {
      if (field.name !== "words") {
        return !field.value || row.dataset[field.name].split(" ").indexOf(field.value) >= 0;
      }
      return field.value.toLocaleLowerCase().split(/\s+/).every(function (word) { return titles.get(row).indexOf(word) >= 0; });
    });
  }

  function show() {
    var number = 0;
    titles.forEach(function (_, row) { if (suits(row)) number += 1; });
    window.twicetold.showRows(table, suits);
    document.getElementById("none").hidden = number > 0;
    document.getElementById("shown").textContent = number + " of " + titles.size;
  }

  function keep() {
    var told = new URLSearchParams();
    fields.forEach(function (field) { if (field.value) told.set(field.name, field.value); });
    history.replaceState(null, "", "#" + told);
    show();
  }

  /* Choose what the address says; an address of a heading says nothing. */
  function follow() {
    if (location.hash.indexOf("=") < 0) return false;
    var told = new URLSearchParams(location.hash.slice(1));
    fields.forEach(function (field) { field.value = told.get(field.name) || ""; });
    show();
    return true;
  }

  form.addEventListener("input", keep);
  form.addEventListener("reset", function () { setTimeout(keep, 0); });
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  window.addEventListener("hashchange", function () {
    if (follow()) document.getElementById("stories").scrollIntoView();
  });
  if (!follow()) show();
})();
