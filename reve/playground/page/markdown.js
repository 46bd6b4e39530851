// Discord's markdown, the part that bots use, as elements: text never becomes HTML.

import { html, useEffect, useState } from "/page/vendor/htm-preact.js";
import { Emoji } from "/page/emoji.js";

const INLINE = new RegExp(
  [
    /\\(?<escaped>[^0-9A-Za-z\s])/,
    /``(?<code2>.+?)``/,
    /`(?<code>[^`\n]+)`/,
    /\*\*(?<bold>.+?)\*\*(?!\*)/,
    /__(?<underline>.+?)__(?!_)/,
    /\*(?=[^\s*])(?<italic>.+?)\*(?!\*)/,
    /(?<!\w)_(?<italic2>[^_]+)_(?!\w)/,
    /~~(?<strike>.+?)~~/,
    /\|\|(?<spoiler>.+?)\|\|/,
    /<t:(?<at>-?\d{1,13})(?::(?<style>[tTdDfFR]))?>/,
    /<@!?(?<user>\d+)>/,
    /<#(?<channel>\d+)>/,
    /<@&(?<role>\d+)>/,
    /<\/(?<command>[^:>]+):\d+>/,
    /<a?:(?<emoji>\w+):(?<emojiId>\d+)>/,
    /\[(?<label>[^\]]+)\]\((?<link>https?:\/\/[^\s)]+)\)/,
    /(?<bare>https?:\/\/[^\s<>)]+)/,
  ].map((part) => part.source).join("|"),
  "s",
);

const DATES = {
  t: { timeStyle: "short" },
  T: { timeStyle: "medium" },
  d: { dateStyle: "short" },
  D: { dateStyle: "long" },
  f: { dateStyle: "long", timeStyle: "short" },
  F: { dateStyle: "full", timeStyle: "short" },
};

const UNITS = [["year", 31536000], ["month", 2592000], ["day", 86400], ["hour", 3600], ["minute", 60], ["second", 1]];

function relative(seconds) {
  const [unit, size] = UNITS.find(([, length]) => Math.abs(seconds) >= length) ?? UNITS.at(-1);
  return new Intl.RelativeTimeFormat("en", { numeric: "auto" }).format(Math.trunc(seconds / size), unit);
}

function Moment({ at, style }) {
  const [, tick] = useState(0);
  useEffect(() => {
    if (style !== "R") return undefined;
    const timer = setInterval(() => tick((n) => n + 1), 1000);
    return () => clearInterval(timer);
  }, [style]);
  const when = new Date(at * 1000);
  if (Number.isNaN(when.getTime())) return html`<span>Invalid Date</span>`;
  const full = new Intl.DateTimeFormat("en", DATES.F).format(when);
  const shown = style === "R" ? relative(at - Date.now() / 1000) : new Intl.DateTimeFormat("en", DATES[style]).format(when);
  return html`<time class="moment" datetime=${when.toISOString()} title=${full}>${shown}</time>`;
}

function Spoiler({ children }) {
  const [open, setOpen] = useState(false);
  if (open) return html`<span class="spoiler open">${children}</span>`;
  return html`<button class="spoiler" aria-label="Spoiler, press to reveal" onClick=${() => setOpen(true)}>
    <span aria-hidden="true">${children}</span>
  </button>`;
}

const link = (href, label) => html`<a href=${href} target="_blank" rel="noopener noreferrer">${label}</a>`;

function element(found, names) {
  const deeper = (text) => inline(text, names);
  if (found.escaped) return found.escaped;
  if (found.code2 || found.code) return html`<code>${found.code2 ?? found.code}</code>`;
  if (found.bold) return html`<strong>${deeper(found.bold)}</strong>`;
  if (found.underline) return html`<u>${deeper(found.underline)}</u>`;
  if (found.italic || found.italic2) return html`<em>${deeper(found.italic ?? found.italic2)}</em>`;
  if (found.strike) return html`<s>${deeper(found.strike)}</s>`;
  if (found.spoiler) return html`<${Spoiler}>${deeper(found.spoiler)}<//>`;
  if (found.at) return html`<${Moment} at=${Number(found.at)} style=${found.style ?? "f"} />`;
  if (found.user) return html`<span class="mention">@${names(found.user) ?? "unknown user"}</span>`;
  if (found.channel) return html`<span class="mention">#${names(found.channel) ?? "unknown"}</span>`;
  if (found.role) return html`<span class="mention">@${names(found.role) ?? "unknown role"}</span>`;
  if (found.command) return html`<span class="mention">/${found.command}</span>`;
  if (found.emoji) return html`<${Emoji} emoji=${{ name: found.emoji, id: found.emojiId }} />`;
  if (found.link) return link(found.link, deeper(found.label));
  return link(found.bare, found.bare);
}

function inline(text, names) {
  const parts = [];
  for (let rest = text; rest; ) {
    const match = INLINE.exec(rest);
    if (!match) return [...parts, rest];
    if (match.index) parts.push(rest.slice(0, match.index));
    parts.push(element(match.groups, names));
    rest = rest.slice(match.index + match[0].length);
  }
  return parts;
}

const LINES = [
  [/^(#{1,3}) +(.+)/, (match, names) => html`<div role="heading" aria-level=${match[1].length + 2} class=${`h${match[1].length}`}>${inline(match[2], names)}</div>`],
  [/^-# +(.+)/, (match, names) => html`<div class="subtext">${inline(match[1], names)}</div>`],
  [/^( *)[-*] +(.+)/, (match, names) => html`<div class=${`item ${match[1] ? "deep" : ""}`}><span aria-hidden="true">•</span><span>${inline(match[2], names)}</span></div>`],
  [/^( *)(\d{1,9}\.) +(.+)/, (match, names) => html`<div class="item"><span>${match[2]}</span><span>${inline(match[3], names)}</span></div>`],
  [/^> ?(.*)/, (match, names) => html`<blockquote>${inline(match[1], names)}</blockquote>`],
];

// Text in runs of plain lines, with special lines as blocks of their own.
function lines(text, names) {
  const blocks = [];
  let plain = [];
  const flush = () => {
    if (plain.length) blocks.push(html`<div class="plain">${inline(plain.join("\n"), names)}</div>`);
    plain = [];
  };
  for (const line of text.split("\n")) {
    const special = LINES.find(([pattern]) => pattern.test(line));
    if (special) {
      flush();
      blocks.push(special[1](special[0].exec(line), names));
    } else plain.push(line);
  }
  flush();
  return blocks;
}

export function Markdown({ text, names }) {
  const parts = text.split(/```(?:[a-z0-9+-]*\n)?([\s\S]+?)```\n?/);
  return html`<div class="markdown">
    ${parts.map((part, at) => (at % 2 ? html`<pre><code>${part}</code></pre>` : part && lines(part.replace(/\n$/, ""), names)))}
  </div>`;
}
