export const placeNames = { today: 'Today', people: 'People' } as const

/** What stands behind one's own name. */
export const accountLinks = [{ to: '/account', label: 'My account' }]
