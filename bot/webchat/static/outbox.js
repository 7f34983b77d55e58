// Messages on their way out: kept in storage, sent one after another, and sent again until the server has them. The
// server ignores an id that it knows, so sending again never doubles.

function makeOutbox(store, events) {
  const pause = makePause();
  let isRunning = false;
  let failures = 0;
  let lastGone = "";

  function waiting() {
    return store.get("queue") || [];
  }

  function remove(id) {
    store.set("queue", waiting().filter((message) => message.id !== id));
  }

  function add(message) {
    store.set("queue", waiting().concat(message));
    pause.cut();
    run();
  }

  async function run() {
    if (isRunning) { return; }
    isRunning = true;
    while (waiting().length && !store.isClosed()) {
      const message = waiting()[0];
      try {
        const talk = await send(message);
        if (isCurrent(talk)) {
          settle(message, events.delivered);
        } else if (/^erase_/.test(message.choice || "")) {
          settle(message, events.erased);
        } // else it was erased with the conversation while it was under way, and is sent again in a new one
      } catch (problem) {
        await recover(message, problem);
      }
    }
    isRunning = false;
  }

  async function send(message) {
    const talk = store.get("talk") || (await startTalk());
    const body = message.choice ? { id: message.id, choice: message.choice } : { id: message.id, text: message.text };
    await call(pathOf(talk, "/messages"), { token: talk.token, body: body });
    return talk;
  }

  function isCurrent(talk) {
    return (store.get("talk") || {}).id === talk.id;
  }

  async function startTalk() {
    const response = await call("/webchat/conversations", { body: { language: pageLanguage } });
    const talk = await response.json();
    store.set("talk", talk);
    events.started();
    return talk;
  }

  function settle(message, tell) {
    failures = 0;
    remove(message.id);
    events.trouble("");
    tell(message);
  }

  async function recover(message, problem) {
    const status = problem.status || 0;
    if (status === 404 && lastGone !== message.id) {
      lastGone = message.id;
      events.gone(); // erased: what the person writes now begins a new conversation
      return;
    }
    if (status === 400 || status === 413) {
      settle(message, events.refused);
      return;
    }
    failures += 1;
    events.trouble(troubleOf(status));
    await pause.wait(status === 429 ? Math.max(problem.retryAfter, 1) : backOff(failures));
  }

  return { add, run, waiting, hurry: () => { pause.cut(); run(); } };
}
