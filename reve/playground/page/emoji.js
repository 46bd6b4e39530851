// An emoji: a character, or a picture of the bot's own.

import { html, useState } from "/page/vendor/htm-preact.js";

const DIGITS = /^\d+$/;

export function Emoji({ emoji }) {
  const [lost, setLost] = useState(false);
  if (!emoji) return null;
  if (!emoji.id) return html`<span>${emoji.name} </span>`;
  if (lost || !DIGITS.test(emoji.id)) return html`<span>:${emoji.name}: </span>`;
  return html`<img class="emoji" src=${`/emojis/${emoji.id}.webp`} alt=${`:${emoji.name}:`} onError=${() => setLost(true)} />`;
}
