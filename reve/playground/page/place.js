// Who one is and where one is: kept in the address, so that two windows can be two users.

import { useEffect, useMemo, useState } from "/page/vendor/htm-preact.js";

const read = () => Object.fromEntries(new URLSearchParams(location.hash.slice(1)));

const go = (change) => {
  location.hash = new URLSearchParams({ ...read(), ...change });
};

export function usePlace(state) {
  const [asked, setAsked] = useState(read);
  useEffect(() => {
    const follow = () => setAsked(read());
    addEventListener("hashchange", follow);
    return () => removeEventListener("hashchange", follow);
  }, []);
  if (!state) return [null, go];
  const user = state.users.find((each) => each.id === asked.user) ?? state.users[0];
  const named = state.guilds.find((each) => each.channels.some((channel) => channel.id === asked.channel));
  const guild = named ?? (asked.channel === "dm" ? null : state.guilds[0]);
  const channel = guild
    ? guild.channels.find((each) => each.id === asked.channel) ?? guild.channels[0]
    : { id: user.dm_channel_id, name: state.bot.global_name };
  return [{ user, guild, channel, inside: asked.inside === "1" }, go];
}

// A function from the id of a user, channel or role to its name.
export function useNames(state) {
  return useMemo(() => {
    const all = state ? [...state.users, state.bot, ...state.guilds.flatMap((guild) => [...guild.channels, ...guild.roles])] : [];
    const known = new Map(all.map((each) => [each.id, each.global_name ?? each.name]));
    return (id) => known.get(id);
  }, [state]);
}
