// One message as Discord draws it: text, embeds, components, files, and what became of a press.

import { html, useState } from "/page/vendor/htm-preact.js";
import { onThisMachine } from "/page/api.js";
import { Markdown } from "/page/markdown.js";

const EPHEMERAL = 64;
const LOADING = 128;
const V2 = 32768;
const BUTTON_STYLES = { 1: "primary", 2: "secondary", 3: "success", 4: "danger", 5: "link", 6: "secondary" };

export const colour = (number) => `#${number.toString(16).padStart(6, "0")}`;

export function Avatar({ user }) {
  const name = user.global_name ?? user.username;
  return html`<span class=${`avatar tint${Number(BigInt(user.id) % 6n)}`} aria-hidden="true">${[...name][0]}</span>`;
}

const emojiOf = (emoji) => (emoji ? (emoji.id ? `:${emoji.name}: ` : `${emoji.name} `) : "");

function Picture({ media, description, className }) {
  const source = onThisMachine(media.url);
  const alt = description ?? "";
  if (!source) return html`<span class="elsewhere">${alt || "A picture that is not on this machine"}</span>`;
  return html`<a class=${className} href=${source} target="_blank" rel="noopener">
    <img src=${source} alt=${alt || "Picture"} width=${media.width} height=${media.height} loading="lazy" />
  </a>`;
}

function Button({ part, act }) {
  const label = `${emojiOf(part.emoji)}${part.label ?? ""}`;
  if (part.style === 5) {
    return html`<a class="button link" href=${part.url} target="_blank" rel="noopener noreferrer">${label} ↗</a>`;
  }
  const style = BUTTON_STYLES[part.style];
  return html`<button class=${`button ${style}`} disabled=${part.disabled || act.busy === part.custom_id}
    aria-busy=${act.busy === part.custom_id} onClick=${() => act.press(part)}>${label}</button>`;
}

// What a select offers: its own options, or users, roles and channels of the world.
export function optionsOf(part, world) {
  const users = () => world.users.map((user) => ({ label: user.global_name, value: user.id }));
  const roles = () => (world.guild?.roles ?? []).map((role) => ({ label: role.name, value: role.id }));
  const channels = () => (world.guild?.channels ?? []).map((channel) => ({ label: `#${channel.name}`, value: channel.id }));
  const found = { 5: users, 6: roles, 7: () => [...users(), ...roles()], 8: channels }[part.type];
  return found ? found() : part.options;
}

export function Select({ part, world, onChoose, busy }) {
  const options = optionsOf(part, world);
  const [chosen, setChosen] = useState(() => options.filter((option) => option.default).map((option) => option.value));
  const name = part.placeholder || "Make a selection";
  const disabled = part.disabled || busy;
  if ((part.max_values ?? 1) <= 1) {
    return html`<select class="select" aria-label=${name} disabled=${disabled} value=${chosen[0] ?? ""}
      onChange=${(event) => { setChosen([event.target.value]); onChoose([event.target.value]); }}>
      <option value="" disabled hidden>${name}</option>
      ${options.map((option) => html`<option value=${option.value}>
        ${emojiOf(option.emoji)}${option.label}${option.description ? ` · ${option.description}` : ""}</option>`)}
    </select>`;
  }
  const toggle = (value) =>
    setChosen((now) => (now.includes(value) ? now.filter((each) => each !== value) : [...now, value]));
  const fits = chosen.length >= (part.min_values ?? 1) && chosen.length <= part.max_values;
  return html`<fieldset class="select many" disabled=${disabled}><legend>${name}</legend>
    ${options.map((option) => html`<label><input type="checkbox" checked=${chosen.includes(option.value)}
      onChange=${() => toggle(option.value)} /> ${emojiOf(option.emoji)}${option.label}
      ${option.description && html`<small>${option.description}</small>`}</label>`)}
    <button type="button" class="button primary" disabled=${!fits} onClick=${() => onChoose(chosen)}>Choose</button>
  </fieldset>`;
}

