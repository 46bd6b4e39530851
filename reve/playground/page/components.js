// The components of a message: buttons, selects, and how they and texts and pictures are laid out.

import { html, useEffect, useState } from "/page/vendor/htm-preact.js";
import { onThisMachine } from "/page/api.js";
import { Emoji } from "/page/emoji.js";
import { Markdown } from "/page/markdown.js";
import { defaultsOf, Menu, optionsOf } from "/page/menu.js";

const BUTTON_STYLES = { 1: "primary", 2: "secondary", 3: "success", 4: "danger", 6: "secondary" };
const LINK = 5;

export const accent = (number) =>
  number == null ? {} : { "--accent": `#${number.toString(16).padStart(6, "0")}` };

// A link that leaves this page, or its text alone where the address is none of the web.
export function Link({ href, className, children }) {
  if (!/^https?:\/\//i.test(href ?? "")) return html`<span class=${className}>${children}</span>`;
  return html`<a class=${className} href=${href} target="_blank" rel="noopener noreferrer">${children}</a>`;
}

export function Picture({ media, description, className, spoiler }) {
  const [hidden, setHidden] = useState(Boolean(spoiler));
  const source = onThisMachine(media.url);
  const alt = description || "Picture without a description";
  if (!source) return html`<span class="elsewhere">${description || "A picture that is not on this machine"}</span>`;
  if (hidden) return html`<button class="veiled" onClick=${() => setHidden(false)}>Spoiler: show the picture</button>`;
  return html`<a class=${className} href=${source} target="_blank" rel="noopener">
    <img src=${source} alt=${alt} width=${media.width} height=${media.height} loading="lazy" />
  </a>`;
}

export function File({ file }) {
  const source = onThisMachine(file.url);
  if (file.width && source) return html`<${Picture} media=${file} description=${file.description ?? file.filename} className="attached" />`;
  return html`<a class="file" href=${source} download><span aria-hidden="true">📄 </span>${file.filename}</a>`;
}

function Button({ part, act }) {
  const label = html`<${Emoji} emoji=${part.emoji} />${part.label ?? ""}`;
  if (part.style === LINK) return html`<${Link} className="button link" href=${part.url}>${label} <span aria-hidden="true">↗</span><//>`;
  const busy = act.busy === part.custom_id;
  // A button that waits stays in reach, or the keyboard would lose its place.
  return html`<button class=${`button ${BUTTON_STYLES[part.style]}`} disabled=${part.disabled} aria-disabled=${busy}
    aria-busy=${busy} onClick=${() => busy || act.press(part)}>${label}</button>`;
}

function Select({ part, act, world }) {
  const [chosen, setChosen] = useState(() => defaultsOf(part));
  const max = part.max_values ?? 1;
  const min = part.min_values ?? 1;
  useEffect(() => setChosen(defaultsOf(part)), [part]);
  const change = (values) => {
    setChosen(values);
    if (max === 1) act.press(part, values);
  };
  const fits = chosen.length >= min && String(chosen) !== String(defaultsOf(part));
  return html`<div class="selecting"><${Menu} id=${`select-${act.message}-${part.id}`} label=${part.placeholder || "Make a selection"} placeholder=${part.placeholder}
      options=${optionsOf(part, world)} chosen=${chosen} min=${min} max=${max} disabled=${part.disabled} onChange=${change} />
    ${max > 1 && html`<button class="button primary" disabled=${!fits || part.disabled} onClick=${() => act.press(part, chosen)}>Choose</button>`}
  </div>`;
}

function Separator({ part }) {
  const size = `s${part.spacing ?? 1}`;
  return part.divider === false ? html`<div class=${`space ${size}`}></div>` : html`<hr class=${size} />`;
}

export function Part({ part, act, world, names }) {
  const inside = (parts) =>
    (parts ?? []).map((each) => html`<${Part} key=${each.id} part=${each} act=${act} world=${world} names=${names} />`);
  const picture = (item, className) =>
    html`<${Picture} media=${item.media} description=${item.description} spoiler=${item.spoiler} className=${className} />`;
  switch (part.type) {
    case 1: return html`<div class="row">${inside(part.components)}</div>`;
    case 2: return html`<${Button} part=${part} act=${act} />`;
    case 3: case 5: case 6: case 7: case 8: return html`<${Select} part=${part} act=${act} world=${world} />`;
    case 9: return html`<div class="section"><div>${inside(part.components)}</div>${inside([part.accessory])}</div>`;
    case 10: return html`<${Markdown} text=${part.content} names=${names} />`;
    case 11: return picture(part, "thumbnail");
    case 12: return html`<div class=${`gallery of${Math.min(part.items.length, 3)}`}>${part.items.map((item) => picture(item))}</div>`;
    case 13: return html`<${File} file=${{ filename: part.name ?? part.file.url.split("/").at(-1), ...part.file }} />`;
    case 14: return html`<${Separator} part=${part} />`;
    case 17: return html`<div class=${`container ${part.accent_color == null ? "" : "accent"}`} style=${accent(part.accent_color)}>${inside(part.components)}</div>`;
    default: return html`<span class="elsewhere">A component of type ${part.type}</span>`;
  }
}
