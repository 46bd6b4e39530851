// The page: who one is, where one is, what one sees there, and what one does.

import { html, render, useCallback, useEffect, useMemo, useRef, useState } from "/page/vendor/htm-preact.js";
import { get, listen, outcome, post } from "/page/api.js";
import { Composer } from "/page/composer.js";
import { Avatar, Message } from "/page/message.js";
import { Modal } from "/page/modal.js";

const initials = (name) => name.split(/\s+/).map((word) => [...word][0]).join("").slice(0, 3);

// Where one is, kept in the address: two windows can be two users.
function usePlace(state) {
  const read = () => Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
  const [place, setPlace] = useState(read);
  useEffect(() => {
    const follow = () => setPlace(read());
    addEventListener("hashchange", follow);
    return () => removeEventListener("hashchange", follow);
  }, []);
  const go = (change) => {
    location.hash = new URLSearchParams({ ...read(), ...change });
  };
  if (!state) return [null, go];
  const user = state.users.find((each) => each.id === place.user) ?? state.users[0];
  const guild = state.guilds.find((each) => each.channels.some((channel) => channel.id === place.channel));
  const inDm = place.channel === "dm";
  const home = guild ?? (inDm ? null : state.guilds[0]);
  const channel = home ? home.channels.find((each) => each.id === place.channel) ?? home.channels[0] : { id: user.dm_channel_id, name: state.bot.global_name };
  return [{ user, guild: home, channel }, go];
}

function useMessages(place, reloadState, reloadCommands) {
  const [messages, setMessages] = useState([]);
  const [online, setOnline] = useState(null);
  const user = place?.user.id;
  const channel = place?.channel.id;
  useEffect(() => {
    if (!user) return undefined;
    setMessages([]);
    const load = async () => {
      setMessages(await get("messages", { user, channel }));
      setOnline((await reloadState()).online);
    };
    const follow = {
      message_create: (body) => setMessages((now) => [...now.filter((each) => each.id !== body.id), body]),
      message_update: (body) => setMessages((now) => now.map((each) => (each.id === body.id ? body : each))),
      message_delete: (body) => setMessages((now) => now.filter((each) => each.id !== body.id)),
    };
    return listen(user, load, ({ event, data }) => {
      if (event === "gateway") setOnline(data.online);
      else if (event === "commands") reloadCommands();
      else if (follow[event] && data.channel_id === channel) follow[event](data);
    });
  }, [user, channel]);
  return [messages, online];
}

// The commands offered here; many changes in a row are read once.
function useCommands(place) {
  const [commands, setCommands] = useState([]);
  const [asked, ask] = useState(0);
  useEffect(() => {
    if (!place) return undefined;
    const timer = setTimeout(async () => {
      const where = { user: place.user.id, channel: place.channel.id };
      setCommands(await get("commands", where));
    }, 50);
    return () => clearTimeout(timer);
  }, [place?.user.id, place?.channel.id, asked]);
  return [commands, useCallback(() => ask((n) => n + 1), [])];
}

const reasons = (errors, path = []) =>
  Object.entries(errors ?? {}).flatMap(([key, inner]) =>
    key === "_errors" ? inner.map((each) => `${path.join(".")}: ${each.message}`) : reasons(inner, [...path, key]));

// Why an interaction came to nothing, with what Discord refused of it.
function why(settled) {
  if (settled.state !== "failed") return "";
  const refused = settled.attempts.filter((attempt) => attempt.error).at(-1)?.error;
  const detail = refused ? ` (${refused.code} ${refused.message}${reasons(refused.errors).map((each) => `; ${each}`).join("")})` : "";
  return `${settled.reason}${detail}`;
}

function useActs(place) {
  const [failures, setFailures] = useState([]);
  const [press, setPress] = useState({});
  const [modal, setModal] = useState(null);
  const settle = async (sent) => {
    const settled = await outcome(sent);
    if (settled.modal) setModal({ ...settled.modal, interaction: settled.id });
    return why(settled);
  };
  const fail = (label, reason) => setFailures((now) => [...now, { key: Math.random(), channel: place.channel.id, label, reason }]);
  const slash = async (command, options) => {
    const form = { user: place.user.id, channel: place.channel.id, command, options };
    const reason = await post("slash", form).then(settle).catch((error) => error.message);
    if (reason) fail(`/${command}`, reason);
  };
  const component = async (message, part, values) => {
    setPress({ message: message.id, busy: part.custom_id });
    const form = { user: place.user.id, message: message.id, custom_id: part.custom_id, values };
    const reason = await post("component", form).then(settle).catch((error) => error.message);
    setPress(reason ? { message: message.id, failure: `This interaction failed: ${reason}` } : {});
  };
  const submit = async (values) => {
    const form = { user: place.user.id, interaction: modal.interaction, values };
    const sent = await post("submit", form);
    setModal(null);
    const reason = await settle(sent);
    if (reason) fail(modal.title, reason);
  };
  return {
    slash, component, submit, modal, press, failures,
    close: () => setModal(null),
    dismiss: (key) => setFailures((now) => now.filter((each) => each.key !== key)),
  };
}

