// The options of a command, each with a field for its type; some with suggestions by the bot.

import { html, useEffect, useRef, useState } from "/page/vendor/htm-preact.js";
import { post } from "/page/api.js";
import { Files } from "/page/files.js";
import { List, useList } from "/page/list.js";
import { optionsOf } from "/page/menu.js";
import { inLocale } from "/page/words.js";

const BOOLEAN = 5;
const NUMBERS = { 4: "1", 10: "any" };
// Options that name somebody or something offer what the select of the same kind does.
export const NAMED = { 6: 5, 7: 8, 8: 6, 9: 7 };
const ATTACHMENT = 11;

export const isNumber = (option) => option.type in NUMBERS;

function Suggested({ option, value, onChange, ask, common }) {
  const [choices, setChoices] = useState([]);
  const [fault, setFault] = useState("");
  const [open, setOpen] = useState(false);
  const [shown, setShown] = useState(value ?? "");
  const asked = useRef(0);
  useEffect(() => {
    if (!open) return undefined;
    const timer = setTimeout(async () => {
      const mine = ++asked.current;
      const { found, failed } = await ask(option.name, shown);
      if (mine !== asked.current) return;
      setChoices(found);
      setFault(failed ?? (found.length ? "" : "No options match."));
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
    ${open && fault && !items.length && html`<span class="list note" role="status">${fault}</span>`}
  </span>`;
}

function Option({ option, value, onChange, world, ask, first }) {
  const common = { id: `option-${option.name}`, ref: first, required: option.required };
  const pick = (pairs) => html`<select ...${common} value=${value ?? ""} onChange=${(event) => onChange(event.target.value)}>
    <option value="">choose…</option>${pairs.map(([key, label]) => html`<option value=${key}>${label}</option>`)}</select>`;
  if (option.choices?.length) return pick(option.choices.map((choice) => [choice.value, inLocale(choice, "name", world.locale)]));
  if (option.autocomplete) return html`<${Suggested} option=${option} value=${value} onChange=${onChange} ask=${ask} common=${common} />`;
  if (option.type === BOOLEAN) return pick([["true", "True"], ["false", "False"]]);
  if (option.type in NAMED) return pick(optionsOf({ ...option, type: NAMED[option.type] }, world).map((each) => [each.value, each.label]));
  if (option.type === ATTACHMENT) return html`<${Files} ...${{ id: common.id, first, required: option.required }} onChange=${([file]) => onChange(file)} />`;
  const number = NUMBERS[option.type];
  const input = (event) => onChange(event.target.value);
  return number
    ? html`<input ...${common} type="number" step=${number} min=${option.min_value} max=${option.max_value} value=${value ?? ""} onInput=${input} />`
    : html`<input ...${common} type="text" minlength=${option.min_length} maxlength=${option.max_length} value=${value ?? ""} onInput=${input} autocomplete="off" />`;
}

function typed(option, value) {
  if (option.type === BOOLEAN) return value === "true";
  return option.type in NUMBERS && !Number.isNaN(Number(value)) ? Number(value) : value;
}

const given = (command, values) =>
  Object.fromEntries(
    command.options
      .filter((option) => (values[option.name] ?? "") !== "")
      .map((option) => [option.name, typed(option, values[option.name])]),
  );

function bounds(option) {
  const [least, most] = option.type in NUMBERS ? [option.min_value, option.max_value] : [option.min_length, option.max_length];
  if (least === undefined && most === undefined) return "";
  const range = least === undefined ? `up to ${most}` : most === undefined ? `from ${least}` : `${least} to ${most}`;
  return option.type in NUMBERS ? ` (${range})` : ` (${range} characters)`;
}

export function Filling({ command, filled, where, world, onSend, onCancel }) {
  const [values, setValues] = useState(filled);
  const [shown, setShown] = useState(() =>
    command.options.filter((option) => option.required || option.name in filled).map((option) => option.name),
  );
  const newest = useRef(null);
  const started = useRef(false);
  const send = useRef(null);
  const fields = shown.map((name) => command.options.find((option) => option.name === name));
  const rest = command.options.filter((option) => !shown.includes(option.name));
  const say = (part, field) => inLocale(part, field, world.locale);
  useEffect(() => {
    // At first the first empty field is to be filled in, later the one that was just added.
    const empty = shown.find((name) => (filled[name] ?? "") === "");
    const added = started.current ? newest.current : null;
    started.current = true;
    (added ?? document.getElementById(`option-${empty}`) ?? send.current).focus();
  }, [shown.length]);
  const ask = async (focused, value) => {
    const options = { ...given(command, values), [focused]: value };
    try {
      const answer = await post("autocomplete", { ...where, command: command.path, focused, options });
      return answer.choices ? { found: answer.choices } : { found: [], failed: "Loading options failed." };
    } catch (error) {
      return { found: [], failed: error.message };
    }
  };
  const submit = (event) => {
    event.preventDefault();
    onSend(command, given(command, values));
  };
  const escape = (event) => event.key === "Escape" && !event.defaultPrevented && onCancel();
  const isNewest = (option, at) => !option.required && at === fields.length - 1;
  return html`<form class="filling" onSubmit=${submit} onKeyDown=${escape} aria-label=${`Options of ${command.shown}`}>
    <span class="chosen">${command.shown}</span>
    ${fields.map((option, at) => html`<label key=${option.name} class="option" for=${`option-${option.name}`}><span>${say(option, "name")}</span>
      <${Option} option=${option} value=${values[option.name]} world=${world} ask=${ask} first=${isNewest(option, at) ? newest : null}
        onChange=${(value) => setValues((now) => ({ ...now, [option.name]: value }))} /></label>`)}
    ${rest.map((option) => html`<button type="button" class="more" title=${say(option, "description")}
      onClick=${() => setShown((now) => [...now, option.name])}>+ ${say(option, "name")}</button>`)}
    <span class="ends"><button type="button" class="icon" aria-label="Cancel the command" onClick=${onCancel}>✕</button>
      <button class="button primary" ref=${send}>Send</button></span>
    ${fields.map((option) => html`<small class="hint"><b>${say(option, "name")}</b> ${say(option, "description")}${bounds(option)}</small>`)}
  </form>`;
}
