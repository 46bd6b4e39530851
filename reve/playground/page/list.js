// A list of suggestions under an input that keeps the focus.

import { html, useEffect, useRef, useState } from "/page/vendor/htm-preact.js";

// Arrows move, Enter or Tab takes, Escape closes: gives where one is, and what handles keys.
export function useList(items, onTake, onClose) {
  const [at, setAt] = useState(0);
  useEffect(() => setAt(0), [items.length]);
  const keys = (event) => {
    if (!items.length) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) setAt((now) => (now + step + items.length) % items.length);
    else if (event.key === "Enter" || (event.key === "Tab" && !event.shiftKey)) onTake(items[Math.min(at, items.length - 1)]);
    else if (event.key === "Escape") onClose();
    else return;
    event.preventDefault();
  };
  return [Math.min(at, Math.max(items.length - 1, 0)), keys];
}

export function List({ id, items, at, onTake, draw, label }) {
  const chosen = useRef(null);
  useEffect(() => chosen.current?.scrollIntoView({ block: "nearest" }), [at]);
  return html`<ul class="list" role="listbox" id=${id} aria-label=${label}>
    ${items.map((item, index) => html`<li role="option" id=${`${id}-${index}`} aria-selected=${index === at} ref=${index === at ? chosen : null}
      onMouseDown=${(event) => event.preventDefault()} onClick=${() => onTake(item)}>${draw(item)}</li>`)}
  </ul>`;
}
