// An embed, as a card with a title, texts, fields and pictures.

import { html } from "/page/vendor/htm-preact.js";
import { accent, Link, Picture } from "/page/components.js";
import { Markdown } from "/page/markdown.js";

const day = new Intl.DateTimeFormat("en", { dateStyle: "medium", timeStyle: "short" });

function Field({ field, names }) {
  return html`<div class=${field.inline ? "inline" : ""}>
    <dt><${Markdown} text=${field.name} names=${names} /></dt><dd><${Markdown} text=${field.value} names=${names} /></dd></div>`;
}

export function Embed({ embed, names }) {
  const picture = (which, className) =>
    embed[which] && html`<${Picture} media=${embed[which]} className=${className} description=${embed[which].description ?? embed.title} />`;
  const foot = [embed.footer?.text, embed.timestamp && day.format(new Date(embed.timestamp))].filter(Boolean).join(" • ");
  return html`<article class="container embed ${embed.color == null ? "" : "accent"}" style=${accent(embed.color)}>
    ${picture("thumbnail", "thumbnail")}
    ${embed.author && html`<div class="embed-author"><${Link} href=${embed.author.url}>${embed.author.name}<//></div>`}
    ${embed.title && html`<div class="embed-title"><${Link} href=${embed.url}><${Markdown} text=${embed.title} names=${names} /><//></div>`}
    ${embed.description && html`<${Markdown} text=${embed.description} names=${names} />`}
    ${embed.fields?.length > 0 && html`<dl class="fields">${embed.fields.map((field) => html`<${Field} field=${field} names=${names} />`)}</dl>`}
    ${picture("image", "wide")}
    ${foot && html`<footer>${foot}</footer>`}
  </article>`;
}
