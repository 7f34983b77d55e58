// Times in the reader's own zone, and waiting times that go on. Text only: nothing moves.
"use strict";
{
  document.documentElement.classList.add("scripted");
  const locale = () => `${document.documentElement.lang}-u-nu-latn`;
  const words = () => document.getElementById("words")?.dataset;

  const showTime = (element) => {
    const at = new Date(element.dateTime);
    const isToday = at.toDateString() === new Date().toDateString();
    const day = isToday ? {} : { day: "numeric", month: "short" };
    element.textContent = new Intl.DateTimeFormat(locale(), { ...day, hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(at);
    element.title = new Intl.DateTimeFormat(locale(), { dateStyle: "full", timeStyle: "short", hourCycle: "h23" }).format(at);
  };

  const showSpan = (element) => {
    const minutes = Math.max(0, Math.floor((Date.now() - new Date(element.dateTime)) / 60000));
    if (minutes >= 24 * 60 || !words()) return;
    const text = minutes < 1 ? words().now : minutes < 60
      ? words().minutes.replace("{n}", minutes)
      : words().hours.replace("{h}", Math.floor(minutes / 60)).replace("{m}", minutes % 60);
    if (element.textContent !== text) element.textContent = text;
  };

  const showAll = () => {
    document.querySelectorAll("time[data-time]:not([title])").forEach(showTime);
    document.querySelectorAll("time[data-span]").forEach(showSpan);
  };
  document.addEventListener("DOMContentLoaded", showAll);
  document.addEventListener("htmx:afterSettle", showAll);
  document.addEventListener("htmx:oobAfterSwap", showAll);
  setInterval(showAll, 20000);
}
