// Keys of a page and, with ?, what they do. While somebody types, keys are letters.

import { element, replace } from "./dom.js";
import { onLanguage, words } from "./words.js";

export class Keyboard {
  /** keys: {"j": {does: word key, run}, …} */
  constructor(keys) {
    this.keys = { ...keys, "?": { does: "key.help", run: () => this.help() } };
    this.dialog = document.getElementById("help");
    document.addEventListener("keydown", (event) => this.press(event));
    onLanguage(() => this.dialog.open && this.draw());
  }

  press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = event.target.matches("input, textarea, select");
    if (typing && event.key === "Escape") {
      event.target.blur();
      return;
    }
    // Enter and space on a button are the button's own.
    if (typing || this.dialog.open || (event.target.matches("button, a") && (event.key === "Enter" || event.key === " "))) return;
    const key = this.keys[event.key];
    if (!key) return;
    event.preventDefault();
    key.run();
  }

  help() {
    this.draw();
    this.dialog.showModal();
  }

  draw() {
    const rows = Object.entries(this.keys).map(([key, { does }]) => [
      element("dt", {}, element("kbd", { text: key === "Escape" ? "Esc" : key })), element("dd", { text: words(does) }),
    ]);
    replace(this.dialog, element("h2", { text: words("help.title") }), element("dl.keys", {}, rows),
      element("p.dim", { text: words("help.marks") }),
      element("form", { method: "dialog" }, element("button", { text: words("close"), autofocus: true })));
  }
}
