// The fields of a modal, one of each kind, and the values that they begin with.

import { html } from "/page/vendor/htm-preact.js";
import { Files } from "/page/files.js";
import { defaultsOf, Menu, optionsOf } from "/page/menu.js";

const TEXT_INPUT = 4;
const UPLOAD = 19;
const RADIO = 21;
const CHECKBOXES = 22;
const CHECKBOX = 23;
const PARAGRAPH = 2;
const LONGEST = 4000;

export const isCheckbox = (field) => field.type === CHECKBOX;

export const isNeeded = (field) => field.required !== false && !isCheckbox(field);

export function initial(field) {
  if (field.type === TEXT_INPUT) return field.value ?? "";
  if (isCheckbox(field)) return Boolean(field.default);
  if (field.type === RADIO) return field.options.find((option) => option.default)?.value ?? null;
  if (field.type === CHECKBOXES) return field.options.filter((option) => option.default).map((option) => option.value);
  return field.type === UPLOAD ? [] : defaultsOf(field);
}

// Why a value cannot be sent in, or "". Text is checked by the browser.
export function lacking(field, value) {
  if (field.type === TEXT_INPUT || isCheckbox(field)) return "";
  const count = field.type === RADIO ? Number(Boolean(value)) : value.length;
  if (count === 0) return isNeeded(field) ? "Something must be chosen here." : "";
  if (field.type === RADIO) return "";
  const least = field.min_values ?? 1;
  const most = field.max_values ?? (field.type === CHECKBOXES ? field.options.length : 1);
  return count < least || count > most ? `Choose ${least === most ? least : `${least} to ${most}`}.` : "";
}

function Text({ field, id, value, onChange, described }) {
  const given = {
    id, value, required: isNeeded(field), placeholder: field.placeholder ?? "", "aria-describedby": described,
    maxlength: field.max_length ?? LONGEST, minlength: field.min_length ?? 0, onInput: (event) => onChange(event.target.value),
  };
  return field.style === PARAGRAPH ? html`<textarea rows="4" ...${given}></textarea>` : html`<input type="text" autocomplete="off" ...${given} />`;
}

function Picks({ field, id, label, value, onChange }) {
  const many = field.type === CHECKBOXES;
  const chosen = many ? value : [value];
  const toggle = (one) => {
    if (!many) onChange(one);
    else onChange(value.includes(one) ? value.filter((each) => each !== one) : [...value, one]);
  };
  return html`<div role=${many ? "group" : "radiogroup"} aria-label=${label} id=${id}>${field.options.map((option) => html`<label class="pick">
    <input type=${many ? "checkbox" : "radio"} name=${id} checked=${chosen.includes(option.value)} onChange=${() => toggle(option.value)} />
    <span>${option.label}${option.description && html`<small>${option.description}</small>`}</span></label>`)}</div>`;
}

export function Field({ field, id, label, value, onChange, world, described }) {
  if (field.type === TEXT_INPUT) return html`<${Text} field=${field} id=${id} value=${value} onChange=${onChange} described=${described} />`;
  if (isCheckbox(field)) {
    return html`<input type="checkbox" id=${id} checked=${value} aria-describedby=${described} onChange=${(event) => onChange(event.target.checked)} />`;
  }
  if (field.type === RADIO || field.type === CHECKBOXES) {
    return html`<${Picks} field=${field} id=${id} label=${label} value=${value} onChange=${onChange} />`;
  }
  if (field.type === UPLOAD) return html`<${Files} id=${id} most=${field.max_values ?? 1} onChange=${onChange} />`;
  return html`<${Menu} id=${id} label=${label} placeholder=${field.placeholder} options=${optionsOf(field, world)} chosen=${value}
    min=${field.min_values ?? 1} max=${field.max_values ?? 1} required=${isNeeded(field)} onChange=${onChange} />`;
}
