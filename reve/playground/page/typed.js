// A command that is typed as a whole: "/weather of town:Rome days:2".

import { NAMED, isNumber } from "/page/options.js";
import { optionsOf } from "/page/menu.js";
import { inLocale } from "/page/words.js";

const BOOLEAN = 5;
const ATTACHMENT = 11;

const plain = (text) => text.trim().toLowerCase();
const said = (part, locale) => [inLocale(part, "name", locale), part.name];
const namesOf = (command) => [command.shown.replace(/^\//, ""), command.path];

// What follows the name of a command, null where the text is not about it.
function after(command, text) {
  const line = text.replace(/^[\s/]+/, "");
  const name = namesOf(command).find((each) => line.toLowerCase().startsWith(`${each.toLowerCase()} `));
  return name === undefined ? null : line.slice(name.length);
}

// Where the options of a command begin in a text; the value of each ends where the next begins.
function begun(command, text, locale) {
  const found = command.options.flatMap((option) => {
    const at = said(option, locale).map((name) => ({ name, index: text.toLowerCase().indexOf(` ${name.toLowerCase()}:`) }));
    const first = at.find(({ index }) => index >= 0);
    return first ? [{ option, index: first.index, from: first.index + first.name.length + 2 }] : [];
  });
  return found.sort((a, b) => a.index - b.index);
}

// Whether a text is a command's name and options of it, the last of which may still be being typed.
export function isAbout(command, text, locale) {
  const rest = after(command, text);
  if (rest === null) return false;
  const [first] = begun(command, rest, locale);
  const loose = plain(first ? rest.slice(0, first.index) : rest);
  return loose === "" || (!first && command.options.some((option) => said(option, locale).some((name) => plain(name).startsWith(loose))));
}

const chosen = (pairs, value) => pairs.find((pair) => pair.some((each) => plain(String(each)) === plain(value)))?.[0];

// What a field takes for a value as it was typed, undefined where it cannot be that.
function taken(option, value, world) {
  if (option.choices?.length) return chosen(option.choices.map((choice) => [choice.value, ...said(choice, world.locale)]), value);
  if (option.type === BOOLEAN) return chosen([["true"], ["false"]], value);
  if (option.type in NAMED) {
    const offered = optionsOf({ ...option, type: NAMED[option.type] }, world);
    return chosen(offered.map((each) => [each.value, each.label, `@${each.label}`]), value);
  }
  if (option.type === ATTACHMENT || (isNumber(option) && Number.isNaN(Number(value)))) return undefined;
  return value;
}

// The options that a text gives a command, each with its value or undefined.
export function typedOptions(command, text, world) {
  const rest = after(command, text) ?? "";
  const parts = begun(command, rest, world.locale);
  return Object.fromEntries(
    parts.map(({ option, from }, at) => [option.name, taken(option, rest.slice(from, parts[at + 1]?.index).trim(), world)]),
  );
}
