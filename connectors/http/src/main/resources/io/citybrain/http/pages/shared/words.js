// Chinese and English. The server sends codes; what people read is in lang/zh.json and lang/en.json, with equal keys.

const LANGUAGES = ["zh", "en"];
const changed = new EventTarget();
const books = {};
let language = chosen();

function chosen() {
  const asked = new URLSearchParams(location.search).get("lang");
  if (LANGUAGES.includes(asked)) return asked;
  const kept = localStorage.getItem("language");
  if (LANGUAGES.includes(kept)) return kept;
  return (navigator.language || "").toLowerCase().startsWith("zh") ? "zh" : "en";
}

/** Both books are read at once: a switch must work without a network, too. */
export async function loadWords() {
  await Promise.all(LANGUAGES.map(async (name) => {
    books[name] = await (await fetch(`/lang/${name}.json`)).json();
  }));
  mark();
}

export const currentLanguage = () => language;
export const locale = () => (language === "zh" ? "zh-CN" : "en-GB");

export function switchLanguage() {
  language = language === "zh" ? "en" : "zh";
  localStorage.setItem("language", language);
  mark();
  changed.dispatchEvent(new Event("changed"));
}

export function onLanguage(then) {
  changed.addEventListener("changed", then);
}

/** The words of a key, {name} replaced. An unknown key is shown as it is: better than an empty screen. */
export function words(key, values = {}) {
  const text = books[language]?.[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

/** The words of a code from the city (state, rule, "held-by m-7"), or the code itself where it is new to this page. */
export function wordsOf(family, code) {
  if (code === undefined || code === null || code === "") return "";
  const book = books[language] ?? {};
  const whole = book[`${family}.${code}`];
  if (whole !== undefined) return whole;
  const [, first, rest] = /^([\w-]+)[:\s]\s*(.*)$/.exec(code) ?? [];
  const known = book[`${family}.${first}`];
  return known === undefined ? ownHalf(String(code)) : `${known} ${rest}`;
}

const CHINESE = /[\u4e00-\u9fff]/;

// The city's longer reasons say it twice: "that edge is closed / 该路段已封闭".
function ownHalf(text) {
  const halves = text.split(" / ");
  if (halves.length !== 2 || CHINESE.test(halves[0]) === CHINESE.test(halves[1])) return text;
  return halves.find((half) => CHINESE.test(half) === (language === "zh"));
}

export const knows = (key) => books[language]?.[key] !== undefined;

/** {zh, en} or a plain string, in the reader's language. */
export function inLanguage(text) {
  if (text === undefined || text === null) return "";
  return typeof text === "string" ? text : text[language] ?? text.en ?? text.zh ?? "";
}

/** What stands in the page itself: data-word is text, data-word-label what a screen reader says. */
export function translate(root = document) {
  for (const node of root.querySelectorAll("[data-word]")) node.textContent = words(node.dataset.word);
  for (const node of root.querySelectorAll("[data-word-label]")) {
    node.setAttribute("aria-label", words(node.dataset.wordLabel));
    node.title = words(node.dataset.wordLabel);
  }
  for (const node of root.querySelectorAll("[data-word-placeholder]")) {
    node.placeholder = words(node.dataset.wordPlaceholder);
    node.setAttribute("aria-label", words(node.dataset.wordPlaceholder));
  }
}

function mark() {
  document.documentElement.lang = language === "zh" ? "zh-Hans" : "en";
  const title = document.documentElement.dataset.title;
  if (title) document.title = words(title);
  translate();
}
