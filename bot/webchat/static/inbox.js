// Messages coming in, in order and each once: as a stream where the browser and the line can, else by asking again and
// again. EventSource cannot send the token, so the stream is read by hand.

function makeInbox(store, events) {
  // The server writes at least every 15 seconds, so a longer silence is a dead line.
  const longestSilence = 40;
  const pause = makePause();
  let aborter = null;
  let run = 0; // grows when the receiving is started or stopped; an older run ends
  let after = 0;
  let failures = 0;
  let failedStreams = 0;
  let isDoubtful = false; // a stream was refused: is it the stream, or the whole line?
  let heardAt = 0;

  function canStream() {
    return Boolean(window.TextDecoder && window.ReadableStream && failedStreams < 2 && !isDoubtful);
  }

  async function start() {
    const mine = ++run;
    while (mine === run && store.get("talk")) {
      try {
        await (canStream() ? stream(mine) : ask(mine));
      } catch (problem) {
        if (mine === run) { await recover(problem); }
      }
    }
  }

  function stop() {
    run += 1;
    after = 0;
    if (aborter) { aborter.abort(); }
    pause.cut();
  }

  async function recover(problem) {
    if (problem.status === 404) {
      events.gone();
      return;
    }
    failures += 1;
    if (failures > 1) { events.trouble(troubleOf(problem.status || 0)); }
    await pause.wait(problem.retryAfter || backOff(failures));
  }

  function heard() {
    heardAt = Date.now();
    failures = 0;
    events.trouble("");
  }

  function take(message) {
    if (message.seq <= after) { return; }
    after = message.seq;
    events.message(message);
  }

  async function ask(mine) {
    const talk = store.get("talk");
    aborter = makeAborter();
    const path = pathOf(talk, "/messages?wait=25&after=" + after);
    const response = await call(path, { token: talk.token, aborter: aborter, seconds: longestSilence });
    const found = await within(20, response.json(), () => aborter.abort());
    if (mine !== run) { return; }
    heard();
    if (isDoubtful) { failedStreams += 1; }
    isDoubtful = false;
    found.messages.forEach(take);
  }

  async function stream(mine) {
    const talk = store.get("talk");
    aborter = makeAborter();
    const path = pathOf(talk, "/events?after=" + after);
    let response;
    try {
      response = await call(path, { token: talk.token, aborter: aborter, seconds: 15 });
    } catch (problem) {
      isDoubtful = problem.status !== 404 && problem.status !== 429;
      throw problem;
    }
    if (!response.body || !response.body.getReader) {
      failedStreams = 2;
      aborter.abort();
      return;
    }
    await readAll(response.body.getReader(), mine);
  }

  async function readAll(reader, mine) {
    const decoder = new TextDecoder();
    let rest = "";
    let isFirst = true;
    while (mine === run) {
      let part;
      try {
        // The server greets at once; a proxy that holds the greeting back would hold back the answers too.
        part = await within(isFirst ? 10 : longestSilence, reader.read(), () => reader.cancel());
      } catch (problem) {
        failedStreams += isFirst ? 1 : 0;
        throw problem;
      }
      if (part.done) {
        failedStreams += isFirst ? 1 : 0;
        await pause.wait(0.5); // the server is being restarted, or the conversation was erased
        return;
      }
      isFirst = false;
      failedStreams = 0;
      heard();
      const blocks = (rest + decoder.decode(part.value, { stream: true })).split(/\r?\n\r?\n/);
      rest = blocks.pop();
      blocks.forEach((block) => takeBlock(block, mine));
    }
    reader.cancel();
  }

  function takeBlock(block, mine) {
    const lines = block.split(/\r?\n/).filter((line) => line.indexOf("data:") === 0);
    const data = lines.map((line) => line.slice(5).trim()).join("\n");
    if (data && mine === run) { take(JSON.parse(data)); }
  }

  // After sleep or a change of network: do not wait for the silence to be noticed.
  function hurry() {
    if (aborter && Date.now() - heardAt > 20000) { aborter.abort(); }
    pause.cut();
  }

  return { start, stop, hurry };
}