function Part({ part, act, world, names }) {
  const inside = (parts) => (parts ?? []).map((each) => html`<${Part} key=${each.id} part=${each} act=${act} world=${world} names=${names} />`);
  switch (part.type) {
    case 1: return html`<div class="row">${inside(part.components)}</div>`;
    case 2: return html`<${Button} part=${part} act=${act} />`;
    case 3: case 5: case 6: case 7: case 8:
      return html`<${Select} part=${part} world=${world} busy=${act.busy === part.custom_id}
        onChoose=${(values) => act.press(part, values)} />`;
    case 9: return html`<div class="section"><div>${inside(part.components)}</div>${inside([part.accessory])}</div>`;
    case 10: return html`<${Markdown} text=${part.content} names=${names} />`;
    case 11: return html`<${Picture} media=${part.media} description=${part.description} className="thumbnail" />`;
    case 12: return html`<div class=${`gallery of${Math.min(part.items.length, 3)}`}>
      ${part.items.map((item) => html`<${Picture} media=${item.media} description=${item.description} />`)}</div>`;
    case 13: return html`<${File} file=${{ filename: part.name ?? part.file.url.split("/").at(-1), ...part.file }} />`;
    case 14: return part.divider === false
      ? html`<div class=${`space s${part.spacing ?? 1}`}></div>`
      : html`<hr class=${`s${part.spacing ?? 1}`} />`;
    case 17: return html`<div class=${`container ${part.accent_color == null ? "" : "accent"}`}
      style=${part.accent_color == null ? {} : { "--accent": colour(part.accent_color) }}>${inside(part.components)}</div>`;
    default: return html`<span class="elsewhere">A component of type ${part.type}</span>`;
  }
}

function Embed({ embed, names }) {
  const picture = (which, className) => embed[which] && html`<${Picture} media=${embed[which]} className=${className} description=${embed.title} />`;
  return html`<article class="container embed ${embed.color == null ? "" : "accent"}"
    style=${embed.color == null ? {} : { "--accent": colour(embed.color) }}>
    ${picture("thumbnail", "thumbnail")}
    ${embed.author && html`<div class="embed-author">${embed.author.name}</div>`}
    ${embed.title && html`<div class="embed-title"><${Markdown} text=${embed.title} names=${names} /></div>`}
    ${embed.description && html`<${Markdown} text=${embed.description} names=${names} />`}
    ${embed.fields?.length > 0 && html`<dl class="fields">${embed.fields.map((field) => html`<div class=${field.inline ? "inline" : ""}>
      <dt><${Markdown} text=${field.name} names=${names} /></dt><dd><${Markdown} text=${field.value} names=${names} /></dd></div>`)}</dl>`}
    ${picture("image", "wide")}
    ${embed.footer && html`<footer>${embed.footer.text}</footer>`}
  </article>`;
}

function File({ file }) {
  const source = onThisMachine(file.url);
  if (file.width && source) return html`<${Picture} media=${file} description=${file.description ?? file.filename} className="attached" />`;
  return html`<a class="file" href=${source} download>📄 ${file.filename}</a>`;
}

// Files that no embed or component shows.
function unshown(message) {
  if (message.flags & V2) return [];
  const shown = JSON.stringify([message.embeds, message.components]);
  return message.attachments.filter((file) => !shown.includes(`"attachment_id":"${file.id}"`));
}

const clock = new Intl.DateTimeFormat("en", { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });

export function Message({ message, act, world, names }) {
  const author = message.author;
  const used = message.interaction;
  const when = new Date(message.timestamp);
  const edited = message.edited_timestamp && html` <small class="edited">(edited)</small>`;
  return html`<li class=${`message ${message.flags & EPHEMERAL ? "ephemeral" : ""}`} id=${`m${message.id}`}>
    ${used && html`<div class="used"><span aria-hidden="true">╭─ </span><b>${used.user.global_name}</b> used <span class="mention">/${used.name}</span></div>`}
    <${Avatar} user=${author} />
    <div class="body">
      <div class="head"><b>${author.global_name ?? author.username}</b>${author.bot && html`<span class="tag">APP</span>`}
        <time datetime=${message.timestamp}>${clock.format(when)}</time></div>
      ${message.flags & LOADING
        ? html`<p class="thinking">${author.global_name} is thinking<span class="dots" aria-hidden="true">…</span></p>`
        : html`
          ${message.content && html`<${Markdown} text=${message.content} names=${names} />`}
          ${message.embeds.map((embed) => html`<${Embed} embed=${embed} names=${names} />`)}
          ${unshown(message).map((file) => html`<${File} file=${file} />`)}
          ${message.components.map((part) => html`<${Part} key=${part.id} part=${part} act=${act} world=${world} names=${names} />`)}`}
      ${edited}
      ${act.failure && html`<p class="failure" role="alert">${act.failure}</p>`}
      ${Boolean(message.flags & EPHEMERAL) && html`<p class="only-you"><span aria-hidden="true">👁 </span>Only you can see this</p>`}
    </div>
  </li>`;
}
