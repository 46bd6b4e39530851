// Files that a user sends along: read here, and sent as text within JSON.

import { html } from "/page/vendor/htm-preact.js";

const read = (file) =>
  new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve({ filename: file.name, content_type: file.type, data: reader.result.split(",")[1] ?? "" });
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });

// `onChange` gets the files as they are sent, once they are read.
export function Files({ id, most = 1, required, first, onChange }) {
  const chosen = async (event) => onChange(await Promise.all([...event.target.files].map(read)));
  return html`<input type="file" id=${id} ref=${first} multiple=${most > 1} required=${required} onChange=${chosen} />`;
}
