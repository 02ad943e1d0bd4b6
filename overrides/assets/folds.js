// A link to what lies in a closed part opens it, also where the browser does not do so by itself.
"use strict";
(() => {
  const unfold = () => {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    let moved = false;
    for (let part = target && target.closest("details:not([open])"); part; part = part.parentElement.closest("details:not([open])")) {
      part.open = moved = true;
    }
    if (moved) target.scrollIntoView();
  };
  addEventListener("hashchange", unfold);
  unfold();
})();
