// The phones. Everything that people or the bot wrote is put in as text, never as HTML.
"use strict";

const $ = (selector, inside = document) => inside.querySelector(selector);
const phones = new Map();
let version = 0;
let shown = 0;
let clockAhead = 0;

function make(tag, kind, text) {
  const node = document.createElement(tag);
  if (kind) node.className = kind;
  if (text !== undefined) node.textContent = text;
  return node;
}

async function act(what) {
  const answer = await fetch("/api/act", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(what),
  }).catch(() => null);
  return Boolean(answer && answer.ok);
}

// The phones are in Belgium, wherever this page is looked at.
const zone = { timeZone: "Europe/Brussels" };
const hour = (ms) => new Date(ms).toLocaleTimeString("en-GB", { ...zone, hour: "2-digit", minute: "2-digit" });
const day = (ms) => new Date(ms).toLocaleDateString("en-GB", { ...zone, weekday: "long", day: "numeric", month: "long" });

// One phone: its node, and what it showed last, so that only what changed is drawn again.
class Phone {
  constructor(told) {
    this.at = told.at;
    this.node = $("#phone").content.firstElementChild.cloneNode(true);
    this.rows = new Map();
    this.seen = 0;
    this.toast = 0;
    this.about = null;
    this.node.dataset.kind = told.kind;
    this.input = $("textarea", this.node);
    this.log = $(".log", this.node);
    this.tab = make("button");
    this.tab.type = "button";
    this.tab.append(make("span", "", told.title), " ", make("span", "new"));
    this.tab.addEventListener("click", () => show(this.at));
    this.wire();
  }

