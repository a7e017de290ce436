// A command is sent, and its answer waited for. No answer is not a no: the same command may be sent again.

import { newCommandId, post } from "./door.js";
import { element, replace, say } from "./dom.js";
import { knows, words, wordsOf } from "./words.js";

/** What a refusal means, in words: the reason, and the state that was in the way. */
export function inWords(refusal) {
  // The city's own reasons begin with a word: "wrong-state: the incident is closed; …".
  const code = /^([a-z-]+):/.exec(refusal.message)?.[1] ?? refusal.code;
  const text = knows(`refusal.${code}`) ? words(`refusal.${code}`) : refusal.message || refusal.code;
  const state = refusal.problem?.state;
  return state ? `${text} (${words("now.state", { state: wordsOf("state", state) })})` : text;
}

/** Sends and tells in `place` what came of it; true when it was accepted. */
export async function sendCommand(path, command, place) {
  const body = { commandId: newCommandId(), ...command };
  place.classList.remove("error");
  say(place, words("command.sending"));
  try {
    await post(path, body);
    say(place, words("command.done"));
    setTimeout(() => say(place, ""), 3000);
    return true;
  } catch (refusal) {
    place.classList.add("error");
    if (refusal.code === "no-answer" || refusal.code === "not-connected") {
      replace(place, words(`refusal.${refusal.code}`), " ", element("button.plain", {
        type: "button", text: words("command.again"), onclick: () => sendCommand(path, body, place),
      }));
    } else say(place, inWords(refusal));
    return false;
  }
}
