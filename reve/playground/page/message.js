// One message as Discord draws it: who, when, what it says, and what became of a press.

import { html } from "/page/vendor/htm-preact.js";
import { File, Part } from "/page/components.js";
import { Embed } from "/page/embed.js";
import { Markdown } from "/page/markdown.js";
import { inLocale } from "/page/words.js";

const EPHEMERAL = 64;
const LOADING = 128;
const V2 = 32768;
const SUPPRESSED = 4;

export const nameOf = (user) => user.global_name ?? user.username;

export function Avatar({ user }) {
  return html`<span class=${`avatar tint${Number(BigInt(user.id) % 6n)}`} aria-hidden="true">${[...nameOf(user)][0]}</span>`;
}

// Files that no embed or component shows.
function unshown(message) {
  if (message.flags & V2) return [];
  const shown = JSON.stringify([message.embeds, message.components]);
  return message.attachments.filter((file) => !shown.includes(`"attachment_id":"${file.id}"`));
}

const clock = new Intl.DateTimeFormat("en", { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const full = new Intl.DateTimeFormat("en", { dateStyle: "full", timeStyle: "medium", hourCycle: "h23" });
const date = new Intl.DateTimeFormat("en", { dateStyle: "medium" });

function When({ at }) {
  const when = new Date(at);
  const today = when.toDateString() === new Date().toDateString();
  return html`<time datetime=${at} title=${full.format(when)}>${today ? "" : `${date.format(when)}, `}${clock.format(when)}</time>`;
}

function Contents({ message, act, world, names }) {
  if (message.flags & LOADING) {
    return html`<p class="thinking">${nameOf(message.author)} is thinking<span class="dots" aria-hidden="true">…</span></p>`;
  }
  const embeds = message.flags & SUPPRESSED ? [] : message.embeds;
  return html`${message.content && html`<${Markdown} text=${message.content} names=${names} />`}
    ${embeds.map((embed) => html`<${Embed} embed=${embed} names=${names} />`)}
    ${unshown(message).map((file) => html`<${File} key=${file.id} file=${file} />`)}
    ${message.components.map((part) => html`<${Part} key=${part.id} part=${part} act=${act} world=${world} names=${names} />`)}`;
}

// What the bot has in the menu of a message.
function Entries({ act, locale }) {
  if (!act.entries.length) return null;
  return html`<details class="entries"><summary aria-label="More about this message">⋯</summary>
    ${act.entries.map((command) => html`<button class="more" onClick=${() => act.menu(command)}>${inLocale(command, "name", locale)}</button>`)}
  </details>`;
}

export function Message({ message, act, world, names }) {
  const { author, interaction: used, edited_timestamp: edited } = message;
  return html`<li class=${`message ${message.flags & EPHEMERAL ? "ephemeral" : ""}`} id=${`m${message.id}`} tabindex="-1">
    ${used && html`<div class="used"><span aria-hidden="true">╭─ </span><b>${nameOf(used.user)}</b> used <span class="mention">/${used.name}</span></div>`}
    <${Avatar} user=${author} />
    <div class="body">
      <div class="head"><b>${nameOf(author)}</b>${author.bot && html`<span class="tag">APP</span>`}<${When} at=${message.timestamp} />
        ${edited && html`<small class="edited" title=${full.format(new Date(edited))}>(edited)</small>`}
        <${Entries} act=${act} locale=${world.locale} /></div>
      <${Contents} ...${{ message, act, world, names }} />
      ${act.failure && html`<p class="failure" role="alert">${act.failure}</p>`}
      ${Boolean(message.flags & EPHEMERAL) && html`<p class="only-you"><span aria-hidden="true">👁 </span>Only you can see this</p>`}
    </div>
  </li>`;
}
