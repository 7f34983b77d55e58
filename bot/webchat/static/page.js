// What the page brings along, and the few words that all other parts use. The parts are joined into one script by
// page.py. Phones of 2017 run it: no optional chaining, no object spread, no private fields.

const words = JSON.parse(document.body.getAttribute("data-words"));
const pageLanguage = document.documentElement.lang;
const pageDirection = document.documentElement.dir;
// Western digits in Arabic too: they are the digits of the answers and of telephone keys.
const locale = { ar: "ar-u-nu-latn", en: "en-GB" }[pageLanguage] || pageLanguage;

function byId(id) {
  return document.getElementById(id);
}

function say(key, values) {
  return words[key].replace(/\{(\w+)\}/g, (all, name) => (values && name in values ? values[name] : all));
}

// An element with attributes and children; texts become text nodes, never HTML.
function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  Object.keys(attributes || {}).forEach((name) => element.setAttribute(name, attributes[name]));
  element.append(...children);
  return element;
}

// A picture in one line, always beside a word or a number, so silent for screen readers.
function drawing(shape, kind) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  const path = document.createElementNS(space, "path");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("class", kind);
  path.setAttribute("d", shape);
  svg.append(path);
  return svg;
}

function unseen(text) {
  return make("span", { class: "unseen" }, text);
}

function formatTime(date) {
  return date.toLocaleTimeString(locale, { hour: "2-digit", minute: "2-digit", hour12: false });
}

function formatDate(date) {
  return date.toLocaleDateString(locale, { day: "numeric", month: "short", year: "numeric" });
}

function formatDay(date) {
  const today = new Date();
  const yesterday = new Date();
  yesterday.setDate(today.getDate() - 1);
  if (date.toDateString() === today.toDateString()) { return say("today"); }
  return date.toDateString() === yesterday.toDateString() ? say("yesterday") : formatDate(date);
}

// Staff and people may write in another language than the one that is noted.
function directionOf(text) {
  const rightToLeft = (text.match(/[\u0590-\u08ff\ufb1d-\ufefc]/g) || []).length;
  const leftToRight = (text.match(/[A-Za-z\u00c0-\u024f\u0900-\u0dff\u1200-\u137f]/g) || []).length;
  if (rightToLeft === leftToRight) { return pageDirection; }
  return rightToLeft > leftToRight ? "rtl" : "ltr";
}

function newId() {
  const bytes = new Uint8Array(16);
  if (window.crypto && window.crypto.getRandomValues) {
    window.crypto.getRandomValues(bytes);
  } else {
    bytes.forEach((_, index) => { bytes[index] = Math.floor(Math.random() * 256); });
  }
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
