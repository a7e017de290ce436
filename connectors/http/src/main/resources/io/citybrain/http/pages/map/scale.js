// Signs in the map grow with the page's letters, so that a wall four metres away can be read.

let kept = null;
window.addEventListener("resize", () => (kept = null));

/** How much larger than on a desk; 1 where letters have 16 pixels. */
export function mapScale() {
  kept ??= (parseFloat(getComputedStyle(document.documentElement).fontSize) / 16) * (document.body.classList.contains("wall") ? 1.25 : 1);
  return kept;
}
