// A page that has moved: on to the new one, with what the old address carried (a scenario, say).
(function () {
  "use strict";
  const target = document.querySelector("link[rel=canonical]").getAttribute("href");
  location.replace(target + location.search + location.hash);
})();
