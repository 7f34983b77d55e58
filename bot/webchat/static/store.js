// What this browser remembers: the conversation's key, messages not sent yet, the text being written. In this tab only,
// unless the person wants it kept on the phone. Never the messages themselves: those are fetched again.

function makeStore() {
  const names = ["talk", "queue", "draft", "language"];
  const memory = {}; // for browsers that refuse storage
  const tab = area("sessionStorage");
  const phone = area("localStorage");
  let isClosed = false;

  function area(name) {
    try {
      return window[name];
    } catch (error) {
      return null;
    }
  }

  function read(place, name) {
    try {
      return JSON.parse(place.getItem("sanad." + name));
    } catch (error) {
      return null;
    }
  }

  function write(place, name, value) {
    try {
      if (value === null) { place.removeItem("sanad." + name); } else { place.setItem("sanad." + name, JSON.stringify(value)); }
    } catch (error) {
      // Full, or refused: `memory` has it for as long as the page is open.
    }
  }

  function isKept() {
    return read(phone, "keep") === true;
  }

  function get(name) {
    const found = read(isKept() ? phone : tab, name);
    if (found !== null) { return found; }
    return name in memory ? memory[name] : null;
  }

  function set(name, value) {
    if (isClosed) { return; }
    memory[name] = value;
    write(isKept() ? phone : tab, name, value);
  }

  function keep(isWanted) {
    const values = names.map(get);
    const from = isWanted ? tab : phone;
    names.forEach((name) => write(from, name, null));
    write(phone, "keep", isWanted ? true : null);
    names.forEach((name, index) => set(name, values[index]));
  }

  // Wipes everything; nothing that is still under way may write it back.
  function close() {
    isClosed = true;
    names.concat("keep").forEach((name) => {
      delete memory[name];
      write(tab, name, null);
      write(phone, name, null);
    });
  }

  // Whether another page of ours, or this one loaded again, would know what this one knows.
  function lasts() {
    return read(isKept() ? phone : tab, "talk") !== null;
  }

  return { get, set, keep, isKept, close, lasts, canKeep: Boolean(phone), isClosed: () => isClosed };
}