  wire() {
    const node = this.node;
    $("form", node).addEventListener("submit", (event) => { event.preventDefault(); this.send(); });
    this.input.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); this.send(); }
      if (event.key === "Escape") this.leave();
    });
    this.input.addEventListener("input", () => this.grow());
    this.input.addEventListener("focus", () => this.read());
    this.log.addEventListener("scroll", () => this.scrolled());
    $(".down", node).addEventListener("click", () => this.toEnd());
    $(".about button", node).addEventListener("click", () => this.leave());
    $(".alert button", node).addEventListener("click", () => { $(".alert", node).hidden = true; this.input.focus(); });
    $(".start", node).addEventListener("click", () => this.say("/start"));
    $(".slash", node).addEventListener("click", () => this.menu($(".commands", node).hidden));
    for (const button of node.querySelectorAll("[data-do]")) {
      button.addEventListener("click", () => { button.closest("details").open = false; act({ phone: this.at, act: button.dataset.do }); });
    }
    for (const button of node.querySelectorAll("[data-kind]")) {
      button.addEventListener("click", () => {
        button.closest("details").open = false;
        act({ phone: this.at, act: "kind", kind: button.dataset.kind, as: this.speaker() });
      });
    }
    node.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      for (const open of node.querySelectorAll("details[open]")) { open.open = false; $("summary", open).focus(); }
      this.menu(false);
    });
  }

  speaker() {
    const as = $(".as", this.node);
    return as.hidden ? undefined : Number(as.value);
  }

  menu(open) {
    const end = this.atEnd();
    $(".commands", this.node).hidden = !open;
    $(".slash", this.node).setAttribute("aria-expanded", String(open));
    if (end) this.toEnd();
  }

  say(text) {
    this.menu(false);
    return act({ phone: this.at, act: "say", text, as: this.speaker() });
  }

  async send() {
    const text = this.input.value;
    if (!text.trim()) return;
    const about = this.about;
    const what = { phone: this.at, act: about && about.edit ? "edit" : "say", text, as: this.speaker() };
    if (about) what.message = about.id;
    this.input.value = "";
    this.leave();
    this.grow();
    if (!(await act(what))) { this.input.value = text; this.flash("Not sent."); }
    this.toEnd();
  }

  // What the next text is about: a reply to a message, or an edit of an own one.
  turnTo(message, edit) {
    this.about = { id: message.message_id, edit };
    $(".about", this.node).hidden = false;
    $(".about span", this.node).textContent = (edit ? "Edit: " : "Reply to: ") + words(message);
    if (edit) this.input.value = message.text || "";
    this.grow();
    this.input.focus();
  }

  leave() {
    if (this.about && this.about.edit) this.input.value = "";
    this.about = null;
    $(".about", this.node).hidden = true;
  }

  grow() {
    this.input.style.height = "auto";
    this.input.style.height = Math.min(this.input.scrollHeight + 2, 130) + "px";
  }

  atEnd() {
    return this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < 60;
  }

  toEnd() {
    this.log.scrollTop = this.log.scrollHeight;
  }

  scrolled() {
    const end = this.atEnd();
    $(".down", this.node).hidden = end;
    if (end && this.node.contains(document.activeElement)) this.read();
  }

  read() {
    this.seen = this.newest || 0;
    this.mark();
  }

  mark() {
    const count = (this.told ? this.told.messages : []).filter((it) => !it.ours && it.message_id > this.seen).length;
    for (const badge of [$(".new", this.node), $(".new", this.tab)]) {
      badge.hidden = count === 0;
      badge.textContent = String(count);
      badge.setAttribute("aria-label", count + " new");
    }
  }

  flash(text) {
    const toast = $(".toast", this.node);
    toast.textContent = text;
    toast.hidden = false;
    clearTimeout(this.fading);
    this.fading = setTimeout(() => { toast.hidden = true; }, 3500);
  }

  update(told) {
    const first = !this.told;
    const end = first || this.atEnd();
    this.told = told;
    const node = this.node;
    $("h2", node).textContent = told.title;
    node.setAttribute("aria-label", told.title);
    $(".sub", node).textContent = told.blocked ? "⛔ blocked the bot" : told.subtitle;
    $(".face", node).textContent = told.kind === "group" ? "👥" : (told.title.trim()[0] || "?");
    this.controls(told);
    this.log.setAttribute("aria-label", "Chat of " + told.title);
    this.draw(told, first);
    this.settle(told);
    const last = told.messages[told.messages.length - 1];
    this.newest = last ? last.message_id : 0;
    if (first || (last && last.ours)) this.seen = this.newest;
    if (end) this.toEnd();
    if (end && node.contains(document.activeElement)) this.read(); else this.mark();
    this.scrolled();
    for (const toast of told.toasts.slice().reverse()) {
      if (toast.number <= this.toast) continue;
      this.toast = toast.number;
      if (first) continue;
      if (!toast.alert) { this.flash(toast.text); continue; }
      $(".alert p", node).textContent = toast.text;
      $(".alert", node).hidden = false;
      $(".alert button", node).focus();
    }
  }

  // Typing and a press that nobody answers fade on the phone itself, as no news will come to say so.
  settle(told) {
    if (!told.typing && told.waiting.length === 0) return;
    setTimeout(() => {
      if (this.told !== told) return;
      told.typing = false;
      told.waiting = [];
      this.draw(told, false);
    }, 6000);
  }

  controls(told) {
    const node = this.node;
    const group = told.kind === "group";
    $(".start", node).hidden = told.started || group;
    $(".write", node).hidden = !told.started || told.blocked;
    $(".samples", node).hidden = !told.started || told.blocked;
    $(".more", node).hidden = group || !told.started;
    $("[data-do=block]", node).hidden = told.blocked;
    $("[data-do=unblock]", node).hidden = !told.blocked;
    const as = $(".as", node);
    as.hidden = !group;
    if (group && as.options.length !== told.members.length) {
      as.replaceChildren(...told.members.map((it) => new Option(it.first_name, it.id)));
    }
    const samples = $(".samples", node);
    if (samples.childElementCount !== told.samples.length) {
      samples.replaceChildren(...told.samples.map((text) => {
        const chip = make("button", "", text);
        chip.type = "button";
        chip.title = text;
        chip.addEventListener("click", () => { this.input.value = text; this.grow(); this.input.focus(); });
        return chip;
      }));
    }
    $(".slash", node).hidden = told.commands.length === 0;
    $(".commands", node).replaceChildren(...told.commands.map((it) => {
      const line = make("button");
      line.type = "button";
      line.append(make("b", "", "/" + it.command), make("span", "", it.description));
      line.addEventListener("click", () => this.say("/" + it.command));
      return line;
    }));
  }

  draw(told, first) {
    const order = [];
    let before = "";
    for (const message of told.messages) {
      const today = day(message.ms);
      if (today !== before) order.push(this.row("day " + today, today, () => make("div", "day", today)));
      before = today;
      const busy = told.waiting.includes(message.message_id);
      const key = JSON.stringify(message) + busy;
      order.push(this.row(message.message_id, key, () => this.message(message, busy, first)));
    }
    if (told.typing) order.push(this.row("typing", "", () => make("div", "typing", "…")));
    const wanted = new Set(order);
    for (const [id, kept] of this.rows) {
      if (!wanted.has(kept.node)) { kept.node.remove(); this.rows.delete(id); }
    }
    order.forEach((node, at) => {
      if (this.log.children[at] !== node) this.log.insertBefore(node, this.log.children[at] || null);
    });
  }

  row(id, key, build) {
    const kept = this.rows.get(id);
    if (kept && kept.key === key) return kept.node;
    const held = kept && kept.node.contains(document.activeElement) ? document.activeElement.dataset.data : null;
    const node = build();
    if (kept) { kept.node.replaceWith(node); node.classList.remove("fresh"); }
    this.rows.set(id, { key, node });
    if (held) {
      const same = [...node.querySelectorAll("[data-data]")].find((it) => it.dataset.data === held);
      if (same) same.focus(); else this.log.focus();
    }
    return node;
  }

  message(message, busy, first) {
    if (message.new_chat_members || message.migrate_to_chat_id || message.migrate_from_chat_id) {
      return make("div", "service", message.new_chat_members ? "The bot joined the group" : "The group got a new address");
    }
    const node = make("article", "message" + (message.ours ? " ours" : "") + (first ? "" : " fresh"));
    node.classList.toggle("protected", Boolean(message.has_protected_content));
    const bubble = make("div", "bubble");
    if (this.told.kind === "group") bubble.append(make("span", "who", message.from.first_name));
    if (message.reply_to_message) bubble.append(make("span", "quoted", words(message.reply_to_message)));
    if (message.forward_origin) bubble.append(make("span", "quoted", "Forwarded from " + message.forward_origin.sender_user_name));
    if (message.document) bubble.append(file(message.document, message.ours));
    bubble.append(formatted(message));
    const marks = [message.has_protected_content ? "🔒" : "", message.silent ? "🔕" : "", message.edit_date ? "edited" : "", hour(message.ms)];
    const foot = make("div", "foot");
    foot.append(this.tools(message), make("span", "", marks.filter(Boolean).join(" ")));
    bubble.append(foot);
    node.append(bubble);
    if (message.reply_markup) {
      node.classList.add("wide");
      node.append(this.keys(message, busy));
    }
    return node;
  }

  keys(message, busy) {
    const keys = make("div", "keys");
    for (const row of message.reply_markup.inline_keyboard) {
      const line = make("div");
      for (const key of row) {
        const button = make("button", "", key.text);
        button.type = "button";
        button.dataset.data = key.callback_data || "";
        button.setAttribute("aria-busy", String(busy));
        button.addEventListener("click", () => {
          if (key.callback_data) {
            act({ phone: this.at, act: "press", message: message.message_id, data: key.callback_data, as: this.speaker() });
            this.read();
          } else {
            this.flash(key.url || (key.copy_text && key.copy_text.text) || key.text);
          }
        });
        line.append(button);
      }
      keys.append(line);
    }
    return keys;
  }

  tools(message) {
    const tools = make("span", "tools");
    const tool = (label, name, edit) => {
      const button = make("button", "", label);
      button.type = "button";
      button.setAttribute("aria-label", name);
      button.addEventListener("click", () => this.turnTo(message, edit));
      tools.append(button);
    };
    tool("↩", "Reply", false);
    if (message.ours && message.text) tool("✎", "Edit", true);
    return tools;
  }
}

