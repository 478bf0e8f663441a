import * as fc from "fast-check";

/** An arbitrary that is built when a value is first asked of it, so that recursive schemas come to an end. */
export function lazyArbitrary<T>(build: () => fc.Arbitrary<T>): fc.Arbitrary<T> {
  return new LazyArbitrary(build);
}

class LazyArbitrary<T> extends fc.Arbitrary<T> {
  readonly #build: () => fc.Arbitrary<T>;
  #built: fc.Arbitrary<T> | undefined;

  constructor(build: () => fc.Arbitrary<T>) {
    super();
    this.#build = build;
  }

  override generate(random: fc.Random, biasFactor: number | undefined): fc.Value<T> {
    return this.#source().generate(random, biasFactor);
  }

  override canShrinkWithoutContext(value: unknown): value is T {
    return this.#source().canShrinkWithoutContext(value);
  }

  override shrink(value: T, context: unknown): fc.Stream<fc.Value<T>> {
    return this.#source().shrink(value, context);
  }

  #source(): fc.Arbitrary<T> {
    this.#built ??= this.#build();
    return this.#built;
  }
}
