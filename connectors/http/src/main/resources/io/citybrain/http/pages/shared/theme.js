// Dark, light, or as the system has it. The map asks here for its colours, so that there is one list of them.

const THEMES = ["auto", "dark", "light"];
const dark = matchMedia("(prefers-color-scheme: dark)");
const changed = new EventTarget();
const asked = new URLSearchParams(location.search).get("theme");
let theme = THEMES.includes(asked) ? asked : localStorage.getItem("theme") ?? "auto";

export const currentTheme = () => theme;

export function nextTheme() {
  theme = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length];
  localStorage.setItem("theme", theme);
  apply();
}

export function onTheme(then) {
  changed.addEventListener("changed", then);
}

/** The value of a colour, such as colour("road"). */
export function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

function apply() {
  document.documentElement.dataset.theme = theme === "auto" ? (dark.matches ? "dark" : "light") : theme;
  changed.dispatchEvent(new Event("changed"));
}

dark.addEventListener("change", apply);
apply();
