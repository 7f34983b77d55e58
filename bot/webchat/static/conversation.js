// The conversation on the screen: what is shown in which order, and where the reader is.

function makeConversation(actions) {
  const log = byId("log");
  const scroller = byId("scroller");
  const newer = byId("newer");
  const own = {}; // by the client's id: bubble (none for a rating), whether the server has it, whether it was answered
  let answers = {}; // bubbles by answer id, the latest of each
  let lastDay = "";
  let lastAuthor = "";
  let isFollowing = true;
  let anchor = null; // the newest thing that the reader wants to see from its beginning
  let lastTop = 0;

  // What is not on the server yet stays last.
  function insert(element) {
    log.insertBefore(element, log.querySelector(".pending"));
  }

  function separateDays(at) {
    const day = new Date(at).toDateString();
    if (day === lastDay) { return; }
    lastDay = day;
    insert(make("p", { class: "day" }, make("span", null, formatDay(new Date(at)))));
  }

  function addOwn(message) {
    own[message.id] = { bubble: null, isKnown: false, isAnswered: false };
    const rating = ratingOf(message.choice);
    if (rating) {
      rate(rating);
      return;
    }
    dropChoices(message.choice);
    const bubble = ownBubble(message);
    bubble.classList.add("pending");
    own[message.id].bubble = log.appendChild(bubble);
    isFollowing = true;
    anchor = bubble;
    follow();
  }

  function receive(message) {
    if (message.from === "person") { receiveOwn(message); } else { receiveTheirs(message); }
    follow();
  }

  function receiveOwn(message) {
    const known = own[message.id];
    own[message.id] = { bubble: known ? known.bubble : null, isKnown: true, isAnswered: false };
    const rating = ratingOf(message.chosen);
    if (rating) {
      rate(rating);
      return;
    }
    const bubble = own[message.id].bubble || ownBubble(message);
    own[message.id].bubble = bubble;
    const isOutOfPlace = bubble !== log.querySelector(".pending");
    bubble.classList.remove("pending", "arrived", "refused");
    if (!known) { dropChoices(message.chosen); }
    separateDaysBefore(bubble, message.at);
    if (isOutOfPlace) { insert(bubble); }
    setDelivered(bubble, message.at);
    anchor = bubble;
    lastAuthor = "person";
  }

  function separateDaysBefore(bubble, at) {
    separateDays(at);
    const day = log.querySelector(".day:last-of-type");
    if (bubble.parentNode === log && day && day.compareDocumentPosition(bubble) & Node.DOCUMENT_POSITION_PRECEDING) {
      log.insertBefore(day, bubble);
    }
  }

  function receiveTheirs(message) {
    separateDays(message.at);
    const bubble = theirBubble(message, (helped) => actions.rate(message.answer.id, helped));
    insert(bubble);
    if (message.answer) { answers[message.answer.id] = bubble; }
    choiceGroups(message.choices, choose).forEach(insert);
    if (lastAuthor !== "person" && !isInView(anchor)) { anchor = bubble; }
    Object.keys(own).forEach((id) => { own[id].isAnswered = own[id].isAnswered || own[id].isKnown; });
    lastAuthor = message.from;
    newer.hidden = isFollowing || isInView(bubble);
  }

  // Focus must not vanish with the buttons; a finger, though, does not want the keyboard to open.
  function choose(choice, event) {
    const byKeyboard = event.detail === 0;
    actions.choose(choice);
    if (byKeyboard) { byId("text").focus(); }
  }

  // A question that is open stays so when the person only takes another language.
  function dropChoices(chosen) {
    const isLanguage = /^change_language:/.test(chosen || "");
    log.querySelectorAll(isLanguage ? ".tongues" : ".choices").forEach((group) => group.remove());
  }

  function ratingOf(choice) {
    const found = /^feedback_(positive|negative):(.+)$/.exec(choice || "");
    return found ? { answer: found[2], helped: found[1] === "positive" } : null;
  }

  function rate(rating) {
    if (answers[rating.answer]) { showRating(answers[rating.answer], rating.helped); }
  }

  function delivered(id) {
    const known = own[id];
    if (known && known.bubble && !known.isKnown) {
      known.bubble.classList.add("arrived");
      setDelivered(known.bubble, Date.now());
    }
    return Boolean(known && !known.isAnswered && lastAuthor !== "staff");
  }

  // Says under each unsent message what is happening to it.
  function setWaiting(isStuck) {
    log.querySelectorAll(".pending:not(.refused):not(.arrived)").forEach((bubble) => setState(bubble, say(isStuck ? "kept" : "sending")));
  }

  function refused(message, tryAgain) {
    const bubble = own[message.id] && own[message.id].bubble;
    if (!bubble) { return; }
    const button = make("button", { type: "button" }, say("try_again"));
    button.addEventListener("click", () => { bubble.remove(); tryAgain(); });
    bubble.classList.add("refused");
    setState(bubble, say("not_sent"), button);
  }

  // The conversation was erased: what is still to be sent stays on the screen.
  function clear(notice) {
    log.querySelectorAll(":scope > :not(.pending), .arrived").forEach((child) => child.remove());
    Object.keys(own).forEach((id) => { if (!own[id].bubble || !own[id].bubble.parentNode) { delete own[id]; } });
    answers = {};
    lastDay = "";
    lastAuthor = "";
    insert(make("p", { class: "notice" }, notice));
  }

  // It went to the conversation that it erased.
  function erased(id) {
    if (own[id] && own[id].bubble) { own[id].bubble.remove(); }
    delete own[id];
  }

  function isInView(element) {
    if (!element) { return false; }
    const box = element.getBoundingClientRect();
    const frame = scroller.getBoundingClientRect();
    return box.top < frame.bottom - 40 && box.bottom > frame.top;
  }

  // To the end, but not past the beginning of what is new: long answers are read from their first line.
  function follow() {
    if (!isFollowing || !anchor) { return; }
    const end = scroller.scrollHeight - scroller.clientHeight;
    const start = anchor.getBoundingClientRect().top - scroller.getBoundingClientRect().top + scroller.scrollTop - 12;
    scroller.scrollTop = lastTop = Math.max(0, Math.min(end, start));
  }

  function isAtEnd() {
    return scroller.scrollHeight - scroller.clientHeight - scroller.scrollTop < 60;
  }

  scroller.addEventListener("scroll", () => {
    if (scroller.scrollTop < lastTop - 4) { isFollowing = false; }
    if (isAtEnd()) {
      isFollowing = true;
      newer.hidden = true;
    }
    lastTop = scroller.scrollTop;
  });
  window.addEventListener("resize", follow);
  newer.addEventListener("click", () => {
    isFollowing = true;
    newer.hidden = true;
    anchor = log.lastElementChild;
    follow();
    scroller.focus();
  });

  return { addOwn, receive, delivered, erased, refused, setWaiting, clear, follow, hasMessages: () => Boolean(log.firstChild) };
}
