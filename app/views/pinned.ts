/** So far it is counted how many a kept list shows. */
export const MOST_COUNTED = 50
