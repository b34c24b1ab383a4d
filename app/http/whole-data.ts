/**
 * What a loader said, past the framework's own encoding of it for the browser: the page is handed over with it whole, as JSON, which
 * costs a fifth. Nothing of it can be seen by whoever looks through the fields of this.
 */
export class WholeData {
  readonly #said: unknown

  constructor(said: unknown) {
    this.#said = said
  }

  /** What was said, whether or not it was carried so. */
  static saidIn(value: unknown): unknown {
    return value instanceof WholeData ? value.#said : value
  }
}

type Loaders = Readonly<Record<string, unknown>>

export function saidByAll(loaderData: Loaders): Loaders {
  return Object.fromEntries(Object.entries(loaderData).map(([id, value]) => [id, WholeData.saidIn(value)]))
}
