// Leaves at once: clears the screen and what this browser remembers, and takes the page's place in the history.

function prepareHiding(store, stop) {
  const link = byId("hide");
  let escapedAt = 0;

  function hide() {
    stop();
    store.close();
    document.title = "";
    document.body.textContent = "";
    if (!isEmbedded) { return window.location.replace(document.body.getAttribute("data-hide")); }
    // The page around takes the frame away and decides what is seen next. If the frame went elsewhere at once, browsers
    // would sometimes no longer say from whom the message came, and it would not be believed.
    tellPage("hidden");
    setTimeout(() => window.location.replace("about:blank"), 1000);
  }

  // Going back to a page that the browser has kept as it was must not bring a cleared conversation back.
  window.addEventListener("pageshow", (event) => { if (event.persisted) { window.location.reload(); } });
  link.addEventListener("click", (event) => {
    event.preventDefault();
    hide();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.isComposing) { return; }
    const menu = byId("languages");
    const now = Date.now();
    if (now - escapedAt < 1000) {
      hide();
    } else if (isEmbedded && !menu.open) {
      tellPage("close");
    }
    menu.open = false;
    escapedAt = now;
  });
  prepareEmbedding(hide);
}
