// The city's time: the wall clock, a simulation's, or a replay's. Each beat of the door says it anew; between two
// beats it runs at the speed seen so far.

export class CityClock {
  constructor() {
    this.base = Date.now();
    this.heardAt = performance.now();
    this.speed = 1;
    this.known = false;
  }

  hear(cityMillis) {
    const heardAt = performance.now();
    if (this.known && heardAt - this.heardAt > 500) {
      const seen = (cityMillis - this.base) / (heardAt - this.heardAt);
      // One late beat must not make the clocks run backwards or leap.
      if (seen >= 0 && seen < 1e6) this.speed = Math.abs(seen - 1) < 0.2 ? 1 : seen;
    }
    this.base = cityMillis;
    this.heardAt = heardAt;
    this.known = true;
  }

  /** Epoch milliseconds of the city. */
  now() {
    return this.base + (performance.now() - this.heardAt) * this.speed;
  }
}
