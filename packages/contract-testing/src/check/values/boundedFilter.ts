import * as fc from "fast-check";

const MAX_TRIES = 60;

/**
 * Keeps to the values that pass a test, as long as there are such values: after many failures one that does not pass
 * comes through, so that a schema that no value fits cannot hold up a run. Values are validated again before they are sent.
 */
export function boundedFilter<T>(source: fc.Arbitrary<T>, accepts: (value: T) => boolean): fc.Arbitrary<T> {
  return new BoundedFilter(source, accepts);
}

class BoundedFilter<T> extends fc.Arbitrary<T> {
  readonly #source: fc.Arbitrary<T>;
  readonly #accepts: (value: T) => boolean;

  constructor(source: fc.Arbitrary<T>, accepts: (value: T) => boolean) {
    super();
    this.#source = source;
    this.#accepts = accepts;
  }

  override generate(random: fc.Random, biasFactor: number | undefined): fc.Value<T> {
    let drawn = this.#source.generate(random, biasFactor);
    for (let tries = 1; tries < MAX_TRIES && !this.#accepts(drawn.value_); tries += 1) {
      // Bias leads to the same few values again and again; it is given up when they do not fit.
      drawn = this.#source.generate(random, tries < MAX_TRIES / 4 ? biasFactor : undefined);
    }
    return drawn;
  }

  override canShrinkWithoutContext(value: unknown): value is T {
    return this.#source.canShrinkWithoutContext(value) && this.#accepts(value);
  }

  override shrink(value: T, context: unknown): fc.Stream<fc.Value<T>> {
    return this.#source.shrink(value, context).filter((drawn) => this.#accepts(drawn.value_));
  }
}