const KINDS = { voice: "🎤 0:04", photo: "🖼️ Photo", video: "🎬 Video", location: "📍 Location", contact: "👤 Contact" };

function words(message) {
  const kind = Object.keys(KINDS).find((name) => message[name]);
  const sticker = message.sticker ? message.sticker.emoji : "";
  // A link's word is sent along and not shown, as real clients do.
  const text = (message.text || message.caption || "").replace(/^\/start \S+$/, "/start");
  return [kind ? KINDS[kind] : "", sticker, text].filter(Boolean).join("\n");
}

// A file of the bot's can be opened; one that somebody sent never leaves the page.
function file(document, ours) {
  const link = make("a", "file", "📄 " + document.file_name);
  if (ours) return link;
  link.href = "/api/file/" + encodeURIComponent(document.file_id);
  link.download = document.file_name;
  if (document.mime_type === "image/png") {
    const picture = make("img");
    picture.src = link.href;
    picture.alt = document.file_name;
    link.append(picture);
  }
  return link;
}

const TAGS = { bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code", pre: "code", blockquote: "q" };

// Entities count in UTF-16 units, as JavaScript's strings do. Links are shown and lead nowhere: this machine stays alone.
function formatted(message) {
  const whole = make("span");
  const text = words(message);
  const entities = (message.text === text ? message.entities || [] : []).filter((it) => TAGS[it.type]);
  let from = 0;
  for (const it of entities.sort((a, b) => a.offset - b.offset)) {
    if (it.offset < from) continue;
    whole.append(text.slice(from, it.offset), make(TAGS[it.type], "", text.slice(it.offset, it.offset + it.length)));
    from = it.offset + it.length;
  }
  whole.append(text.slice(from));
  return whole;
}

function show(at) {
  shown = at;
  for (const [key, phone] of phones) {
    phone.node.classList.toggle("shown", key === at);
    phone.tab.setAttribute("aria-pressed", String(key === at));
    if (key === at) { phone.toEnd(); phone.read(); }
  }
}

function take(told) {
  clockAhead = told.now - Date.now();
  tick();
  $("#pass").hidden = !told.clock_control;
  let added = false;
  for (const one of told.phones) {
    let phone = phones.get(one.at);
    if (!phone) {
      phone = new Phone(one);
      added = true;
      phones.set(one.at, phone);
      const places = [...phones.keys()].sort((a, b) => a - b);
      $("#phones").append(...places.map((at) => phones.get(at).node));
      $("#switch").append(...places.map((at) => phones.get(at).tab));
      show(phones.has(shown) ? shown : one.at);
    }
    phone.update(one);
  }
  // Putting a phone in its place resets how far the others were scrolled.
  if (added) for (const phone of phones.values()) phone.toEnd();
  $("#empty").hidden = phones.size > 0;
  version = told.version;
}

function tick() {
  const now = new Date(Date.now() + clockAhead);
  $("#now").textContent = now.toLocaleString("en-GB", { ...zone, weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });
}

async function listen() {
  for (;;) {
    try {
      const answer = await fetch("/api/state?since=" + version, { cache: "no-store" });
      if (!answer.ok) throw new Error("no answer");
      take(await answer.json());
      $("#offline").hidden = true;
    } catch {
      // The demo was stopped or started anew: begin from nothing once it answers.
      $("#offline").hidden = false;
      version = 0;
      await new Promise((resolve) => setTimeout(resolve, 1500));
    }
  }
}

for (const button of document.querySelectorAll("[data-minutes]")) {
  button.addEventListener("click", () => act({ act: "pass", minutes: Number(button.dataset.minutes) }));
}
document.addEventListener("click", (event) => {
  for (const open of document.querySelectorAll("details[open]")) if (!open.contains(event.target)) open.open = false;
});
setInterval(tick, 20000);
listen();
