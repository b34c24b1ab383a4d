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
  talk: 'Talk something over',
  talkSays: 'Your manager sees that you asked. They do not see what it is about, or whom.',
  ask: 'I’d like to talk this over',
  asked: (day: string) => `You asked on ${day}. Your manager sees that you asked, and not what it is about.`,
  takeBack: 'Take it back',
  wishes: (day: string) => `Would like to talk something over, since ${day}`,
  waiting: (count: number) =>
    count === 1 ? 'One of your team would like to talk.' : `${count} of your team would like to talk.`,
} as const
