// A modal that the bot opened: its fields, and sending them in.

import { html, useEffect, useRef, useState } from "/page/vendor/htm-preact.js";
import { Markdown } from "/page/markdown.js";
import { optionsOf } from "/page/message.js";

const TEXT_INPUT = 4;
const LABEL = 18;
const CHECKBOX = 23;
const SELECTS = [3, 5, 6, 7, 8];
const MANY = [22];
const RADIO = 21;

const fieldOf = (part) => (part.type === LABEL ? part.component : part.components?.[0]);

function initial(field, world) {
  if (field.type === TEXT_INPUT) return field.value ?? "";
  if (field.type === CHECKBOX) return Boolean(field.default);
  const chosen = optionsOf(field, world)?.filter((option) => option.default).map((option) => option.value) ?? [];
  return field.type === RADIO ? chosen[0] : chosen;
}

function Field({ field, label, value, onChange, world }) {
  const id = `field-${field.custom_id}`;
  const common = { id, required: field.required !== false, "aria-label": label };
  if (field.type === TEXT_INPUT) {
    const given = {
      ...common, value, placeholder: field.placeholder ?? "", maxlength: field.max_length ?? 4000,
      minlength: field.min_length ?? 0, onInput: (event) => onChange(event.target.value),
    };
    return field.style === 2 ? html`<textarea rows="4" ...${given}></textarea>` : html`<input type="text" ...${given} />`;
  }
  if (field.type === CHECKBOX) {
    return html`<input type="checkbox" id=${id} aria-label=${label} checked=${value} onChange=${(event) => onChange(event.target.checked)} />`;
  }
  const options = optionsOf(field, world) ?? [];
  if (SELECTS.includes(field.type)) {
    const many = (field.max_values ?? 1) > 1;
    const read = (event) => onChange([...event.target.selectedOptions].map((option) => option.value).filter(Boolean));
    return html`<select ...${common} multiple=${many} onChange=${read}>
      ${!many && html`<option value="">${field.placeholder ?? "Make a selection"}</option>`}
      ${options.map((option) => html`<option value=${option.value} selected=${value.includes(option.value)}>${option.label}</option>`)}
    </select>`;
  }
  const many = MANY.includes(field.type);
  const toggle = (option) =>
    onChange(!many ? option : value.includes(option) ? value.filter((each) => each !== option) : [...value, option]);
  return html`<div role="group" aria-label=${label}>${options.map((option) => html`<label class="pick">
    <input type=${many ? "checkbox" : "radio"} name=${id} checked=${many ? value.includes(option.value) : value === option.value}
      onChange=${() => toggle(option.value)} /> ${option.label}</label>`)}</div>`;
}

export function Modal({ modal, world, names, onSubmit, onClose }) {
  const dialog = useRef(null);
  const fields = modal.components.map(fieldOf).filter(Boolean);
  const [values, setValues] = useState(() => Object.fromEntries(fields.map((field) => [field.custom_id, initial(field, world)])));
  const [failure, setFailure] = useState("");
  useEffect(() => {
    dialog.current.showModal();
    dialog.current.querySelector(".field :is(input, textarea, select)")?.focus();
  }, []);
  const submit = async (event) => {
    event.preventDefault();
    try {
      await onSubmit(values);
    } catch (error) {
      setFailure(error.message);
    }
  };
  const set = (field) => (value) => setValues((now) => ({ ...now, [field.custom_id]: value }));
  return html`<dialog ref=${dialog} onClose=${onClose} aria-labelledby="modal-title">
    <form onSubmit=${submit}>
      <header><h2 id="modal-title">${modal.title}</h2>
        <button type="button" class="icon" aria-label="Close" onClick=${() => dialog.current.close()}>✕</button></header>
      ${modal.components.map((part) => {
        const field = fieldOf(part);
        if (!field) return html`<${Markdown} text=${part.content ?? ""} names=${names} />`;
        const label = part.label ?? field.label ?? "";
        return html`<div class="field"><label for=${`field-${field.custom_id}`}>${label}${field.required !== false && field.type !== CHECKBOX && html`<span class="needed" title="required"> *</span>`}</label>
          ${part.description && html`<small>${part.description}</small>`}
          <${Field} field=${field} label=${label} value=${values[field.custom_id]} onChange=${set(field)} world=${world} /></div>`;
      })}
      ${failure && html`<p class="failure" role="alert">${failure}</p>`}
      <footer><button type="button" class="button secondary" onClick=${() => dialog.current.close()}>Cancel</button>
        <button class="button primary">Submit</button></footer>
    </form>
  </dialog>`;
}
