// What all pages share: city time, language, theme, who is signed in.

import { say } from "./dom.js";
import { clockTime } from "./format.js";
import { currentSession, signOut } from "./session.js";
import { currentTheme, nextTheme } from "./theme.js";
import { onLanguage, switchLanguage, translate, words, wordsOf } from "./words.js";

export function startFrame(city) {
  const theme = document.getElementById("theme");
  const user = document.getElementById("user");
  const time = document.getElementById("city-time");
  const draw = () => {
    translate();
    say(document.getElementById("language"), words("language.other"));
    say(theme, words(`theme.${currentTheme()}`));
    theme.title = words("theme");
    const { name, user: id, role } = currentSession();
    say(user, name || id);
    user.title = `${wordsOf("role", role)} · ${words("signOut")}`;
    user.setAttribute("aria-label", `${name || id}, ${wordsOf("role", role)}: ${words("signOut")}`);
  };
  document.getElementById("language").addEventListener("click", switchLanguage);
  theme.addEventListener("click", () => {
    nextTheme();
    draw();
  });
  user.addEventListener("click", () => confirm(words("signOut.sure")) && signOut());
  onLanguage(draw);
  draw();
  setInterval(() => {
    if (!time) return;
    say(time.querySelector("b"), clockTime(city.clock.now()));
    const speed = Math.round(city.clock.speed);
    say(time.querySelector("span"), speed > 1 ? words("cityTime.speed", { speed }) : words("cityTime"));
  }, 250);
}
