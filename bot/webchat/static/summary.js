// A summary that is made to be shown or copied: its lines stay as they are, and none of them is a number to call.

function isSummary(message) {
  return !message.answer && message.choices.some((choice) => choice.value === "complaint_channels");
}

// The middle, between the sentence before and the advice after.
function summaryParts(message) {
  const parts = message.text.split(/\n\s*\n/);
  const facts = make("p", { class: "facts", tabindex: "0" }, parts[1] || "");
  const button = make("button", { type: "button" }, say("copy"));
  button.addEventListener("click", () => copyText(facts, (isDone) => { button.textContent = say(isDone ? "copied" : "copy_by_hand"); }));
  return [formatText(parts[0], true), facts, button, formatText(parts.slice(2).join("\n"), false)];
}

// Without permission to write to the clipboard the text is at least marked.
function copyText(element, tell) {
  const marked = window.getSelection();
  marked.selectAllChildren(element);
  let isDone = false;
  try {
    isDone = document.execCommand("copy");
  } catch (error) {
    isDone = false;
  }
  if (isDone) { marked.removeAllRanges(); }
  tell(isDone);
}
