// Asks once more; the safe answer has the focus.

import { element, replace } from "./dom.js";
import { words } from "./words.js";

export function sure(question, yes) {
  const dialog = document.getElementById("sure");
  return new Promise((answered) => {
    replace(dialog, element("p", { text: question }), element("form", { method: "dialog" },
      element("button", { value: "no", text: words("sure.no"), autofocus: true }), element("button.danger", { value: "yes", text: yes })));
    dialog.returnValue = "no";
    dialog.addEventListener("close", () => answered(dialog.returnValue === "yes"), { once: true });
    dialog.showModal();
  });
}
