// Bad days of Discord, on demand: what the next requests and interactions are to suffer.

import { html, useEffect, useState } from "/page/vendor/htm-preact.js";
import { get, post, remove } from "/page/api.js";

const RULES = [
  ["Rate limit", { kind: "rate_limit" }],
  ["Global rate limit", { kind: "global_rate_limit" }],
  ["Server error", { kind: "server_error", status: 503 }],
  ["Slow request", { kind: "slow", wait_s: 2 }],
  ["Late answer", { kind: "late", wait_s: 2 }],
  ["Request cut off", { kind: "cut" }],
  ["Answer lost", { kind: "lost" }],
  ["Interaction twice", { kind: "duplicate" }],
  ["Interaction late", { kind: "delay", wait_s: 2 }],
  ["Clock a day off", { kind: "skew", skew_s: 86400 }],
];
const GATEWAY = [
  ["Drop connection", {}],
  ["Ask to reconnect", { reconnect: true }],
  ["Invalid session", { invalid: true }],
];

export function Misbehaviour({ seen }) {
  const [rules, setRules] = useState([]);
  const [failure, setFailure] = useState("");
  // What is used up goes: looked at as often as the panels are.
  useEffect(() => void get("misbehaviour").then(setRules, (error) => setFailure(error.message)), [seen]);
  const ask = (asking) => asking.then((found) => setRules(found ?? []), (error) => setFailure(error.message));
  const waiting = (kind) => rules.filter((rule) => rule.kind === kind).length;
  return html`<details><summary>Misbehaviour${rules.length > 0 && html` <small>${rules.length} to come</small>`}</summary>
    <p class="quiet">Each press spoils the next request or interaction of the bot once more.</p>
    <div class="row">${RULES.map(([label, rule]) => html`<button class="more" onClick=${() => ask(post("misbehaviour", rule))}>
      ${label}${waiting(rule.kind) > 0 && html` <b>× ${waiting(rule.kind)}</b>`}</button>`)}</div>
    <div class="row">${GATEWAY.map(([label, form]) => html`<button class="more" onClick=${() => post("gateway/drop", form).catch((error) => setFailure(error.message))}>${label}</button>`)}
      <button class="more" disabled=${!rules.length} onClick=${() => ask(remove("misbehaviour"))}>All well again</button></div>
    ${failure && html`<p class="failure" role="alert">${failure}</p>`}
  </details>`;
}
