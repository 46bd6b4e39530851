// Where commands are typed: a picker of commands, then a field for each option.

import { html, useEffect, useMemo, useRef, useState } from "/page/vendor/htm-preact.js";
import { post } from "/page/api.js";

const SUB = [1, 2];
const BOOLEAN = 5;
const USER = 6;
const CHANNEL = 7;
const ROLE = 8;
const NUMBERS = { 4: "1", 10: "any" };

// Each command that can be used, as one line: "reve pull".
export function flatten(commands) {
  const leaves = (parts, way) =>
    parts.flatMap((part) => {
      const path = [...way, part.name];
      const inner = (part.options ?? []).filter((option) => SUB.includes(option.type));
      return inner.length ? leaves(inner, path) : [{ path: path.join(" "), description: part.description, options: part.options ?? [] }];
    });
  return leaves(commands.filter((command) => command.type === 1), []).sort((a, b) => (a.path < b.path ? -1 : 1));
}

function matching(commands, typed) {
  const wanted = typed.replace(/^\/+/, "").trim().toLowerCase();
  const starts = commands.filter((command) => command.path.startsWith(wanted));
  const within = commands.filter((command) => !command.path.startsWith(wanted) && command.path.includes(wanted));
  return [...starts, ...within];
}

// A list under an input: arrows move, Enter or Tab takes, Escape closes.
function useList(items, onTake, onClose) {
  const [at, setAt] = useState(0);
  useEffect(() => setAt(0), [items.length]);
  const keys = (event) => {
    if (!items.length) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) setAt((now) => (now + step + items.length) % items.length);
    else if (event.key === "Enter" || event.key === "Tab") onTake(items[Math.min(at, items.length - 1)]);
    else if (event.key === "Escape") onClose();
    else return false;
    event.preventDefault();
    return true;
  };
  return [Math.min(at, Math.max(items.length - 1, 0)), keys];
}

function List({ id, items, at, onTake, draw, label }) {
  const chosen = useRef(null);
  useEffect(() => chosen.current?.scrollIntoView({ block: "nearest" }), [at]);
  return html`<ul class="list" role="listbox" id=${id} aria-label=${label}>
    ${items.map((item, index) => html`<li role="option" id=${`${id}-${index}`} aria-selected=${index === at} ref=${index === at ? chosen : null}
      onMouseDown=${(event) => { event.preventDefault(); onTake(item); }}>${draw(item)}</li>`)}
  </ul>`;
}

function Suggested({ option, value, onChange, ask, common }) {
  const [choices, setChoices] = useState([]);
  const [open, setOpen] = useState(false);
  const [shown, setShown] = useState(value ?? "");
  const asked = useRef(0);
  useEffect(() => {
    if (!open) return undefined;
    const timer = setTimeout(async () => {
      const mine = ++asked.current;
      const found = await ask(option.name, shown).catch(() => []);
      if (mine === asked.current) setChoices(found);
    }, 150);
    return () => clearTimeout(timer);
  }, [shown, open]);
  const take = (choice) => {
    setShown(choice.name);
    onChange(choice.value);
    setOpen(false);
  };
  const items = open ? choices : [];
  const [at, keys] = useList(items, take, () => setOpen(false));
  const id = `suggest-${option.name}`;
  return html`<span class="suggested">
    <input ...${common} type="text" value=${shown} role="combobox" aria-expanded=${items.length > 0} aria-controls=${id}
      aria-autocomplete="list" aria-activedescendant=${items.length ? `${id}-${at}` : null} autocomplete="off"
      onFocus=${() => setOpen(true)} onBlur=${() => setOpen(false)} onKeyDown=${keys}
      onInput=${(event) => { setShown(event.target.value); onChange(event.target.value); setOpen(true); }} />
    ${items.length > 0 && html`<${List} id=${id} items=${items} at=${at} onTake=${take} label=${option.name} draw=${(choice) => choice.name} />`}
  </span>`;
}

function Option({ option, value, onChange, world, ask, first }) {
  const id = `option-${option.name}`;
  const common = { id, ref: first, required: option.required, title: option.description };
  const pick = (pairs) => html`<select ...${common} value=${value ?? ""} onChange=${(event) => onChange(event.target.value)}>
    <option value="">choose…</option>${pairs.map(([key, label]) => html`<option value=${key}>${label}</option>`)}</select>`;
  if (option.choices?.length) return pick(option.choices.map((choice) => [choice.value, choice.name]));
  if (option.autocomplete) return html`<${Suggested} option=${option} value=${value} onChange=${onChange} ask=${ask} common=${common} />`;
  if (option.type === BOOLEAN) return pick([["true", "True"], ["false", "False"]]);
  if (option.type === USER) return pick(world.users.map((user) => [user.id, user.global_name]));
  if (option.type === CHANNEL) return pick((world.guild?.channels ?? []).map((channel) => [channel.id, `#${channel.name}`]));
  if (option.type === ROLE) return pick((world.guild?.roles ?? []).map((role) => [role.id, role.name]));
  const number = NUMBERS[option.type];
  const input = (event) => onChange(event.target.value);
  return number
    ? html`<input ...${common} type="number" step=${number} min=${option.min_value} max=${option.max_value} value=${value ?? ""} onInput=${input} />`
    : html`<input ...${common} type="text" minlength=${option.min_length} maxlength=${option.max_length} value=${value ?? ""} onInput=${input} autocomplete="off" />`;
}

