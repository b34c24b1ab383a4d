/** How often a property is tried: so often in a test, and as often as the drill of all of them says there. */
export function runs(inATest: number): { numRuns: number } {
  return { numRuns: Number(process.env.AIRT_PROPERTY_RUNS ?? inATest) }
}
