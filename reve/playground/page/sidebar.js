// The servers, their channels, and who one is.

import { html, useRef, useState } from "/page/vendor/htm-preact.js";
import { post } from "/page/api.js";
import { Avatar } from "/page/message.js";

const LOCALES = ["en-US", "en-GB", "de", "es-ES", "fr", "it", "ja", "ko", "nl", "pl", "pt-BR", "ru", "tr", "uk", "zh-CN"];

const initials = (name) => name.split(/\s+/).map((word) => [...word][0]).join("").slice(0, 3);

const language = (locale) => new Intl.DisplayNames("en", { type: "language" }).of(locale);

function Newcomer({ onJoined }) {
  const dialog = useRef(null);
  const [failure, setFailure] = useState("");
  const join = async (event) => {
    event.preventDefault();
    const form = Object.fromEntries(new FormData(event.target));
    try {
      const user = await post("users", { name: form.name.toLowerCase().replaceAll(/\W+/g, "_"), display_name: form.name, locale: form.locale });
      dialog.current.close();
      event.target.reset();
      onJoined(user);
    } catch (error) {
      setFailure(error.message);
    }
  };
  return html`<button class="icon" aria-label="Let somebody new join" title="Let somebody new join" onClick=${() => dialog.current.showModal()}>+</button>
    <dialog ref=${dialog} aria-labelledby="newcomer"><form onSubmit=${join}>
      <header><h2 id="newcomer">Somebody new</h2></header>
      <div class="field"><label for="newcomer-name">Name</label><input id="newcomer-name" name="name" type="text" required maxlength="32" autocomplete="off" /></div>
      <div class="field"><label for="newcomer-locale">Language of their Discord</label>
        <select id="newcomer-locale" name="locale">${LOCALES.map((each) => html`<option value=${each}>${language(each)}</option>`)}</select></div>
      ${failure && html`<p class="failure" role="alert">${failure}</p>`}
      <footer><button type="button" class="button secondary" onClick=${() => dialog.current.close()}>Cancel</button>
        <button class="button primary">Join</button></footer>
    </form></dialog>`;
}

export function Sidebar({ state, place, go, open, onClose, onJoined }) {
  const choose = (channel) => {
    go({ channel });
    onClose();
  };
  const be = (user) => go({ user, channel: place.guild ? place.channel.id : "dm" });
  const joined = async (user) => {
    await onJoined();
    be(user.id);
  };
  const room = (id, label, here) => html`<li><button class=${`room ${here ? "here" : ""}`} aria-current=${here ? "page" : null} onClick=${() => choose(id)}>${label}</button></li>`;
  return html`<nav class=${`sidebar ${open ? "open" : ""}`} aria-label="Servers and channels">
    <ul class="rail">
      <li><button class=${`guild ${place.guild ? "" : "here"}`} title="Direct messages" aria-label="Direct messages"
        aria-current=${place.guild ? null : "true"} onClick=${() => choose("dm")}>✉</button></li>
      ${state.guilds.map((guild) => html`<li key=${guild.id}><button class=${`guild ${guild.id === place.guild?.id ? "here" : ""}`} title=${guild.name}
        aria-label=${guild.name} aria-current=${guild.id === place.guild?.id ? "true" : null} onClick=${() => choose(guild.channels[0].id)}>${initials(guild.name)}</button></li>`)}
    </ul>
    <div class="rooms">
      <h1>${place.guild?.name ?? "Direct messages"}</h1>
      <ul>${place.guild
        ? place.guild.channels.map((channel) => room(channel.id, `# ${channel.name}`, channel.id === place.channel.id))
        : room("dm", `@ ${state.bot.global_name}`, true)}</ul>
      <div class="me"><${Avatar} user=${place.user} />
        <label><span>You are</span>
          <select value=${place.user.id} onChange=${(event) => be(event.target.value)}>
            ${state.users.map((user) => html`<option value=${user.id}>${user.global_name}</option>`)}
          </select></label>
        <${Newcomer} onJoined=${joined} /></div>
    </div>
  </nav>`;
}
