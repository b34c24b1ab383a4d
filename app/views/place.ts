/** The lists that can be kept under a name. */
export const places = ['transitions', 'people'] as const

export type Place = (typeof places)[number]

export function isPlace(text: string): text is Place {
  return places.some((place) => place === text)
}
