export const NOTE_MAX = 5_000

export const supervisionWords = {
  title: 'Supervision notes',
  forManagers: 'Ten minutes a week with each worker. A note is for the two of you, and for nobody else.',
  forWorkers: 'What your manager wrote about your talks. It is for the two of you, and for nobody else.',
  one: 'Supervision note',
  with: (name: string) => `With ${name}`,
  question: 'Which story is this young person hearing, from whom, and what have we offered instead?',
  hint: 'Take one young person whom you both know. Write no name: you both know who it is.',
  save: 'Save note',
  saved: 'The note is saved.',
  last: (day: string) => `Last note: ${day}`,
  none: 'No note yet',
  earlier: 'Earlier notes',
  nobody: 'Nobody is in a team of yours yet.',
  nothing: 'There are no notes yet. They appear here when your manager writes one.',
  by: (name: string, day: string) => `${name}, ${day}`,
  write: 'Write a note',
} as const
