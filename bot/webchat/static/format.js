// An answer's plain text as paragraphs, numbered steps, telephone lines and links. Nothing is read as HTML.

const stepLine = /^\d{1,2}[.)]\s+(.+)$/;
const pointLine = /^[-•]\s+(.+)$/;
const phoneLine = /^(.{2,120}?)\s*[:：]\s*(\+?\d[\d ]{1,17}\d)\.?$/;
const inlineParts = /(https?:\/\/[^\s<>"]+|\+\d[\d ]{5,16}\d)/;

function formatText(text, isAnswer) {
  const found = document.createDocumentFragment();
  let list = null;
  text.split("\n").forEach((raw) => {
    const line = raw.trim();
    const item = stepLine.exec(line) || pointLine.exec(line);
    if (!item) { list = null; }
    if (item) {
      const tag = stepLine.test(line) ? "ol" : "ul";
      if (!list || list.localName !== tag) { list = found.appendChild(make(tag)); }
      list.append(make("li", null, formatInline(item[1])));
    } else if (line) {
      found.append(formatLine(line, isAnswer && !found.firstChild));
    }
  });
  return found;
}

function formatLine(line, isFirst) {
  const phone = phoneLine.exec(line);
  if (phone) { return phoneContact(phone[1], phone[2]); }
  const kind = isFirst ? "lead" : /[:：]$/.test(line) ? "heading" : "plain";
  return make("p", { class: kind }, formatInline(line));
}

function formatInline(text) {
  const found = document.createDocumentFragment();
  text.split(inlineParts).forEach((part, index) => {
    if (index % 2 === 0) {
      found.append(part);
    } else if (part[0] === "+") {
      found.append(phoneLink("", part));
    } else {
      const end = /[.,;:!?)\]»،؛؟]+$/.exec(part);
      const address = end ? part.slice(0, end.index) : part;
      found.append(outsideLink(address, make("bdi", { dir: "ltr" }, address.replace(/^https?:\/\//, ""))), end ? end[0] : "");
    }
  });
  return found;
}

function phoneLink(name, phone) {
  const link = make("a", { class: "phone", href: "tel:" + phone.replace(/ /g, ""), dir: "ltr" }, phone);
  if (name) { link.setAttribute("aria-label", say("call", { name: name, phone: phone })); }
  return link;
}

function phoneContact(name, phone) {
  return make("p", { class: "contact" }, make("bdi", { class: "contact-name" }, name), phoneLink(name, phone));
}

// Opens beside the chat, and the other site is not told where from.
function outsideLink(address, ...inside) {
  const link = make("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, ...inside);
  link.append(unseen(" (" + say("new_tab") + ")"));
  return link;
}

function contactBlock(contact) {
  const block = make("div", { class: "contact" }, make("bdi", { class: "contact-name" }, contact.name));
  if (contact.phone) { block.append(phoneLink(contact.name, contact.phone)); }
  if (contact.hours) { block.append(make("bdi", { class: "hours" }, contact.hours)); }
  if (/^https?:/.test(contact.url)) {
    block.append(outsideLink(contact.url, make("bdi", { dir: "ltr" }, contact.url.replace(/^https?:\/\/(www\.)?/, "").replace(/\/$/, ""))));
  }
  return block;
}
