/** Why Airt does not start, as one plain sentence for whoever started it. */
export class CannotStart extends Error {
  override name = 'CannotStart'
}
