/** So many prompts of a trial stand on a page. */
export const ROWS_A_PAGE = 100
