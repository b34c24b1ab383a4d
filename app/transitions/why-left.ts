/** Why one of several changes was left as it was. */
export type WhyLeft = 'cannot-wait' | 'changed-meanwhile' | 'nothing-waits' | 'later-anyway' | 'not-yours'
