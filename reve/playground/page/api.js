// The way to the local Discord: a small HTTP API up, one WebSocket down.

async function read(response) {
  if (response.status === 204) return null;
  const body = await response.json();
  if (!response.ok) throw new Error(body.message);
  return body;
}

export const get = async (path, query = {}) => read(await fetch(`/sim/${path}?${new URLSearchParams(query)}`));

export const post = async (path, form) =>
  read(await fetch(`/sim/${path}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(form),
  }));

export const remove = async (path) => read(await fetch(`/sim/${path}`, { method: "DELETE" }));

// Wait until an interaction is settled, or promised; the bot has three seconds.
export const outcome = (interaction) => get(`interactions/${interaction.id}`, { wait_s: 4 });

// Listen as a user until the returned function is called; `onOpen` runs at each (re)connection.
export function listen(user, onOpen, onEvent) {
  let socket;
  let timer;
  let over = false;
  const connect = () => {
    socket = new WebSocket(`ws://${location.host}/sim/events?user=${user}`);
    socket.onopen = onOpen;
    socket.onmessage = (message) => onEvent(JSON.parse(message.data));
    socket.onclose = () => {
      if (!over) timer = setTimeout(connect, 1000);
    };
  };
  connect();
  return () => {
    over = true;
    clearTimeout(timer);
    socket.onmessage = null;
    // A browser complains of a socket that is closed before it is open.
    if (socket.readyState === WebSocket.CONNECTING) socket.onopen = () => socket.close();
    else socket.close();
  };
}

// A picture's address on this machine; null for one that lies elsewhere and is not fetched.
export function onThisMachine(url) {
  try {
    const { pathname } = new URL(url, location.href);
    return pathname.startsWith("/attachments/") ? pathname : null;
  } catch {
    return null;
  }
}
