// Where one reads: at the newest, unless one has scrolled up; then a bar tells of what is new below.

import { html, useEffect, useLayoutEffect, useRef, useState } from "/page/vendor/htm-preact.js";

const NEAR = 80;

// `scroll` is for the box; `heard(id, mine)` for each new message: one's own answer comes into view.
export function useReading(where) {
  const scroll = useRef(null);
  const stuck = useRef(true);
  const goal = useRef(null);
  const [unread, setUnread] = useState([]);

  const toEnd = () => {
    stuck.current = true;
    setUnread([]);
    if (scroll.current) scroll.current.scrollTop = scroll.current.scrollHeight;
  };
  useEffect(toEnd, [where]);
  useEffect(() => {
    const box = scroll.current;
    if (!box) return undefined;
    const note = () => {
      stuck.current = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR;
      if (stuck.current) setUnread([]);
    };
    const grown = new ResizeObserver(() => {
      if (stuck.current) box.scrollTop = box.scrollHeight;
    });
    box.addEventListener("scroll", note);
    [box, ...box.children].forEach((each) => grown.observe(each));
    return () => {
      box.removeEventListener("scroll", note);
      grown.disconnect();
    };
  }, [scroll.current, where]);
  useLayoutEffect(() => {
    const found = goal.current && document.getElementById(`m${goal.current}`);
    if (!found) return;
    goal.current = null;
    toEnd();
  });
  const heard = (id, mine) => {
    if (mine) goal.current = id;
    else if (!stuck.current) setUnread((now) => [...now, id]);
  };
  return { scroll, unread, heard, toEnd };
}

export function NewBelow({ count, onJump }) {
  if (!count) return null;
  return html`<button class="below" onClick=${onJump}>${count} new message${count > 1 ? "s" : ""}<b>Jump to the newest ↓</b></button>`;
}
