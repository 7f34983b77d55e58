// Requests that end: a bad line can hold one for ever. A failure carries the HTTP status, or 0 when nothing came back.

function failure(status, retryAfter) {
  return { status: status, retryAfter: retryAfter || 0 };
}

function within(seconds, promise, giveUp) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      giveUp();
      reject(failure(0));
    }, seconds * 1000);
    promise.then(
      (value) => { clearTimeout(timer); resolve(value); },
      () => { clearTimeout(timer); reject(failure(0)); }
    );
  });
}

function makeAborter() {
  return window.AbortController ? new AbortController() : { abort: function () {}, signal: undefined };
}

async function call(path, options) {
  const aborter = options.aborter || makeAborter();
  const init = { method: options.body ? "POST" : "GET", headers: {}, cache: "no-store", credentials: "omit" };
  if (aborter.signal) { init.signal = aborter.signal; }
  if (options.token) { init.headers.Authorization = "Bearer " + options.token; }
  if (options.body) {
    init.headers["Content-Type"] = "application/json";
    init.body = JSON.stringify(options.body);
    init.keepalive = true; // a message that is under way still arrives when the page is closed or hidden
  }
  const response = await within(options.seconds || 20, fetch(path, init), () => aborter.abort());
  if (!response.ok) { throw failure(response.status, Number(response.headers.get("Retry-After"))); }
  return response;
}

function pathOf(talk, rest) {
  return "/webchat/conversations/" + encodeURIComponent(talk.id) + rest;
}

// A pause that can be cut short, such as when the connection comes back.
function makePause() {
  let end = function () {};
  return {
    wait: (seconds) => new Promise((resolve) => {
      const timer = setTimeout(resolve, seconds * 1000);
      end = () => { clearTimeout(timer); resolve(); };
    }),
    cut: () => end(),
  };
}

function backOff(failures) {
  return Math.min(30, Math.pow(2, failures - 1)) * (0.75 + Math.random() / 2);
}

// What the person should know about a failure.
function troubleOf(status) {
  if (status === 0) { return "offline"; }
  return status === 429 ? "slow_down" : "our_fault";
}
