// What a caseworker has typed is kept in this tab, per case, until it is sent. It leaves the tab with it, or with signing out.
"use strict";
{
  const PREFIX = "sanad-draft:";
  const field = () => document.querySelector("textarea[data-draft]");

  const restore = () => {
    const reply = field();
    if (reply && !reply.value) reply.value = sessionStorage.getItem(PREFIX + reply.dataset.draft) ?? "";
    const unsent = document.querySelector("[data-unsent]");
    const kept = unsent && sessionStorage.getItem(PREFIX + unsent.dataset.unsent);
    if (kept) {
      unsent.querySelector("textarea").value = kept;
      unsent.hidden = false;
    }
  };

  const keep = (reply) => {
    if (reply.value) sessionStorage.setItem(PREFIX + reply.dataset.draft, reply.value);
    else sessionStorage.removeItem(PREFIX + reply.dataset.draft);
  };

  document.addEventListener("input", (event) => {
    if (event.target.matches("textarea[data-draft]")) keep(event.target);
  });
  // While it is being sent nothing can be typed that would be lost when the empty field comes.
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (event.target.id === "reply") field().readOnly = true;
  });
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.requestConfig.elt.id === "reply" && event.detail.xhr.status === 200) {
      sessionStorage.removeItem(PREFIX + field().dataset.draft);
    }
  });
  // It was sent, and another case is open by now.
  document.addEventListener("sanad:late", (event) => {
    const sent = event.detail.querySelector("textarea[data-draft]");
    if (!sent) return;
    sessionStorage.removeItem(PREFIX + sent.dataset.draft);
    const now = field();
    if (now && now.dataset.draft === sent.dataset.draft && now.value === sent.value) now.value = "";
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.requestConfig.elt.id === "reply" && field()) field().readOnly = false;
  });
  document.addEventListener("submit", (event) => {
    if (event.target.id !== "sign-out") return;
    Object.keys(sessionStorage).filter((key) => key.startsWith(PREFIX)).forEach((key) => sessionStorage.removeItem(key));
  });
  document.addEventListener("click", (event) => {
    const use = event.target.closest("[data-use]");
    const reply = field();
    if (!use || !reply) return;
    event.preventDefault();
    const text = document.getElementById(use.dataset.use).textContent;
    reply.value = reply.value ? `${reply.value}\n\n${text}` : text;
    keep(reply);
    reply.focus();
  });
  document.addEventListener("DOMContentLoaded", restore);
  document.addEventListener("htmx:afterSettle", restore);
  document.addEventListener("htmx:oobAfterSwap", restore);
}
