// Theme, copy buttons and deep links. A page is complete without any of them.
const THEMES = ["auto", "light", "dark"];
const COPIED_MS = 1500;
const root = document.documentElement;

function stored(key, value) {
  try {
    if (value !== undefined) localStorage.setItem(key, value);
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function applyTheme(theme) {
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  else delete root.dataset.theme;
}

function startTheme() {
  const button = document.querySelector(".theme");
  const state = button.querySelector(".state");
  const show = () => {
    state.textContent = `Theme: ${root.dataset.theme ?? "auto"}`;
  };
  show();
  button.addEventListener("click", () => {
    const theme = THEMES[(THEMES.indexOf(root.dataset.theme ?? "auto") + 1) % THEMES.length];
    applyTheme(theme);
    stored("docs-theme", theme);
    show();
  });
}

async function copyText(code) {
  try {
    await navigator.clipboard.writeText(code.textContent);
  } catch {
    // Without a secure context there is no clipboard to write to: the text is selected in its place.
    getSelection().selectAllChildren(code);
  }
}

function startCopy() {
  document.addEventListener("click", async ({ target }) => {
    const button = target.closest(".copy");
    if (button === null) return;
    await copyText(button.closest(".code").querySelector("code"));
    button.textContent = "COPIED";
    button.classList.add("done");
    setTimeout(() => {
      button.textContent = "COPY";
      button.classList.remove("done");
    }, COPIED_MS);
  });
}

/** The language that was chosen last is chosen on the next page. */
function startSamples() {
  const wanted = stored("docs-language");
  for (const input of document.querySelectorAll('.tabs input[name="language"]')) {
    if (input.value === wanted) input.checked = true;
    input.addEventListener("change", () => stored("docs-language", input.value));
  }
}

/** A link to something inside of a closed part opens it. */
function openTarget() {
  const id = decodeURIComponent(location.hash.slice(1));
  const target = id === "" ? null : document.getElementById(id);
  if (target === null) return;
  for (let part = target.closest("details"); part; part = part.parentElement.closest("details")) {
    part.open = true;
  }
  target.scrollIntoView();
}

/** Of a long navigation the part with this page is in sight. */
function showCurrent() {
  const side = document.getElementById("navigation");
  const current = side.querySelector("[aria-current]");
  if (current === null) return;
  const { top, bottom } = current.getBoundingClientRect();
  const frame = side.getBoundingClientRect();
  if (top >= frame.top && bottom <= frame.bottom) return;
  side.scrollTop += top - frame.top - frame.height / 3;
}

function openAll() {
  for (const part of document.querySelectorAll("details")) part.open = true;
}

root.classList.add("js");
applyTheme(stored("docs-theme"));
addEventListener("hashchange", openTarget);
addEventListener("beforeprint", openAll);
document.addEventListener("DOMContentLoaded", () => {
  for (const start of [startTheme, startCopy, startSamples, showCurrent, openTarget]) start();
  document.getElementById("navigation").addEventListener("toggle", showCurrent);
});
