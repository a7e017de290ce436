// Who is here and what they may do. Without a session the page shows a sign-in form and nothing of the city.

import { get, post, remove } from "./door.js";
import { element, replace } from "./dom.js";
import { onLanguage, switchLanguage, words, wordsOf } from "./words.js";

const KEPT = "crew-session";
let session = null;

export const currentSession = () => session;

const ROLES = {
  incidents: ["operator"],
  alerts: ["operator"],
  missions: ["dispatcher"],
  orders: ["crew", "operator"],
};

/** May this person change `what`? The door decides; the page only hides what would be refused. */
export function may(what) {
  return session !== null && (session.role === "administrator" || ROLES[what].includes(session.role));
}

/** Resolves when somebody is signed in; with `offline`, also as whoever was the last time if there is no network. */
export async function signIn({ offline = false } = {}) {
  const kept = offline ? JSON.parse(localStorage.getItem(KEPT)) : null;
  try {
    session = await get("/session");
  } catch (refusal) {
    if (refusal.status === 401) session = await askForSession();
    else if (refusal.status === 0 && kept) session = kept;
    else throw refusal;
  }
  if (offline) localStorage.setItem(KEPT, JSON.stringify({ user: session.user, name: session.name, role: session.role, crew: session.crew }));
  document.addEventListener("signed-out", () => location.reload(), { once: true });
  return session;
}

export async function signOut() {
  localStorage.removeItem(KEPT);
  await remove("/session").catch(() => {});
  location.reload();
}

function askForSession() {
  return new Promise((signedIn) => {
    const view = element("main.sign-in");
    const draw = () => replace(view, form(async (user, password, tell) => {
      try {
        const made = await post("/session", { user, password });
        view.remove();
        document.body.classList.remove("signed-out");
        signedIn(made);
      } catch (refusal) {
        tell(wordsOf("refusal", refusal.code));
      }
    }));
    onLanguage(() => view.isConnected && draw());
    draw();
    document.body.classList.add("signed-out");
    document.body.append(view);
    view.querySelector("input").focus();
  });
}

function form(send) {
  const user = element("input", { name: "user", autocomplete: "username", required: true, id: "sign-in-user" });
  const password = element("input", { name: "password", type: "password", autocomplete: "current-password", required: true, id: "sign-in-password" });
  const error = element("p.error", { role: "alert" });
  const button = element("button.primary", { type: "submit", text: words("signIn.button") });
  return element(
    "form", {
      onsubmit: async (event) => {
        event.preventDefault();
        button.disabled = true;
        await send(user.value, password.value, (text) => (error.textContent = text));
        button.disabled = false;
      },
    },
    element("h1", { text: words("brand") }),
    element("p.dim", { text: words("signIn.what") }),
    element("label", { htmlFor: "sign-in-user", text: words("signIn.user") }), user,
    element("label", { htmlFor: "sign-in-password", text: words("signIn.password") }), password,
    error, button,
    element("p.dim", { text: words("signIn.demo") }),
    element("button.plain", { type: "button", onclick: switchLanguage, text: words("language.other") }),
  );
}
