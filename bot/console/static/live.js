// Keeps the page up to date. A live change never moves the focus or what is being read: it changes words in place,
// adds messages at the end, or offers a bar to click.
"use strict";
{
  const get = (id) => document.getElementById(id);
  const openCase = () => get("case")?.dataset.number ?? "";
  let source, sourceCase, retry, lastSeen;

  const refresh = (id) => get(id) && htmx.trigger(get(id), "refresh");

  const connect = () => {
    source?.close();
    clearTimeout(retry);
    sourceCase = openCase();
    source = new EventSource(`/console/events?case=${encodeURIComponent(sourceCase)}`);
    source.addEventListener("ready", () => {
      get("connection").hidden = true;
      refresh("queue-live");
      refresh("case-live");
    });
    source.addEventListener("queue", () => refresh("queue-live"));
    source.addEventListener("case", () => refresh("case-live"));
    source.addEventListener("signed-out", showSignedOut);
    source.addEventListener("error", () => {
      if (!get("signed-out").hidden) return;
      get("connection").hidden = false;
      if (source.readyState !== EventSource.CLOSED) return;
      retry = setTimeout(connect, 5000);
      refresh("queue-live");
    });
  };

  const showSignedOut = () => {
    source?.close();
    clearTimeout(retry);
    const link = get("signed-out").querySelector("a");
    link.href = `/console/sign-in?next=${encodeURIComponent(location.pathname + location.search)}`;
    get("signed-out").hidden = false;
    get("connection").hidden = true;
  };

  // An answer that comes when another case is open already must not be put into that one. Elements that are gone
  // from the page are heard only by themselves.
  const askedFrom = new WeakMap();
  let sending = null;
  const findLate = (event) => {
    const from = askedFrom.get(event.detail.xhr);
    return from && !from.pane.isConnected && from;
  };
  const refuseLate = (event) => {
    if (event.detail.xhr === sending) sending = null;
    const late = findLate(event);
    if (!late) return;
    event.preventDefault();
    if (event.detail.xhr.status >= 400) sayLate(event, late, get("words").dataset.failed);
    else document.dispatchEvent(new CustomEvent("sanad:late", { detail: event.target }));
  };
  const sayLateError = (event) => {
    const late = findLate(event);
    if (late) sayLate(event, late, get("words").dataset.notSent);
  };
  const sayLate = (event, late, text) => {
    if (!isLive(event.target)) say(`${late.number}: ${text}`);
  };
  document.addEventListener("htmx:beforeRequest", (event) => {
    const { elt, xhr } = event.detail;
    const pane = elt.id === "queue-live" ? get("queue") : elt.closest("#case");
    if (!pane) return;
    askedFrom.set(xhr, { pane, number: openCase() });
    if (elt.id === "reply") sending = xhr;
    elt.addEventListener("htmx:beforeOnLoad", refuseLate);
    elt.addEventListener("htmx:sendError", sayLateError);
  });

  // The person had everything erased: nothing of it stays on a screen or in a draft.
  const showGone = () => {
    sessionStorage.removeItem(`sanad-draft:${openCase()}`);
    location.replace(`/console?missing=${encodeURIComponent(openCase())}`);
  };

  const isLive = (element) => ["queue-live", "case-live"].includes(element.id);
  const isAtEnd = (log) => log.scrollHeight - log.scrollTop - log.clientHeight < 8;
  const showEnd = () => {
    const log = get("log");
    if (!log) return;
    log.scrollTop = log.scrollHeight;
    noteEnd(log);
  };
  const noteEnd = (log) => {
    lastSeen = log.lastElementChild?.id;
    get("below").hidden = true;
  };

  // Whoever works in another tab sees that somebody new waits.
  const showTitle = () => {
    const title = get("case").dataset.title ?? document.title.replace(/^\(\d+\) /, "");
    const news = get("show-news")?.dataset.count;
    document.title = news ? `(${news}) ${title}` : title;
  };

  const say = (text) => {
    const notice = document.createElement("p");
    notice.className = "notice notice--urgent";
    notice.textContent = text;
    const place = get("notice") ?? get("news");
    place.replaceChildren(notice);
  };

  // A piece that is already there with the same version is left alone, and a message is never added twice.
  document.addEventListener("htmx:oobBeforeSwap", (event) => {
    const { target, fragment } = event.detail;
    const piece = fragment.firstElementChild;
    if (!piece) return;
    // While a reply is under way its form stays: a new one would hold the same text, with another id.
    if (target.id === "composer" && sending) event.detail.shouldSwap = false;
    const isSame = piece.dataset.v && piece.dataset.v === target.dataset.v && !piece.hasAttribute("data-fresh");
    if (isSame) event.detail.shouldSwap = false;
    if (target.id === "log") [...fragment.children].filter((each) => get(each.id)).forEach((each) => each.remove());
  });
  document.addEventListener("htmx:oobAfterSwap", (event) => {
    if (get("case")) showTitle();
    const log = event.detail.target;
    if (log.id !== "log") return;
    if (isAtEnd(log)) noteEnd(log);
    else if (log.lastElementChild.id !== lastSeen) get("below").hidden = false;
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.target.id !== "case") return;
    document.querySelectorAll("#queue-list a").forEach((link) => {
      if (link.id === `link-${openCase()}`) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    });
    showTitle();
    showEnd();
  });
  // Not sooner: until then nothing listens in the new pane, and what "ready" brings would be lost.
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.target.id === "case" && openCase() !== sourceCase) connect();
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.xhr === sending) sending = null;
    if (event.detail.requestConfig.elt.id === "reply" && event.detail.successful) showEnd();
  });
  document.addEventListener("htmx:sendError", (event) => {
    if (!isLive(event.target)) say(get("words").dataset.notSent);
  });
  document.addEventListener("htmx:responseError", (event) => {
    if (!isLive(event.target)) say(get("words").dataset.failed);
    else if (event.detail.xhr.status === 401) showSignedOut();
    else if (event.detail.xhr.status === 404 && event.target.id === "case-live") showGone();
  });
  document.addEventListener("htmx:timeout", (event) => {
    if (!isLive(event.target)) say(get("words").dataset.failed);
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest("#below")) showEnd();
  });
  document.addEventListener("scroll", (event) => {
    if (event.target.id === "log" && isAtEnd(event.target)) noteEnd(event.target);
  }, true);
  document.addEventListener("DOMContentLoaded", () => {
    showEnd();
    connect();
  });
  addEventListener("pagehide", () => source?.close());
}
