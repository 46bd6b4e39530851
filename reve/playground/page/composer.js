// Where commands are typed: a picker of commands, then a field for each option.

import { html, useEffect, useMemo, useRef, useState } from "/page/vendor/htm-preact.js";
import { List, useList } from "/page/list.js";
import { Filling } from "/page/options.js";
import { isAbout, typedOptions } from "/page/typed.js";
import { inLocale } from "/page/words.js";

const SLASH = 1;
const ABOUT_USER = 2;
const SUB = [1, 2];

// What Discord has in the menu of a user, as a command with one option.
const aboutUsers = (commands, say) =>
  commands
    .filter((command) => command.type === ABOUT_USER)
    .map((command) => ({
      path: command.name, shown: say(command, "name"), description: "From the menu of a user", menu: true,
      options: [{ type: 6, name: "user", description: "Whose menu", required: true }],
    }));

// Each command that can be used, as one line: "reve pull", in the words of a language as well.
function flatten(commands, locale) {
  const say = (part, field) => inLocale(part, field, locale);
  const leaves = (parts, way, told) =>
    parts.flatMap((part) => {
      const path = [...way, part.name];
      const shown = [...told, say(part, "name")];
      const inner = (part.options ?? []).filter((option) => SUB.includes(option.type));
      if (inner.length) return leaves(inner, path, shown);
      return [{ path: path.join(" "), shown: `/${shown.join(" ")}`, description: say(part, "description"), options: part.options ?? [] }];
    });
  const slash = leaves(commands.filter((command) => command.type === SLASH), [], []);
  return [...slash, ...aboutUsers(commands, say)].sort((a, b) => a.shown.localeCompare(b.shown));
}

function matching(commands, text, locale) {
  const wanted = text.replace(/^\/+/, "").trim().toLowerCase();
  const names = (command) => [command.shown.replace("/", ""), command.path].map((name) => name.toLowerCase());
  const starts = commands.filter((command) => names(command).some((name) => name.startsWith(wanted)));
  const within = commands.filter((command) => !starts.includes(command) && names(command).some((name) => name.includes(wanted)));
  const whole = commands.filter((command) => !starts.includes(command) && !within.includes(command) && isAbout(command, text, locale));
  return [...starts, ...within, ...whole];
}

function Line({ command, locale }) {
  const options = command.options.map((option) => `${inLocale(option, "name", locale)}${option.required ? "" : "?"}`);
  return html`<span class="name">${command.shown}</span><span class="opts">${options.join("  ")}</span>
    <span class="what">${command.description}</span>`;
}

export function Composer({ commands, where, world, channelName, onSend }) {
  const [text, setText] = useState("");
  const [command, setCommand] = useState(null);
  const [filled, setFilled] = useState({});
  const input = useRef(null);
  const wide = useRef(matchMedia("(min-width: 721px)").matches);
  const all = useMemo(() => flatten(commands, world.locale), [commands, world.locale]);
  const items = text ? matching(all, text, world.locale) : [];
  const reset = () => {
    setText("");
    setCommand(null);
    // On a phone the focus would open the keyboard over the answer.
    if (wide.current) setTimeout(() => input.current?.focus());
  };
  const send = (chosen, options) => {
    reset();
    onSend(chosen, options);
  };
  const take = (chosen) => {
    if (!chosen.options.length) return send(chosen, {});
    setFilled(typedOptions(chosen, text, world));
    return setCommand(chosen);
  };
  const [at, keys] = useList(items, take, () => setText(""));
  useEffect(() => {
    if (wide.current) input.current.focus();
  }, []);
  if (command) {
    return html`<div class="composer"><${Filling} command=${command} filled=${filled} where=${where} world=${world} onSend=${send} onCancel=${reset} /></div>`;
  }
  const none = all.length ? "There is no such command here." : "No commands yet: is the bot online?";
  return html`<div class="composer">
    ${text && html`<div class="picker">${items.length
      ? html`<${List} id="commands" items=${items} at=${at} onTake=${take} label="Commands" draw=${(each) => html`<${Line} command=${each} locale=${world.locale} />`} />`
      : html`<p role="status">${none}</p>`}</div>`}
    <input ref=${input} class="line" type="text" value=${text} placeholder=${`Type / for commands in ${channelName}`}
      aria-label="Command" role="combobox" aria-expanded=${items.length > 0} aria-controls="commands" aria-autocomplete="list"
      aria-activedescendant=${items.length ? `commands-${at}` : null} autocomplete="off" autocapitalize="off" spellcheck="false"
      onInput=${(event) => setText(event.target.value)} onKeyDown=${keys} />
  </div>`;
}
