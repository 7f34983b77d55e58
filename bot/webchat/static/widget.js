// One button, and behind it the chat in a frame that is loaded when somebody opens it. Nothing is stored, and nothing
// about this page is sent. All styles are set one by one, so that the page's own do not reach in and its policy on
// styles does not matter.

const script = document.currentScript;
const home = new URL(script.src).origin;
const html = document.documentElement;
const asked = (script.getAttribute("data-language") || html.lang || navigator.language || "").slice(0, 2).toLowerCase();
const language = asked in texts ? asked : "en";
const words = texts[language];
const side = { left: "left", right: "right" }[script.getAttribute("data-position")] || (words.direction === "rtl" ? "left" : "right");
const top = "z-index:2147483000;";
let frame = null;
let isOpen = false;
let isReady = false;
let closedAt = 0;
let overflow = "";

function style(element, rules) {
  element.style.cssText = ("all:initial;box-sizing:border-box;font:16px/1.4 system-ui,'Segoe UI',Tahoma,sans-serif;" + rules).replace(/;/g, "!important;");
}

function make(tag, rules, attributes) {
  const element = document.createElement(tag);
  style(element, rules);
  Object.keys(attributes).forEach((name) => element.setAttribute(name, attributes[name]));
  return element;
}

const look = "position:fixed;bottom:16px;" + side + ":16px;" + top + "min-height:48px;padding:0 20px;border:2px solid #fff;border-radius:26px;background:#0b5c5c;color:#fff;font-weight:700;cursor:pointer;box-shadow:0 2px 8px #0004;direction:" + words.direction + ";";
const box = make("div", "", { lang: language, dir: words.direction });
const button = make("button", look, { type: "button", "aria-expanded": "false", "aria-controls": "sanad-panel" });
const panel = make("div", "display:none;", { id: "sanad-panel", role: "dialog", "aria-label": words.title });
const note = make("p", "", { role: "status" });
const link = make("a", "", {
  href: home + "/?lang=" + language, target: "_blank", rel: "noopener noreferrer",
});
link.textContent = words.new_tab;
panel.append(note, link);
box.append(button, panel);

function showButton() {
  const focus = document.activeElement === button ? "outline:3px solid #0b5c5c;outline-offset:2px;" : "";
  style(button, look + focus + (isFull() ? "display:none;" : ""));
}

// On a phone the chat takes the whole screen.
function isFull() {
  return isOpen && isReady && (window.innerWidth < 600 || window.innerHeight < 500);
}

function place() {
  const corner = "bottom:80px;" + side + ":16px;width:400px;max-width:calc(100% - 32px);border-radius:12px;box-shadow:0 2px 24px #0006;";
  const seen = window.visualViewport || { height: window.innerHeight, offsetTop: 0 };
  let rules = corner + "padding:16px;";
  if (isReady) {
    rules = isFull() ? "top:" + seen.offsetTop + "px;left:0;width:100%;height:" + seen.height + "px;" : corner + "height:" + Math.min(640, window.innerHeight - 96) + "px;";
  }
  style(panel, (isOpen ? "display:block;" : "display:none;") + "position:fixed;overflow:hidden;background:#fff;direction:" + words.direction + ";" + top + rules);
  [note, link].forEach((each) => style(each, isReady ? "display:none;" : "display:block;padding:8px 0;color:#0b5c5c;" + (each === link ? "text-decoration:underline;" : "")));
  if (frame) { style(frame, "display:block;border:0;" + (isReady ? "width:100%;height:100%;" : "position:absolute;width:1px;height:1px;opacity:0;")); }
  html.style.overflow = isFull() ? "hidden" : overflow;
  showButton();
}

function load() {
  note.textContent = words.starting;
  frame = document.createElement("iframe");
  frame.title = words.title;
  frame.referrerPolicy = "no-referrer";
  // Without popups no telephone number could be called and no source opened.
  frame.setAttribute("sandbox", "allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox");
  frame.addEventListener("load", () => setTimeout(fail, 500));
  frame.src = home + "/embed?lang=" + language;
  panel.append(frame);
}

function fail() {
  if (!isReady) { note.textContent = words.failed; }
}

function open() {
  overflow = html.style.overflow;
  isOpen = true;
  button.textContent = words.close;
  button.setAttribute("aria-expanded", "true");
  if (!frame) { load(); }
  place();
  if (isReady) { frame.focus(); }
}

function close() {
  isOpen = false;
  closedAt = Date.now();
  button.textContent = words.open;
  button.setAttribute("aria-expanded", "false");
  place();
  button.focus();
}

function forget() {
  const leave = script.getAttribute("data-leave");
  frame.remove();
  frame = null;
  isReady = false;
  close();
  document.dispatchEvent(new CustomEvent("sanad-hidden"));
  if (/^https:/.test(leave)) { window.location.replace(leave); }
}

function hear(event) {
  if (!frame || event.origin !== home || event.source !== frame.contentWindow) { return; }
  if (event.data === "sanad:ready") {
    isReady = true;
    place();
    if (isOpen) { frame.focus(); }
  }
  if (event.data === "sanad:close") { close(); }
  if (event.data === "sanad:hidden") { forget(); }
  if (event.data === "sanad:message" && !isOpen) { button.textContent = words.new_message; }
}

// Esc closes; twice in a second it hides, as in the chat itself.
function escape(event) {
  if (event.key !== "Escape") { return; }
  if (isOpen) {
    close();
  } else if (frame && Date.now() - closedAt < 1000) {
    frame.contentWindow.postMessage("sanad:hide", home);
  }
}

button.addEventListener("click", () => (isOpen ? close() : open()));
button.addEventListener("focus", showButton);
button.addEventListener("blur", showButton);
box.addEventListener("keydown", escape);
window.addEventListener("message", hear);
window.addEventListener("resize", place);
if (window.visualViewport) { window.visualViewport.addEventListener("resize", place); }
button.textContent = words.open;
place();
document.body.append(box);
