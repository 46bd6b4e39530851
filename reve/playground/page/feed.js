// What is there and what happens: the messages and the commands of a place, kept up to date.

import { useCallback, useEffect, useRef, useState } from "/page/vendor/htm-preact.js";
import { get, listen } from "/page/api.js";

const CHANGES = {
  message_create: (now, body) => [...now.filter((each) => each.id !== body.id), body],
  message_update: (now, body) => now.map((each) => (each.id === body.id ? body : each)),
  message_delete: (now, body) => now.filter((each) => each.id !== body.id),
};

// `onNew` hears of each message that comes while one looks.
export function useMessages(place, { onNew, reloadState, reloadCommands }) {
  const [messages, setMessages] = useState([]);
  const [online, setOnline] = useState(null);
  const told = useRef(onNew);
  told.current = onNew;
  const user = place?.user.id;
  const channel = place?.channel.id;
  useEffect(() => {
    if (!user) return undefined;
    setMessages([]);
    let here = true;
    const load = async () => {
      const [found, state] = await Promise.all([get("messages", { user, channel }), reloadState()]);
      if (!here) return;
      setMessages(found);
      setOnline(state.online);
    };
    const stop = listen(user, load, ({ event, data }) => {
      if (event === "gateway") setOnline(data.online);
      else if (event === "commands") reloadCommands();
      else if (CHANGES[event] && data.channel_id === channel) {
        setMessages((now) => CHANGES[event](now, data));
        if (event === "message_create") told.current(data);
      }
    });
    return () => {
      here = false;
      stop();
    };
  }, [user, channel]);
  return [messages, online];
}

// The commands offered here; many changes in a row are read once.
export function useCommands(place) {
  const [commands, setCommands] = useState([]);
  const [asked, ask] = useState(0);
  useEffect(() => {
    if (!place) return undefined;
    let here = true;
    const timer = setTimeout(async () => {
      const found = await get("commands", { user: place.user.id, channel: place.channel.id });
      if (here) setCommands(found);
    }, 50);
    return () => {
      here = false;
      clearTimeout(timer);
    };
  }, [place?.user.id, place?.channel.id, asked]);
  return [commands, useCallback(() => ask((n) => n + 1), [])];
}
