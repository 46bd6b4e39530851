// The page as a whole.

import { html, render, useCallback, useEffect, useState } from "/page/vendor/htm-preact.js";
import { get } from "/page/api.js";
import { useActs } from "/page/acts.js";
import { Composer } from "/page/composer.js";
import { useCommands, useMessages } from "/page/feed.js";
import { Message } from "/page/message.js";
import { Modal } from "/page/modal.js";
import { Inside } from "/page/panels.js";
import { useNames, usePlace } from "/page/place.js";
import { NewBelow, useReading } from "/page/reading.js";
import { Sidebar } from "/page/sidebar.js";

const ABOUT_MESSAGE = 3;
const STATUS = new Map([[null, ""], [true, "Bot online"], [false, "Bot offline"]]);

// The key / leads to where commands are typed.
function useSlashKey() {
  useEffect(() => {
    const slash = (event) => {
      if (event.key !== "/" || event.target.closest("input, textarea, select, dialog, [role=listbox]")) return;
      event.preventDefault();
      document.querySelector(".composer .line")?.focus();
    };
    addEventListener("keydown", slash);
    return () => removeEventListener("keydown", slash);
  }, []);
}

function Empty({ place, online }) {
  return html`<div class="empty"><h2>Welcome to ${place.guild ? `#${place.channel.name}` : place.channel.name}</h2>
    <p>${online ? html`Press <kbd>/</kbd> and pick a command to begin.` : "The bot is not online yet; this page notices when it is."}</p></div>`;
}

function Messages({ title, place, commands, messages, online, acts, world, names, reading }) {
  const actOn = (message) => ({
    ...(acts.press.message === message.id ? acts.press : {}),
    message: message.id,
    entries: commands.filter((command) => command.type === ABOUT_MESSAGE),
    menu: (command) => acts.menu(command.name, message.id),
    press: (part, values) => acts.component(message, part, values),
  });
  return html`<div class="reading"><div class="scroll" ref=${reading.scroll} tabindex="0" aria-label=${`Messages in ${title}`} role="region">
    <div class="content">
      ${!messages.length && html`<${Empty} place=${place} online=${online} />`}
      <div role="log" aria-label="Messages"><ol>${messages.map((message) => html`<${Message} key=${message.id}
        message=${message} world=${world} names=${names} act=${actOn(message)} />`)}</ol></div>
      ${acts.failures.map((each) => html`<div class="failure lone" role="alert" key=${each.key}><span><b>${each.label}</b> ${each.reason}</span>
        <button class="icon" aria-label="Dismiss" onClick=${() => acts.dismiss(each.key)}>✕</button></div>`)}
    </div></div>
    <${NewBelow} count=${reading.unread.length} onJump=${reading.toEnd} /></div>`;
}

function App() {
  const [state, setState] = useState(null);
  const [open, setOpen] = useState(false);
  const reloadState = useCallback(async () => {
    const found = await get("state");
    setState(found);
    return found;
  }, []);
  useEffect(() => void reloadState(), []);
  useSlashKey();
  const [place, go] = usePlace(state);
  const names = useNames(state);
  const [commands, reloadCommands] = useCommands(place);
  const reading = useReading(`${place?.user.id}/${place?.channel.id}`);
  const onNew = (message) => reading.heard(message.id, message.interaction_metadata?.user.id === place.user.id);
  const [messages, online] = useMessages(place, { onNew, reloadState, reloadCommands });
  const acts = useActs(place);
  useEffect(reading.toEnd, [acts.failures.length]);
  if (!place) return html`<p class="empty">Loading…</p>`;
  const world = { users: state.users, bot: state.bot, guild: place.guild, locale: place.user.locale };
  const title = place.guild ? `#${place.channel.name}` : `@${place.channel.name}`;
  const where = { user: place.user.id, channel: place.channel.id };
  const send = (command, options) => (command.menu ? acts.menu(command.path, options.user) : acts.slash(command.path, options));
  const inside = () => go({ inside: place.inside ? "0" : "1" });
  return html`<div class="app">
    <${Sidebar} state=${state} place=${place} go=${go} open=${open} onClose=${() => setOpen(false)} onJoined=${reloadState} />
    ${open && html`<button class="veil" aria-label="Close the menu" onClick=${() => setOpen(false)}></button>`}
    <main>
      <header class="top"><button class="icon menu" aria-label="Servers and channels" aria-expanded=${open} onClick=${() => setOpen(!open)}>☰</button>
        <h2>${title}</h2><span class=${`status ${online ? "on" : ""}`} role="status">${STATUS.get(online)}</span>
        <button class="icon" aria-expanded=${place.inside} onClick=${inside}>Inside</button></header>
      <${Messages} ...${{ title, place, commands, messages, online, acts, world, names, reading }} />
      <${Composer} key=${`${where.user}/${where.channel}`} commands=${commands} where=${where} world=${world} channelName=${title} onSend=${send} />
    </main>
    ${place.inside && html`<${Inside} past=${acts.past} onClose=${inside} />`}
    ${acts.modal && html`<${Modal} key=${acts.modal.interaction} modal=${acts.modal} world=${world} names=${names} onSubmit=${acts.submit} onClose=${acts.close} />`}
  </div>`;
}

render(html`<${App} />`, document.body);
