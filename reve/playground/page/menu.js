// A select: a button that opens a list to choose one or several from.

import { html, useEffect, useLayoutEffect, useRef, useState } from "/page/vendor/htm-preact.js";
import { Emoji } from "/page/emoji.js";

const STRING = 3;

// What a select offers: its own options, or users, roles and channels of the world.
export function optionsOf(part, world) {
  const users = () => [...world.users, world.bot].map((user) => ({ label: user.global_name ?? user.username, value: user.id }));
  const roles = () => (world.guild?.roles ?? []).map((role) => ({ label: `@${role.name.replace(/^@/, "")}`, value: role.id }));
  const channels = () =>
    (world.guild?.channels ?? [])
      .filter((channel) => !part.channel_types?.length || part.channel_types.includes(channel.type))
      .map((channel) => ({ label: `#${channel.name}`, value: channel.id }));
  return { 5: users, 6: roles, 7: () => [...users(), ...roles()], 8: channels }[part.type]?.() ?? part.options ?? [];
}

export function defaultsOf(part) {
  if (part.type === STRING) return part.options.filter((option) => option.default).map((option) => option.value);
  return (part.default_values ?? []).map((each) => each.id);
}

function toggled(chosen, value, { min, max }) {
  if (chosen.includes(value)) return max === 1 && min > 0 ? chosen : chosen.filter((each) => each !== value);
  if (max === 1) return [value];
  return chosen.length < max ? [...chosen, value] : chosen;
}

// Which option a key leads to: arrows, the ends, or the first letter.
function step(key, at, options) {
  const last = options.length - 1;
  const moves = { ArrowDown: Math.min(at + 1, last), ArrowUp: Math.max(at - 1, 0), Home: 0, End: last };
  if (key in moves) return moves[key];
  if (key.length !== 1 || key === " ") return null;
  const order = [...options.keys()].map((index) => (at + 1 + index) % options.length);
  return order.find((index) => options[index].label.toLowerCase().startsWith(key.toLowerCase())) ?? at;
}

function Choices({ id, label, options, chosen, max, onToggle, onClose }) {
  const [at, setAt] = useState(() => Math.max(0, options.findIndex((option) => chosen.includes(option.value))));
  const list = useRef(null);
  // At once: a key pressed right after the one that opened the list is for the list.
  useLayoutEffect(() => list.current.focus(), []);
  useEffect(() => list.current.children[at]?.scrollIntoView({ block: "nearest" }), [at]);
  const keys = (event) => {
    const to = step(event.key, at, options);
    if (to !== null) setAt(to);
    else if (event.key === "Enter" || event.key === " ") options[at] && onToggle(options[at].value);
    else if (event.key === "Escape") onClose(true);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return html`<ul class="list choices" role="listbox" tabindex="0" id=${id} ref=${list} aria-label=${label} aria-multiselectable=${max > 1}
    aria-activedescendant=${options.length ? `${id}-${at}` : null} onKeyDown=${keys} onBlur=${() => onClose(false)}>
    ${options.map((option, index) => html`<li role="option" id=${`${id}-${index}`} aria-selected=${chosen.includes(option.value)}
      class=${index === at ? "at" : ""} onMouseDown=${(event) => event.preventDefault()} onClick=${() => onToggle(option.value)}>
      <span class="mark" aria-hidden="true">${chosen.includes(option.value) ? "✓" : ""}</span>
      <span><${Emoji} emoji=${option.emoji} />${option.label}${option.description && html`<small>${option.description}</small>`}</span></li>`)}
  </ul>`;
}

export function Menu({ id, label, placeholder, options, chosen, min, max, disabled, required, onChange }) {
  const [open, setOpen] = useState(false);
  const button = useRef(null);
  const close = (back) => {
    setOpen(false);
    if (back) button.current.focus();
  };
  const toggle = (value) => {
    const next = toggled(chosen, value, { min, max });
    if (max === 1) close(true);
    onChange(next);
  };
  const keys = (event) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    setOpen(true);
  };
  const names = options.filter((option) => chosen.includes(option.value)).map((option) => option.label);
  const shown = names.join(", ") || placeholder || "Make a selection";
  return html`<div class="select">
    <button type="button" ref=${button} class=${`opener ${names.length ? "" : "none"}`} id=${id} aria-haspopup="listbox" aria-expanded=${open}
      aria-label=${label === shown ? label : `${label}${required ? " (required)" : ""}: ${shown}`} disabled=${disabled}
      onMouseDown=${(event) => open && event.preventDefault()} onClick=${() => (open ? close(true) : setOpen(true))} onKeyDown=${keys}>${shown}</button>
    ${open && (options.length
      ? html`<${Choices} id=${`${id}-list`} label=${label} options=${options} chosen=${chosen} max=${max} onToggle=${toggle} onClose=${close} />`
      : html`<p class="quiet">There is nothing to choose from here.</p>`)}
  </div>`;
}
