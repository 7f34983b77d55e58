// The phones' page: sends forms without loading the page again, and shows what changed in place, so that neither focus nor
// what is being typed nor an open detail is lost. Without this script every form works as a plain form.
(function () {
  "use strict";

  var body = document.body;
  var offline = document.getElementById("offline");

  function parse(html) {
    var holder = document.createElement("template");
    holder.innerHTML = html;
    return holder.content;
  }

  function isBusy(element) {
    return element.contains(document.activeElement) || element.querySelector("details[open]") !== null;
  }

  // An element that is on the page already: only pieces that differ change, and never those in use.
  function refresh(old, fresh) {
    var pieces = fresh.querySelectorAll("[data-piece]");
    for (var i = 0; i < pieces.length; i++) {
      var name = pieces[i].getAttribute("data-piece");
      var current = old.querySelector('[data-piece="' + name + '"]');
      if (!current) {
        old.appendChild(pieces[i]);
      } else if (current.innerHTML !== pieces[i].innerHTML) {
        if (name === "keys" && current.contains(document.activeElement)) {
          markTapped(current, pieces[i]);
        } else if (name === "head" || !isBusy(current)) {
          current.innerHTML = pieces[i].innerHTML;
        }
      }
    }
  }

  function markTapped(current, fresh) {
    var before = current.querySelectorAll("button");
    var after = fresh.querySelectorAll("button");
    for (var i = 0; i < before.length && i < after.length; i++) {
      before[i].toggleAttribute("aria-pressed", after[i].hasAttribute("aria-pressed"));
    }
  }

  // Children are known by their ids; new ones come in where the server has them.
  function sync(list, html) {
    var fresh = Array.prototype.slice.call(parse(html).children);
    var kept = {};
    fresh.forEach(function (child) { kept[child.id] = true; });
    Array.prototype.slice.call(list.children).forEach(function (child) {
      if (!kept[child.id]) { child.remove(); }
    });
    var place = list.firstElementChild;
    fresh.forEach(function (child) {
      if (place && place.id === child.id) {
        refresh(place, child);
        place = place.nextElementSibling;
      } else {
        list.insertBefore(child, place);
      }
    });
  }

  function show(change) {
    var phone = document.getElementById("phone-" + change.channel);
    if (!phone) { return; }
    var screen = phone.querySelector(".screen");
    var isAtEnd = screen.scrollHeight - screen.scrollTop - screen.clientHeight < 80;
    Object.keys(change.pieces).forEach(function (name) {
      var part = phone.querySelector('[data-part="' + name + '"]');
      if (name === "status") {
        part.innerHTML = change.pieces[name];
      } else {
        sync(part, change.pieces[name]);
      }
    });
    if (isAtEnd || phone.dataset.follows) { screen.scrollTop = screen.scrollHeight; }
    delete phone.dataset.follows;
  }

  function problemOf(form) {
    var phone = form.closest(".phone");
    return phone && phone.querySelector(".problem");
  }

  // Taken from the field when it is sent, not when it arrived: by then the next message may be half typed.
  function take(form) {
    var field = form.hasAttribute("data-clears") && form.elements.text;
    if (!field) { return function () {}; }
    var text = field.value;
    form.reset();
    grow(field);
    return function putBack() {
      field.value = field.value ? text + "\n" + field.value : text;
      grow(field);
    };
  }

  function complain(form, text) {
    var line = problemOf(form);
    if (line) {
      line.textContent = text;
      line.hidden = !text;
    }
  }

  function refused(form, response) {
    return response.json().catch(function () { return {}; }).then(function (told) {
      complain(form, body.dataset.notDone.replace(/[\u2068\u2069]/g, "").replace("{reason}", told.detail || ""));
    });
  }

  function done(form) {
    complain(form, "");
    if (form.hasAttribute("data-closes")) { form.closest("details").open = false; }
  }

  function send(form, submitter) {
    var fields = new URLSearchParams(new FormData(form));
    if (form.matches(".composer, .attach")) { form.closest(".phone").dataset.follows = "yes"; }
    if (submitter && submitter.name) { fields.set(submitter.name, submitter.value); }
    var putBack = take(form);
    fetch(form.action, { method: "POST", body: fields, headers: { "X-From-Script": "1" } }).then(
      function (response) {
        if (response.ok) { return done(form); }
        putBack();
        return refused(form, response);
      },
      function () {
        putBack();
        complain(form, body.dataset.offline);
      }
    );
  }

  function grow(field) {
    field.style.blockSize = "auto";
    field.style.blockSize = Math.min(field.scrollHeight + 2, 140) + "px";
  }

  function showPhone(name) {
    document.querySelectorAll(".phone").forEach(function (phone) {
      phone.classList.toggle("shown", phone.dataset.channel === name);
    });
    document.querySelectorAll("[data-shows]").forEach(function (tab) {
      if (tab.dataset.shows === name) { tab.setAttribute("aria-current", "true"); } else { tab.removeAttribute("aria-current"); }
    });
    var screen = document.querySelector(".phone.shown .screen");
    screen.scrollTop = screen.scrollHeight;
  }

  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (!form.closest(".phone")) { return; }
    event.preventDefault();
    send(form, event.submitter);
  });

  document.addEventListener("click", function (event) {
    var tab = event.target.closest("[data-shows]");
    if (tab) {
      event.preventDefault();
      showPhone(tab.dataset.shows);
    }
  });

  document.addEventListener("keydown", function (event) {
    var isSending = event.key === "Enter" && !event.shiftKey && !event.isComposing;
    if (isSending && event.target.matches(".composer textarea")) {
      event.preventDefault();
      if (event.target.value.trim()) { send(event.target.form, null); }
    }
  });

  document.addEventListener("input", function (event) {
    if (event.target.matches(".composer textarea")) { grow(event.target); }
  });

  var source = new EventSource(body.dataset.events);
  source.addEventListener("phone", function (event) { show(JSON.parse(event.data)); });
  source.addEventListener("ready", function () { offline.hidden = true; });
  source.addEventListener("error", function () { offline.hidden = false; });
  window.addEventListener("pagehide", function () { source.close(); });

  document.querySelectorAll(".screen").forEach(function (screen) { screen.scrollTop = screen.scrollHeight; });
}());
