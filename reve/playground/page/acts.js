// What one does, and what becomes of it: commands, presses, choices and forms.

import { useState } from "/page/vendor/htm-preact.js";
import { outcome, post } from "/page/api.js";

const KEPT = 8;

const reasons = (errors, path = []) =>
  Object.entries(errors ?? {}).flatMap(([key, inner]) =>
    key === "_errors" ? inner.map((each) => `${path.join(".")}: ${each.message}`) : reasons(inner, [...path, key]));

// What Discord refused of the bot's answers, in a line for each.
const refusals = (settled) =>
  settled.attempts
    .filter((attempt) => attempt.error)
    .map(({ error }) => [`${error.code} ${error.message}`, ...reasons(error.errors)].join("; "));

function why(settled) {
  const refused = refusals(settled).at(-1);
  if (settled.state === "answered" || (settled.state !== "failed" && !refused)) return "";
  const reason = settled.reason ?? "What was promised was refused";
  return refused ? `${reason} (${refused})` : reason;
}

export function useActs(place) {
  const [failures, setFailures] = useState([]);
  const [press, setPress] = useState({});
  const [modal, setModal] = useState(null);
  const [past, setPast] = useState([]);

  const note = (what, settled) =>
    setPast((now) => [{ what, state: settled.state, refused: refusals(settled).join("\n") }, ...now].slice(0, KEPT));

  // Send an act; tell why it came to nothing, or "".
  const act = async (what, path, form) => {
    try {
      const settled = await outcome(await post(path, { user: place.user.id, ...form }));
      note(what, settled);
      if (settled.modal) setModal({ ...settled.modal, interaction: settled.id });
      return why(settled);
    } catch (error) {
      note(what, { state: "not sent", attempts: [{ error }] });
      return error.message;
    }
  };
  const fail = (label, reason) =>
    setFailures((now) => [...now, { key: crypto.randomUUID(), channel: place.channel.id, label, reason }]);

  return {
    press, modal, past,
    failures: failures.filter((each) => each.channel === place?.channel.id),
    async slash(command, options) {
      const reason = await act(`/${command}`, "slash", { channel: place.channel.id, command, options });
      if (reason) fail(`/${command}`, reason);
    },
    // From the menu of a user or a message.
    async menu(command, target) {
      const reason = await act(command, "menu", { channel: place.channel.id, command, target });
      if (reason) fail(command, reason);
    },
    async component(message, part, values) {
      setPress({ message: message.id, busy: part.custom_id });
      const label = part.label ?? part.placeholder ?? part.custom_id;
      const reason = await act(label, "component", { message: message.id, custom_id: part.custom_id, values });
      setPress(reason ? { message: message.id, failure: `This interaction failed: ${reason}` } : {});
    },
    // A form that could not be sent stays open; one that was sent is gone, whatever comes of it.
    async submit(values) {
      const sent = await post("submit", { user: place.user.id, interaction: modal.interaction, values });
      setModal(null);
      const settled = await outcome(sent);
      note(modal.title, settled);
      if (settled.modal) setModal({ ...settled.modal, interaction: settled.id });
      if (why(settled)) fail(modal.title, why(settled));
    },
    close: () => setModal(null),
    dismiss: (key) => setFailures((now) => now.filter((each) => each.key !== key)),
  };
}
