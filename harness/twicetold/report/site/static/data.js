/* Data that lies beside the page, loaded when it is asked for. A data file calls `twicetold.receive(key, value)`. */
(function () {
  "use strict";
  var top = document.currentScript.dataset.top;
  var known = Object.create(null);
  var waiting = Object.create(null);

  window.twicetold = {
    receive: function (key, value) {
      known[key] = value;
      (waiting[key] || []).forEach(function (each) { each.found(value); });
      delete waiting[key];
    },
    /* Call `found` with the data of a key, or `failed` where it cannot be loaded. */
    load: function (key, found, failed) {
      if (key in known) { found(known[key]); return; }
      if (waiting[key]) { waiting[key].push({ found: found, failed: failed }); return; }
      waiting[key] = [{ found: found, failed: failed }];
      var script = document.createElement("script");
      script.src = top + "data/" + key.split("/").map(encodeURIComponent).join("/") + ".js";
      script.addEventListener("error", function () {
        waiting[key].forEach(function (each) { if (each.failed) each.failed(); });
        delete waiting[key];
      });
      document.head.appendChild(script);
    },
  };
})();
