// A modal that the bot opened: its fields, and sending them in.

import { html, useEffect, useRef, useState } from "/page/vendor/htm-preact.js";
import { Field, initial, isCheckbox, isNeeded, lacking } from "/page/fields.js";
import { Markdown } from "/page/markdown.js";

const LABEL = 18;

const fieldOf = (part) => (part.type === LABEL ? part.component : part.components?.[0]);

function Labelled({ part, id, value, onChange, world, fault }) {
  const field = fieldOf(part);
  const label = part.label ?? field.label ?? "";
  const needed = isNeeded(field) && html`<span class="needed" aria-hidden="true"> *</span>`;
  return html`<div class=${`field ${isCheckbox(field) ? "aside" : ""}`}><label for=${id}>${label}${needed}</label>
    ${part.description && html`<small id=${`${id}-about`}>${part.description}</small>`}
    <${Field} field=${field} id=${id} label=${label} value=${value} onChange=${onChange} world=${world}
      described=${part.description ? `${id}-about` : null} />
    ${fault && html`<p class="failure" role="alert">${fault}</p>`}</div>`;
}

export function Modal({ modal, world, names, onSubmit, onClose }) {
  const dialog = useRef(null);
  const fields = modal.components.map(fieldOf).filter(Boolean);
  const [values, setValues] = useState(() => Object.fromEntries(fields.map((field) => [field.custom_id, initial(field)])));
  const [faults, setFaults] = useState({});
  const [failure, setFailure] = useState("");
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    dialog.current.showModal();
    dialog.current.querySelector(".field :is(input, textarea, button)")?.focus();
  }, []);
  const submit = async (event) => {
    event.preventDefault();
    if (busy) return;
    const found = fields.map((field) => [field.custom_id, lacking(field, values[field.custom_id])]).filter(([, fault]) => fault);
    setFaults(Object.fromEntries(found));
    if (found.length) return;
    setBusy(true);
    try {
      // Where nothing was picked, nothing is sent; an emptied text is a text.
      await onSubmit(Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null)));
    } catch (error) {
      setFailure(error.message);
      setBusy(false);
    }
  };
  const set = (field) => (value) => setValues((now) => ({ ...now, [field.custom_id]: value }));
  return html`<dialog ref=${dialog} onClose=${onClose} aria-labelledby="modal-title">
    <form onSubmit=${submit}>
      <header><h2 id="modal-title">${modal.title}</h2>
        <button type="button" class="icon" aria-label="Close" onClick=${() => dialog.current.close()}>✕</button></header>
      ${modal.components.map((part, at) => {
        const field = fieldOf(part);
        if (!field) return html`<${Markdown} text=${part.content ?? ""} names=${names} />`;
        return html`<${Labelled} part=${part} id=${`field-${at}`} value=${values[field.custom_id]} onChange=${set(field)}
          world=${world} fault=${faults[field.custom_id]} />`;
      })}
      ${failure && html`<p class="failure" role="alert">${failure}</p>`}
      <footer><button type="button" class="button secondary" onClick=${() => dialog.current.close()}>Cancel</button>
        <button class="button primary" aria-disabled=${busy}>Submit</button></footer>
    </form>
  </dialog>`;
}
