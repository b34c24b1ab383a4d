/** How often somebody hears by mail; the third is what holds until they choose. */
export const howOften = ['now', 'daily', 'weekly', 'never'] as const

export type Often = (typeof howOften)[number]

export const UNLESS_CHOSEN: Often = 'daily'
