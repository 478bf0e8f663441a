// The search: a list of options below its input (the combobox pattern of ARIA). The index is loaded at the first use.
const { root: toRoot, search: indexFile } = document.currentScript.dataset;
const MOST_RESULTS = 30;
let index;

function loadIndex() {
  index ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = toRoot + indexFile;
    script.onload = () => resolve(globalThis.searchIndex);
    script.onerror = () => reject(new Error("The search index cannot be loaded."));
    document.head.append(script);
  });
  return index;
}

/** Entries that have every word; those whose title begins with the first word come first. */
function find(entries, text) {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const found = [];
  for (const entry of entries) {
    const [kind, title, more] = entry;
    const all = `${kind} ${title} ${more}`.toLowerCase();
    if (!words.every((word) => all.includes(word))) continue;
    const name = title.toLowerCase();
    found.push({ entry, rank: name.startsWith(words[0]) ? 0 : name.includes(words[0]) ? 1 : 2 });
  }
  found.sort((one, other) => one.rank - other.rank);
  return found.slice(0, MOST_RESULTS).map(({ entry }) => entry);
}

function createRow([kind, title, more, path], position) {
  const row = document.createElement("li");
  row.id = `result-${position}`;
  row.role = "option";
  row.dataset.path = path;
  row.ariaSelected = "false";
  for (const [name, text] of Object.entries({ kind, title, more })) {
    const part = document.createElement("span");
    part.className = name;
    part.textContent = text;
    if (text !== "") row.append(part);
  }
  return row;
}

function createNote(text) {
  const note = document.createElement("li");
  note.role = "option";
  note.ariaDisabled = "true";
  note.textContent = text;
  return note;
}

async function rowsFor(text) {
  try {
    const rows = find(await loadIndex(), text).map(createRow);
    return rows.length > 0 ? rows : [createNote("Nothing found.")];
  } catch (error) {
    return [createNote(error.message)];
  }
}

function createList(input, list) {
  let chosen = -1;
  const options = () => [...list.querySelectorAll("[data-path]")];
  const setOpen = (isOpen) => {
    list.hidden = !isOpen;
    input.ariaExpanded = String(isOpen);
    input.removeAttribute("aria-activedescendant");
    chosen = -1;
  };
  return {
    close: () => setOpen(false),
    async show() {
      const text = input.value;
      if (text.trim() === "") return setOpen(false);
      const rows = await rowsFor(text);
      if (input.value !== text) return;
      list.replaceChildren(...rows);
      setOpen(true);
    },
    move(step) {
      const all = options();
      if (list.hidden || all.length === 0) return;
      chosen = chosen === -1 && step < 0 ? all.length - 1 : (chosen + step + all.length) % all.length;
      for (const [position, option] of all.entries()) option.ariaSelected = String(position === chosen);
      input.setAttribute("aria-activedescendant", all[chosen].id);
      all[chosen].scrollIntoView({ block: "nearest" });
    },
    go(option = options()[Math.max(0, chosen)]) {
      if (option === undefined) return;
      setOpen(false);
      location.href = toRoot + option.dataset.path;
    },
  };
}

function startSearch() {
  const input = document.getElementById("search");
  const list = document.getElementById("results");
  const results = createList(input, list);
  const keys = {
    ArrowDown: () => results.move(1),
    ArrowUp: () => results.move(-1),
    Enter: () => results.go(),
    Escape: results.close,
  };
  input.addEventListener("focus", () => loadIndex().catch(() => undefined));
  input.addEventListener("input", results.show);
  input.addEventListener("blur", results.close);
  input.addEventListener("keydown", (event) => {
    if (!(event.key in keys)) return;
    event.preventDefault();
    keys[event.key]();
  });
  // The input keeps the focus when a result is pressed.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", ({ target }) => results.go(target.closest("[data-path]") ?? undefined));
  document.addEventListener("keydown", (event) => {
    const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
    const isTyping = event.target.closest("input, textarea, select") !== null;
    const isSlash = key === "/" && !isTyping && !ctrlKey && !metaKey && !altKey;
    const isShortcut = key.toLowerCase() === "k" && ctrlKey !== metaKey && !altKey && !shiftKey;
    if (!isSlash && !isShortcut) return;
    event.preventDefault();
    input.focus();
    input.select();
  });
}

document.addEventListener("DOMContentLoaded", startSearch);