function typed(command, values) {
  const given = {};
  for (const option of command.options) {
    const value = values[option.name];
    if (value === undefined || value === "") continue;
    given[option.name] = option.type === BOOLEAN ? value === "true" : NUMBERS[option.type] ? Number(value) : value;
  }
  return given;
}

function Filling({ command, where, world, onSend, onCancel }) {
  const [values, setValues] = useState({});
  const [shown, setShown] = useState(() => command.options.filter((option) => option.required).map((option) => option.name));
  const first = useRef(null);
  const send = useRef(null);
  const fields = command.options.filter((option) => shown.includes(option.name));
  const rest = command.options.filter((option) => !shown.includes(option.name));
  useEffect(() => (first.current ?? send.current).focus(), [shown.length]);
  const ask = async (focused, value) => {
    const options = { ...typed(command, values), [focused]: value };
    return (await post("autocomplete", { ...where, command: command.path, focused, options })).choices ?? [];
  };
  const submit = (event) => {
    event.preventDefault();
    onSend(command.path, typed(command, values));
  };
  const escape = (event) => event.key === "Escape" && !event.defaultPrevented && onCancel();
  return html`<form class="filling" onSubmit=${submit} onKeyDown=${escape} aria-label=${`Options of /${command.path}`}>
    <span class="chosen">/${command.path}</span>
    ${fields.map((option, at) => html`<label class="option" for=${`option-${option.name}`}><span>${option.name}</span>
      <${Option} option=${option} value=${values[option.name]} world=${world} ask=${ask} first=${at === fields.length - 1 ? first : null}
        onChange=${(value) => setValues((now) => ({ ...now, [option.name]: value }))} /></label>`)}
    ${rest.map((option) => html`<button type="button" class="more" title=${option.description}
      onClick=${() => setShown((now) => [...now, option.name])}>+ ${option.name}</button>`)}
    <span class="ends"><button type="button" class="icon" aria-label="Cancel the command" onClick=${onCancel}>✕</button>
      <button class="button primary" ref=${send}>Send</button></span>
    ${fields.length > 0 && html`<small class="hint">${(fields.at(-1) ?? {}).description}</small>`}
  </form>`;
}

export function Composer({ commands, where, world, channelName, onSend }) {
  const [text, setText] = useState("");
  const [command, setCommand] = useState(null);
  const input = useRef(null);
  const all = useMemo(() => flatten(commands), [commands]);
  const items = text ? matching(all, text) : [];
  const reset = () => {
    setText("");
    setCommand(null);
  };
  const send = (path, options) => {
    reset();
    onSend(path, options);
  };
  const take = (chosen) => (chosen.options.length ? setCommand(chosen) : send(chosen.path, {}));
  const [at, keys] = useList(items, take, () => setText(""));
  useEffect(() => {
    if (!command) input.current?.focus();
  }, [command]);
  if (command) {
    return html`<div class="composer"><${Filling} command=${command} where=${where} world=${world} onSend=${send} onCancel=${reset} /></div>`;
  }
  return html`<div class="composer">
    ${text && html`<div class="picker">${items.length
      ? html`<${List} id="commands" items=${items} at=${at} onTake=${take} label="Commands" draw=${(each) => html`
          <span class="name">/${each.path}</span>
          <span class="opts">${each.options.map((option) => `${option.name}${option.required ? "" : "?"}`).join("  ")}</span>
          <span class="what">${each.description}</span>`} />`
      : html`<p>${all.length ? "There is no such command here." : "No commands yet: is the bot online?"}</p>`}</div>`}
    <input ref=${input} class="line" type="text" value=${text} placeholder=${`Type / for commands in ${channelName}`}
      aria-label="Command" role="combobox" aria-expanded=${items.length > 0} aria-controls="commands" aria-autocomplete="list"
      aria-activedescendant=${items.length ? `commands-${at}` : null} autocomplete="off" autocapitalize="off" spellcheck="false"
      onInput=${(event) => setText(event.target.value)} onKeyDown=${keys} />
  </div>`;
}
