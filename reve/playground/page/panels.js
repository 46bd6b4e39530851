// A look inside: what the owner of this playground shows, what one did, and what is missing.

import { html, useEffect, useRef, useState } from "/page/vendor/htm-preact.js";
import { get, post } from "/page/api.js";
import { Misbehaviour } from "/page/misbehaviour.js";

const EACH_MS = 1000;
const LONG = 24;

// Read all anew each second, one look at a time, while this is shown.
function useLook() {
  const [seen, setSeen] = useState({ panels: [], state: null, fault: null });
  useEffect(() => {
    let timer;
    let over = false;
    const look = async () => {
      try {
        const [panels, state] = await Promise.all([get("panels"), get("state")]);
        if (!over) setSeen({ panels, state, fault: null });
      } catch (error) {
        if (!over) setSeen((now) => ({ ...now, fault: error.message }));
      }
      if (!over) timer = setTimeout(look, EACH_MS);
    };
    look();
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, []);
  return seen;
}

function Row({ row, buttons, press }) {
  const [[, head], ...rest] = Object.entries(row).filter(([, value]) => value !== null && value !== "");
  const long = rest.filter(([, value]) => String(value).length > LONG || String(value).includes("\n"));
  const short = rest.filter((each) => !long.includes(each));
  return html`<li><b>${head}</b>
    ${short.map(([name, value]) => html`<span class="fact"><i>${name}</i> ${value}</span>`)}
    ${long.map(([name, value]) => html`<span class="long"><i>${name}</i><code>${value}</code></span>`)}
    ${buttons.length > 0 && html`<span class="row">${buttons.map(({ label, danger }) => html`<button key=${label}
      class=${`more ${danger ? "danger" : ""}`} aria-label=${`${label} ${head}`} onClick=${() => press(label, head)}>${label}</button>`)}</span>`}</li>`;
}

function Panel({ title, rows, fault, buttons = [], more = null }) {
  const [failure, setFailure] = useState("");
  const press = (button, row) => post("panels/press", { panel: title, button, row })
    .then(() => setFailure(""), (error) => setFailure(error.message));
  return html`<details open><summary>${title}${rows.length > 0 && html` <small>${rows.length}</small>`}</summary>
    ${fault ? html`<p class="failure">${fault}</p>` : !rows.length && html`<p class="quiet">Nothing yet.</p>`}
    <ul>${rows.map((row, at) => html`<${Row} key=${at} row=${row} buttons=${buttons[at] ?? []} press=${press} />`)}</ul>
    ${more && html`<div class="row"><button class="more" onClick=${() => press(more)}>${more}</button></div>`}
    ${failure && html`<p class="failure" role="alert">${failure}</p>`}
  </details>`;
}

function discord(state) {
  return [
    { gateway: "Gateway", bot: state.online ? "online" : "offline" },
    ...state.missing_routes.map((route) => ({ route, missing: "the bot asked for it, and it is not here" })),
  ];
}

export function Inside({ past, onClose }) {
  const { panels, state, fault } = useLook();
  const closing = useRef(null);
  useEffect(() => closing.current.focus(), []);
  const close = (event) => event.key === "Escape" && onClose();
  return html`<aside class="inside" aria-label="Inside" onKeyDown=${close}>
    <header><h2>Inside</h2><button class="icon" ref=${closing} aria-label="Close the look inside" onClick=${onClose}>✕</button></header>
    <div class="panels" tabindex="0" role="region" aria-label="Panels">
      ${fault && html`<p class="failure" role="alert">${fault}</p>`}
      <${Panel} key="past" title="What you did" rows=${past} />
      ${panels.map((panel) => html`<${Panel} key=${`of ${panel.title}`} ...${panel} />`)}
      <${Misbehaviour} key="misbehaviour" seen=${panels} />
      ${state && html`<${Panel} key="discord" title="Local Discord" rows=${discord(state)} />`}
    </div>
  </aside>`;
}
