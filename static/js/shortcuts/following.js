// Keys that are pressed one after the other: which action they come to.

export class Following {
  #ways;
  #pressed = [];

  /** ``bindings``: [{id, way}], a way as "g 1 0". */
  constructor(bindings) {
    this.#ways = bindings.map(({ id, way }) => ({ id, keys: way.split(" ") }));
  }

  /** True while more keys are awaited. */
  get open() {
    return this.#pressed.length > 0;
  }

  /** Forget what was pressed; returns the action that it came to by itself, if any. */
  stop() {
    const done = this.#exact();
    this.#pressed = [];
    return done;
  }

  #exact() {
    return this.#ways.find(({ keys }) => keys.join(" ") === this.#pressed.join(" "))?.id;
  }

  /**
   * Take one chord: {id} is to be done, {wait: true} when more may follow, {} when it belongs to nothing. What was
   * complete before a key that does not go on with it comes as {before}: it is done first.
   */
  press(chord) {
    const was = this.#exact();
    const had = this.open;
    this.#pressed = [...this.#pressed, chord];
    const going = this.#ways.filter(({ keys }) => this.#pressed.every((key, at) => keys[at] === key));
    if (going.some(({ keys }) => keys.length > this.#pressed.length)) return { wait: true };
    const { id } = going[0] ?? {};
    this.#pressed = [];
    if (id || !had) return id ? { id } : {};
    return { lost: true, ...(was && { before: was }) };
  }
}
