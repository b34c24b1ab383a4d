import type { Place } from './place'

export const VIEW_NAME_MAX = 60

export type WhyNotKept = 'name-taken' | 'too-many'

export const whyNotKept: Record<WhyNotKept, string> = {
  'name-taken': 'You have a list with this name. Choose another name.',
  'too-many': 'You keep 40 lists already. Delete one first.',
}

export const placeNames: Record<Place, string> = { transitions: 'Transitions', people: 'People' }

export const viewWords = {
  title: 'Kept list',
  kept: 'Kept lists',
  none: 'None kept yet. Choose what a list shows, then keep it.',
  keep: 'Keep this list',
  keepHint: 'It keeps what you chose, not who is on it. The list is made anew each time.',
  name: 'Name',
  nameHint: 'Name no young person.',
  share: 'Show it to my teams',
  pin: 'Put it on my Today',
  save: 'Save',
  change: 'Change',
  by: (owner: string) => `from ${owner}`,
  shared: 'shown to your teams',
  open: 'Open this list',
  unpin: 'Take it off my Today',
  delete: 'Delete this list',
  deleted: 'This list is deleted. Nothing that it showed is changed.',
  bringBack: 'Bring it back',
  of: (place: string) => `A list of ${place}.`,
  onToday: 'Kept lists',
  anotherPage: 'you, on another page',
  yes: 'Yes',
  no: 'No',
  changedMeanwhile: 'This was changed on another page. Look at it as it is now.',
  counted: (count: number, most: number) => (count > most ? `${most}+` : String(count)),
} as const
