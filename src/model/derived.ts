/**
 * A value of a document that is made when it is rendered: for what takes long to make, and is made of little. Where a model
 * was rendered before, it is not made at all.
 *
 * What it is made of stands for it wherever models are compared, so it must be all that decides it. The code that makes it
 * is in the checksum of what earlier runs have rendered, as is every file of `src/constructs`; a user's code is not, so this
 * is no part of the public API.
 */
export class Derived<T = unknown> {
  /** @param from plain data; JSON tells it from every other. @param make pure: of the same data the same value */
  public static from<F extends object, T>(from: F, make: (from: F) => T): Derived<T> {
    return new Derived<T>(from, () => make(from));
  }

  readonly #make: () => T;

  private constructor(
    /** What decides the value. */
    public readonly from: object,
    make: () => T,
  ) {
    this.#make = make;
  }

  public make(): T {
    return this.#make();
  }
}
