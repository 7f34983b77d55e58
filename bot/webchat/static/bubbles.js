// One message as one bubble.

function ownBubble(message) {
  const text = message.text || message.label || "";
  return make(
    "article", { class: "bubble own" },
    unseen(say("you") + ": "),
    make("p", { class: "said", dir: directionOf(text) }, text),
    make("p", { class: "state" }, say("sending"))
  );
}

function setState(bubble, ...children) {
  const state = bubble.querySelector(".state");
  state.textContent = "";
  state.append(...children);
}

function setDelivered(bubble, at) {
  setState(bubble, timeOf(at), make("span", { class: "tick", "aria-hidden": "true" }, "✓"), unseen(say("delivered")));
}

function timeOf(at) {
  const date = new Date(at);
  return make("time", { datetime: date.toISOString() }, formatTime(date));
}

// `rate` is called with true or false when the person says whether an answer helped.
function theirBubble(message, rate) {
  const isStaff = message.from === "staff";
  const bubble = make("article", { class: "bubble " + (message.urgent ? "urgent" : isStaff ? "staff" : "bot") });
  if (message.urgent) {
    bubble.append(make("p", { class: "badge" }, say("urgent")));
  } else if (isStaff) {
    const name = "\u2068" + message.name + "\u2069"; // on its own, whatever its direction
    bubble.append(make("p", { class: "name" }, message.name ? say("named_team", { name: name }) : say("team")));
  } else {
    bubble.append(unseen(say("sanad") + ": "));
  }
  const direction = isStaff ? directionOf(message.text) : message.dir;
  const said = make("div", { class: "said", dir: direction });
  if (direction === message.dir) { said.setAttribute("lang", message.lang); }
  if (message.urgent) { said.setAttribute("role", "alert"); } // announced at once, whatever is being read
  said.append(...(isSummary(message) ? summaryParts(message) : saidParts(message)));
  bubble.append(said);
  const state = make("p", { class: "state" }, timeOf(message.at));
  if (message.answer) {
    bubble.append(sourceLine(message.answer), make("div", { class: "foot" }, thumbs(rate), state));
  } else {
    bubble.append(state);
  }
  return bubble;
}

// In an urgent reply the numbers stand directly under the first sentence.
function saidParts(message) {
  const contacts = (message.contacts || []).map(contactBlock);
  if (!message.urgent || !contacts.length) {
    return [formatText(message.text, Boolean(message.answer) || message.urgent, message.from === "staff")].concat(contacts);
  }
  const end = message.text.search(/\n\s*\n|$/);
  return [formatText(message.text.slice(0, end), true)].concat(contacts, formatText(message.text.slice(end), false));
}

function sourceLine(answer) {
  const line = make("p", { class: "source" }, say("source") + " ");
  answer.sources.forEach((source, index) => {
    if (index) { line.append(pageLanguage === "ar" ? "، " : ", "); }
    const name = make("bdi", null, source.publisher || source.title);
    line.append(/^https?:/.test(source.url) ? outsideLink(source.url, name) : name);
    line.lastChild.setAttribute("title", source.title);
  });
  const checked = new Date(answer.checked_on + "T12:00:00");
  line.append(" · ", make("span", { class: "checked" }, say("checked", { date: formatDate(checked) })));
  return line;
}

const thumbShape = "M4 11h3v9H4zM7 12l4-8c2 0 3 1 2.6 3L13 10h6c1.5 0 2 1 1.7 2.3l-1.5 6c-.3 1-1 1.7-2.2 1.7h-7l-3-1.5";

function thumbs(rate) {
  const group = make("div", { class: "thumbs" });
  [["helped", true], ["not_helped", false]].forEach(([key, helped]) => {
    const icon = drawing(thumbShape, helped ? "thumb" : "thumb down");
    const button = make("button", { type: "button" }, icon, say(key));
    button.addEventListener("click", () => rate(helped));
    group.append(button);
  });
  return group;
}

function showRating(bubble, helped) {
  const group = bubble.querySelector(".thumbs");
  if (group) { group.replaceWith(make("p", { class: "rated" }, say(helped ? "said_helped" : "said_not_helped"))); }
}

// The server offers what fits; more than four choices are a wall, except countries.
function choiceGroups(choices, choose) {
  const languages = choices.filter((choice) => /^change_language:/.test(choice.value));
  const others = choices.filter((choice) => languages.indexOf(choice) < 0);
  return [others, languages].filter((group) => group.length).map((group) => choiceGroup(group, choose));
}

function choiceGroup(choices, choose) {
  const isCountries = choices.every((choice) => /^give_country:/.test(choice.value));
  const isLanguages = choices.some((choice) => /^change_language:/.test(choice.value));
  const kind = isCountries ? "choices countries" : isLanguages ? "choices tongues" : "choices";
  const group = make("div", { class: kind, role: "group", "aria-label": say("choose") });
  choices.slice(0, 6).forEach((choice) => {
    const button = make("button", { type: "button" }, make("bdi", null, choice.label));
    button.addEventListener("click", (event) => choose(choice, event));
    group.append(button);
  });
  return group;
}
