// Inside another site's page: what the frame tells the page around it, and that is all that page learns. Only sites on
// the list hear it, and only they may ask to hide.

const embedders = window.parent === window ? [] : document.body.getAttribute("data-embedders").split(" ").filter(Boolean);
const isEmbedded = embedders.length > 0;

function tellPage(what) {
  const around = window.location.ancestorOrigins;
  const heard = around ? embedders.filter((origin) => origin === around[0]) : embedders;
  heard.forEach((origin) => window.parent.postMessage("sanad:" + what, origin));
}

function prepareEmbedding(hide) {
  const button = byId("close");
  if (!isEmbedded || !button) { return; }
  button.hidden = false;
  button.addEventListener("click", () => tellPage("close"));
  window.addEventListener("message", (event) => {
    if (event.source !== window.parent || embedders.indexOf(event.origin) < 0) { return; }
    if (event.data === "sanad:hide") { hide(); }
  });
  tellPage("ready");
}
