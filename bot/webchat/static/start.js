// Puts the parts together.

const store = makeStore();

// One line says what is wrong with the connection; sending knows more than receiving.
function makeBar(isAnythingWaiting, onChange) {
  const bar = byId("bar");
  const trouble = { sending: "", receiving: "" };

  function show() {
    let kind = trouble.sending || trouble.receiving;
    if (window.navigator.onLine === false) { kind = "offline"; }
    const isWaiting = isAnythingWaiting();
    const text = kind ? say(kind === "offline" && !isWaiting ? "offline_empty" : kind) : "";
    if (bar.textContent !== text) { bar.textContent = text; }
    bar.hidden = !kind;
    onChange(Boolean(kind));
  }

  return { show, set: (name, kind) => { trouble[name] = kind; show(); } };
}

// "…" with words from 300 ms on; when it takes long, that the message has arrived.
function makeWriting(onChange) {
  const line = byId("writing");
  let timers = [];

  function show(text, isMoving) {
    line.textContent = text;
    line.className = isMoving ? "writing moving" : "writing";
    onChange();
  }

  function stop() {
    timers.forEach(clearTimeout);
    timers = [];
    if (line.textContent) { show("", false); }
  }

  function expect() {
    stop();
    timers = [
      setTimeout(() => show(say("writing"), true), 300),
      setTimeout(() => show(say("arrived"), false), 12000),
      setTimeout(stop, 40000),
    ];
  }

  return { expect, stop };
}

function prepareLanguages(outbox, submit) {
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[hreflang]");
    if (!link) { return; }
    event.preventDefault();
    const said = { choice: "change_language:" + link.lang, label: link.textContent };
    if (outbox && store.get("talk") && !store.lasts()) {
      byId("languages").open = false;
      submit(said); // loading the page again would lose the conversation
      return;
    }
    if (outbox && store.get("talk") && link.lang !== pageLanguage) {
      const message = Object.assign({ id: newId() }, said);
      store.set("queue", outbox.waiting().concat(message)); // the next page sends it
    }
    store.set("language", link.lang);
    window.location.replace(link.href);
  });
}

function startChat() {
  const examples = byId("examples");
  const conversation = makeConversation({
    choose: (choice) => submit({ choice: choice.value, label: choice.label }),
    rate: (answer, helped) => submit({ choice: (helped ? "feedback_positive:" : "feedback_negative:") + answer }),
  });
  const writing = makeWriting(conversation.follow);
  const bar = makeBar(() => outbox.waiting().length > 0, conversation.setWaiting);
  const inbox = makeInbox(store, {
    message: (message) => {
      if (message.from !== "person") {
        writing.stop();
        tellPage("message");
      }
      conversation.receive(message);
      examples.hidden = true;
    },
    gone: forget,
    trouble: (kind) => bar.set("receiving", kind),
  });
  const outbox = makeOutbox(store, {
    started: inbox.start,
    delivered: (message) => { if (conversation.delivered(message.id)) { writing.expect(); } },
    erased: (message) => conversation.erased(message.id),
    refused: (message) => conversation.refused(message, () => submit({ text: message.text, choice: message.choice, label: message.label })),
    gone: forget,
    trouble: (kind) => bar.set("sending", kind),
  });

  function submit(said) {
    const message = Object.assign({ id: newId() }, said);
    examples.hidden = true;
    conversation.addOwn(message);
    outbox.add(message);
    bar.show();
  }

  function forget() {
    if (!store.get("talk")) { return; }
    store.set("talk", null);
    inbox.stop();
    writing.stop();
    conversation.clear(say("erased"));
  }

  function hurry() {
    bar.show();
    outbox.hurry();
    inbox.hurry();
  }

  examples.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) { return; }
    submit({ text: button.textContent });
    if (event.detail === 0) { byId("text").focus(); } // by keyboard
  });
  window.addEventListener("online", hurry);
  window.addEventListener("offline", bar.show);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) { hurry(); } });

  prepareKeeping();
  makeComposer(store, (text) => submit({ text: text }));
  examples.hidden = Boolean(store.get("talk"));
  byId("starting").hidden = true;
  outbox.waiting().forEach(conversation.addOwn);
  bar.show();
  inbox.start();
  outbox.run();
  prepareLanguages(outbox, submit);
  prepareHiding(store, inbox.stop);
}

function prepareKeeping() {
  const box = byId("keep");
  box.checked = store.isKept();
  byId("keep-line").hidden = !store.canKeep;
  box.addEventListener("change", () => {
    store.keep(box.checked);
    box.checked = store.isKept(); // storage may be full
  });
}

const chosenLanguage = store.get("language");
// In a frame the address says what the page around asked for, which a person's choice overrules.
if (chosenLanguage && chosenLanguage !== pageLanguage && (isEmbedded || !/[?&]lang=/.test(window.location.search))) {
  window.location.replace("?lang=" + chosenLanguage);
} else if (byId("composer")) {
  startChat();
} else {
  prepareLanguages();
  prepareHiding(store, function () {});
}
