// The city's time: the wall clock, a simulation's, or a replay's. Each beat of the door says it anew; between two
// beats it runs at about the speed that the last ones had.

const NEAR_ONE = 0.05;

export class CityClock {
  constructor() {
    this.base = Date.now();
    this.heardAt = performance.now();
    this.speed = 1;
    this.known = false;
    this.wall = NaN;
    this.seen = NaN;
  }

  /** The speed is judged by the door's own wall clock: a beat that was late on its way must not count as slow time. */
  hear(cityMillis, wallMillis = NaN) {
    const passed = wallMillis - this.wall;
    if (passed >= 500) {
      const seen = (cityMillis - this.base) / passed;
      if (seen >= 0) this.speed = Math.abs(seen - 1) < NEAR_ONE ? 1 : Number.isNaN(this.seen) ? seen : this.seen * 0.6 + seen * 0.4;
      this.seen = this.speed;
    }
    this.wall = wallMillis;
    this.base = cityMillis;
    this.heardAt = performance.now();
    this.known = true;
  }

  /** Epoch milliseconds of the city. */
  now() {
    return this.base + (performance.now() - this.heardAt) * this.speed;
  }
}
