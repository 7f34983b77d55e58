// Where the person writes. What is written is kept until it is sent, also over a reload.

function makeComposer(store, submit) {
  const form = byId("composer");
  const text = byId("text");
  const problem = byId("problem");
  // Where there is a mouse there is a keyboard: Enter sends. On a phone Enter is a new line.
  const enterSends = Boolean(window.matchMedia && window.matchMedia("(hover: hover) and (pointer: fine)").matches);

  function grow() {
    text.style.height = "auto";
    text.style.height = text.scrollHeight + 2 + "px"; // up to five lines, by the style sheet
  }

  function tooLong() {
    const count = text.value.trim().length;
    const isTooLong = count > words.most;
    problem.hidden = !isTooLong;
    problem.textContent = isTooLong ? say("too_long", { count: count, most: words.most }) : "";
    text.setAttribute("aria-invalid", String(isTooLong));
    return isTooLong;
  }

  function send() {
    const written = text.value.trim();
    if (!written) {
      text.focus();
      return;
    }
    if (tooLong()) { return; }
    text.value = "";
    store.set("draft", null);
    grow();
    submit(written);
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send();
  });
  // The field keeps the focus, so that the phone's keyboard stays open.
  byId("send").addEventListener("mousedown", (event) => event.preventDefault());
  text.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229 || !enterSends) { return; }
    event.preventDefault();
    send();
  });
  text.addEventListener("input", () => {
    store.set("draft", text.value || null);
    grow();
    if (!problem.hidden) { tooLong(); }
  });
  window.addEventListener("resize", grow); // a frame has no size yet when it begins
  form.hidden = false;
  text.value = store.get("draft") || "";
  grow();
}