function Sidebar({ state, place, go, open, onClose }) {
  const choose = (channel) => {
    go({ channel });
    onClose();
  };
  const room = (id, label, here) => html`<li><button class=${`room ${here ? "here" : ""}`} aria-current=${here ? "page" : null} onClick=${() => choose(id)}>${label}</button></li>`;
  return html`<nav class=${`sidebar ${open ? "open" : ""}`} aria-label="Servers and channels">
    <ul class="rail">
      <li><button class=${`guild ${place.guild ? "" : "here"}`} title="Direct messages" aria-label="Direct messages" onClick=${() => choose("dm")}>✉</button></li>
      ${state.guilds.map((guild) => html`<li><button class=${`guild ${guild.id === place.guild?.id ? "here" : ""}`} title=${guild.name}
        aria-label=${guild.name} onClick=${() => choose(guild.channels[0].id)}>${initials(guild.name)}</button></li>`)}
    </ul>
    <div class="rooms">
      <h1>${place.guild?.name ?? "Direct messages"}</h1>
      <ul>${place.guild
        ? place.guild.channels.map((channel) => room(channel.id, `# ${channel.name}`, channel.id === place.channel.id))
        : room("dm", `@ ${state.bot.global_name}`, true)}</ul>
      <div class="me"><${Avatar} user=${place.user} />
        <label><span>You are</span>
          <select value=${place.user.id} onChange=${(event) => go({ user: event.target.value, channel: place.guild ? place.channel.id : "dm" })}>
            ${state.users.map((user) => html`<option value=${user.id}>${user.global_name}</option>`)}
          </select></label></div>
    </div>
  </nav>`;
}

// Keep the newest in view, unless one has scrolled up to read.
function useStuckToEnd(changes) {
  const scroll = useRef(null);
  const stuck = useRef(true);
  const follow = () => {
    const box = scroll.current;
    if (box && stuck.current) box.scrollTop = box.scrollHeight;
  };
  useEffect(() => {
    const box = scroll.current;
    if (!box) return undefined;
    const note = () => {
      stuck.current = box.scrollHeight - box.scrollTop - box.clientHeight < 80;
    };
    box.addEventListener("scroll", note);
    box.addEventListener("load", follow, true);
    return () => {
      box.removeEventListener("scroll", note);
      box.removeEventListener("load", follow, true);
    };
  }, [scroll.current]);
  useEffect(follow, changes);
  return scroll;
}

function Empty({ place, online }) {
  return html`<div class="empty"><h2>Welcome to ${place.guild ? `#${place.channel.name}` : place.channel.name}</h2>
    <p>${online ? html`Press <kbd>/</kbd> and pick <b>/start</b> to begin.` : "The bot is not online yet; this page notices when it is."}</p></div>`;
}

function App() {
  const [state, setState] = useState(null);
  const [open, setOpen] = useState(false);
  const reload = useCallback(async () => {
    const found = await get("state");
    setState(found);
    return found;
  }, []);
  useEffect(() => void reload(), []);
  const [place, go] = usePlace(state);
  const [commands, reloadCommands] = useCommands(place);
  const [messages, online] = useMessages(place, reload, reloadCommands);
  const acts = useActs(place);
  const failures = acts.failures.filter((each) => each.channel === place?.channel.id);
  const scroll = useStuckToEnd([messages, failures.length, acts.press]);
  useEffect(() => {
    const slash = (event) => {
      if (event.key !== "/" || event.target.closest("input, textarea, select, dialog")) return;
      event.preventDefault();
      document.querySelector(".composer .line")?.focus();
    };
    addEventListener("keydown", slash);
    return () => removeEventListener("keydown", slash);
  }, []);
  const names = useMemo(() => {
    const all = state ? [...state.users, state.bot, ...state.guilds.flatMap((guild) => [...guild.channels, ...guild.roles])] : [];
    const known = new Map(all.map((each) => [each.id, each.global_name ?? each.name]));
    return (id) => known.get(id);
  }, [state]);
  if (!place) return html`<p class="empty">Loading…</p>`;
  const world = { users: state.users, guild: place.guild };
  const title = place.guild ? `#${place.channel.name}` : `@${place.channel.name}`;
  const where = { user: place.user.id, channel: place.channel.id };
  return html`<div class="app">
    <${Sidebar} state=${state} place=${place} go=${go} open=${open} onClose=${() => setOpen(false)} />
    ${open && html`<button class="veil" aria-label="Close the menu" onClick=${() => setOpen(false)}></button>`}
    <main>
      <header class="top"><button class="icon menu" aria-label="Servers and channels" aria-expanded=${open} onClick=${() => setOpen(!open)}>☰</button>
        <h2>${title}</h2><span class=${`status ${online ? "on" : ""}`}>${online === null ? "" : online ? "Bot online" : "Bot offline"}</span></header>
      <div class="scroll" ref=${scroll} tabindex="0" aria-label="Messages" role="region">
        ${!messages.length && html`<${Empty} place=${place} online=${online} />`}
        <ol class="messages" role="log" aria-label=${`Messages in ${title}`}>${messages.map((message) => html`<${Message} key=${message.id} message=${message}
          world=${world} names=${names} act=${{
            ...(acts.press.message === message.id ? acts.press : {}),
            press: (part, values) => acts.component(message, part, values),
          }} />`)}</ol>
        ${failures.map((each) => html`<div class="failure lone" role="alert" key=${each.key}><span><b>${each.label}</b> ${each.reason}</span>
          <button class="icon" aria-label="Dismiss" onClick=${() => acts.dismiss(each.key)}>✕</button></div>`)}
      </div>
      <${Composer} key=${`${where.user}/${where.channel}`} commands=${commands} where=${where} world=${world} channelName=${title} onSend=${acts.slash} />
    </main>
    ${acts.modal && html`<${Modal} modal=${acts.modal} world=${world} names=${names} onSubmit=${acts.submit} onClose=${acts.close} />`}
  </div>`;
}

render(html`<${App} />`, document.body);
