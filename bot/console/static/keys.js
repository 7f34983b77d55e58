// The keyboard, and what belongs to it: help, menus, and where the focus goes after something was chosen.
"use strict";
{
  const get = (id) => document.getElementById(id);
  const isOn = () => localStorage.getItem("sanad-keys") !== "off";
  const isTyping = (element) => element.closest("input, textarea, select, [contenteditable]") !== null;
  const IS_MAC = /Mac|iPhone|iPad/.test(navigator.userAgent);

  const move = (step) => {
    const links = [...document.querySelectorAll("#queue-list a")];
    if (!links.length) return;
    const at = links.findIndex((link) => link === document.activeElement);
    const from = at >= 0 ? at : links.findIndex((link) => link.hasAttribute("aria-current"));
    const next = from < 0 ? (step > 0 ? 0 : links.length - 1) : Math.min(Math.max(from + step, 0), links.length - 1);
    links[next].focus();
  };

  const take = () => {
    const focused = document.activeElement.closest(".row a");
    if (focused && !focused.hasAttribute("aria-current")) focused.click();
    else get("take")?.click();
  };

  const ACTIONS = {
    j: () => move(1),
    k: () => move(-1),
    c: take,
    r: () => get("reply-text")?.focus(),
    "?": () => get("help").showModal(),
  };
  // On a keyboard without Latin letters the place of the key counts.
  const keyOf = (event) => (/^[\x20-\x7e]$/.test(event.key) ? event.key.toLowerCase() : event.code.replace(/^Key/, "").toLowerCase());

  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.id === "reply-text") {
      event.preventDefault();
      get("reply").requestSubmit();
    }
    if (event.key === "Escape") document.querySelectorAll("details.menu[open]").forEach((menu) => menu.removeAttribute("open"));
    if (event.ctrlKey || event.metaKey || event.altKey || !isOn() || isTyping(event.target) || get("help").open) return;
    const action = ACTIONS[event.key === "؟" ? "?" : keyOf(event)];
    if (!action) return;
    event.preventDefault();
    action();
  });

  const showState = () => {
    document.documentElement.classList.toggle("keys-off", !isOn());
    if (get("keys-on")) get("keys-on").checked = isOn();
    if (IS_MAC) document.querySelectorAll("kbd").forEach((kbd) => { kbd.textContent = kbd.textContent.replace("Ctrl", "⌘"); });
  };
  document.addEventListener("change", (event) => {
    if (event.target.id !== "keys-on") return;
    localStorage.setItem("sanad-keys", event.target.checked ? "on" : "off");
    showState();
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-opens=help]")) get("help").showModal();
    document.querySelectorAll("details.menu[open]").forEach((menu) => {
      if (!menu.contains(event.target)) menu.removeAttribute("open");
    });
  });
  // Only what somebody chose moves the focus: to the case they opened, or to the field in which they will write.
  document.addEventListener("htmx:afterSettle", (event) => {
    const chosen = event.detail.requestConfig?.elt;
    if (event.target.id === "case" && chosen) {
      (chosen.querySelector?.("#take") || chosen.id === "take" ? get("reply-text") ?? get("case-title") : get("case-title"))?.focus();
    }
    showState();
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.requestConfig.elt.id === "reply") get("reply-text")?.focus();
  });
  document.addEventListener("DOMContentLoaded", showState);
}
