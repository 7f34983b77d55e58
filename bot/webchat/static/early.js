// Stands in the page itself and runs before anything is seen: on a slow phone somebody may press Hide before the rest
// of the script has come. Once that is there it answers first, and this does nothing.

document.addEventListener("click", function (event) {
  if (event.defaultPrevented || !event.target.closest || !event.target.closest("#hide")) { return; }
  event.preventDefault();
  ["sessionStorage", "localStorage"].forEach(function (place) {
    try {
      Object.keys(window[place]).filter(function (name) { return name.indexOf("sanad.") === 0; })
        .forEach(function (name) { window[place].removeItem(name); });
    } catch (error) {
      // The browser refuses storage: nothing is kept.
    }
  });
  const isFramed = window.parent !== window; // the hiding place may refuse to be in a frame
  window.location.replace(isFramed ? "about:blank" : document.body.getAttribute("data-hide"));
});
