// An answer's plain text as paragraphs, numbered steps, telephone lines and links. Nothing is read as HTML.

const stepLine = /^\d{1,2}[.)]\s+(.+)$/;
const pointLine = /^[-•]\s+(.+)$/;
const phoneLine = /^(.{2,120}?)\s*[:：]\s*(\+?\d[\d ]{1,17}\d)\.?$/;
const inlineParts = /(https?:\/\/[^\s<>"]+|\+\d[\d ]{5,16}\d)/;

// In what staff write a line that ends in a number is no telephone: it may be a sum or a day.
function formatText(text, isAnswer, isByStaff) {
  const found = document.createDocumentFragment();
  let list = null;
  text.split("\n").forEach((raw) => {
    const line = raw.trim();
    const item = stepLine.exec(line) || pointLine.exec(line);
    if (!item) { list = null; }
    if (item) {
      const tag = stepLine.test(line) ? "ol" : "ul";
      if (!list || list.localName !== tag) { list = found.appendChild(make(tag)); }
      const point = make("li", null, formatInline(item[1]));
      if (tag === "ol") { point.value = parseInt(line, 10); }
      list.append(point);
    } else if (line) {
      found.append(formatLine(line, isAnswer && !found.firstChild, isByStaff));
    }
  });
  return found;
}

function formatLine(line, isFirst, isByStaff) {
  const phone = !isByStaff && phoneLine.exec(line);
  if (phone) { return contactBlock({ name: phone[1], phone: phone[2] }); }
  const isHeading = /[:：]$/.test(line) && line.length < 40;
  return make("p", { class: isFirst ? "lead" : isHeading ? "heading" : "plain" }, formatInline(line));
}

function formatInline(text) {
  const found = document.createDocumentFragment();
  text.split(inlineParts).forEach((part, index) => {
    if (index % 2 === 0) {
      found.append(part.replace(/ (?=[:;!?»])/g, "\u00a0")); // in French no mark begins a line
    } else if (part[0] === "+") {
      found.append(phoneLink("", part));
    } else {
      const end = /[.,;:!?)\]»،؛؟]+$/.exec(part);
      const address = end ? part.slice(0, end.index) : part;
      found.append(outsideLink(address, shortAddress(address)), end ? end[0] : "");
    }
  });
  return found;
}

function phoneLink(name, phone) {
  const link = make("a", { class: "phone", href: "tel:" + phone.replace(/ /g, ""), dir: "ltr" }, phone);
  if (name) { link.setAttribute("aria-label", say("call", { name: name, phone: phone })); }
  return link;
}

function shortAddress(address) {
  return make("bdi", { dir: "ltr" }, address.replace(/^https?:\/\/(www\.)?/, "").replace(/\/$/, ""));
}

// Opens beside the chat, and the other site is not told where from.
function outsideLink(address, ...inside) {
  const link = make("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, ...inside);
  link.append(unseen(" (" + say("new_tab") + ")"));
  return link;
}

const handsetShape = "M6.6 10.8a15 15 0 0 0 6.6 6.6l2.2-2.2a1 1 0 0 1 1-.2c1.1.4 2.3.6 3.6.6a1 1 0 0 1 1 1V20a1 1 0 0 1-1 1A17 17 0 0 1 3 4a1 1 0 0 1 1-1h3.5a1 1 0 0 1 1 1c0 1.2.2 2.4.6 3.6a1 1 0 0 1-.3 1z";

function contactBlock(contact) {
  const block = make("div", { class: "contact" }, make("bdi", { class: "contact-name" }, contact.name));
  if (contact.phone) {
    const link = phoneLink(contact.name, contact.phone);
    link.insertBefore(drawing(handsetShape, "handset"), link.firstChild);
    block.append(link);
  }
  if (contact.hours) { block.append(make("bdi", { class: "hours" }, contact.hours)); }
  if (/^https?:/.test(contact.url)) {
    block.append(outsideLink(contact.url, shortAddress(contact.url)));
  }
  return block;
}
