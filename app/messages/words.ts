import type { Often } from './often'

export const mailChoiceWords = {
  title: 'Mail from Airt',
  says: 'A mail says how many things wait for you, and links to Airt. It never says what they are, or about whom.',
  often: 'How often do you want it?',
  save: 'Save',
  off: 'This Airt sends no mail yet. What you choose here holds from when it does.',
  changed: 'You chose otherwise in another window meanwhile. Look again, then save.',
}

export const oftenWords: Record<Often, { label: string; hint: string }> = {
  now: {
    label: 'At once',
    hint: 'When something urgent comes up or a referral is answered: at most one an hour, and each working morning.',
  },
  daily: {
    label: 'Each working morning',
    hint: 'When something waits for you. If nothing does, none comes.',
  },
  weekly: { label: 'Once a week', hint: 'On the first working morning.' },
  never: { label: 'Never', hint: 'You see all of it in Airt.' },
}

export const calendarWords = {
  name: 'Airt',
  session: (initials: string) => `Session, ${initials}`,
  toDecide: (initials: readonly string[], most: number) =>
    initials.length > most
      ? `To decide: ${initials.slice(0, most).join(', ')} and ${initials.length - most} more`
      : `To decide: ${initials.join(', ')}`,
  cancelled: 'Cancelled',
  title: 'My calendar',
  lede: 'Your sessions, and the days on which something is to be decided, in the calendar of your phone or computer.',
  what: 'It shows initials and times, and no names. Whoever has its address can read it, so keep the address to yourself.',
  how: 'Airt gives you an address. In your calendar, add a calendar from the web and paste it there.',
  make: 'Make an address',
  renew: 'Make a new address',
  another: 'Another address, or none',
  renewSays: 'If others may have the address, make a new one: the old one stops at once.',
  end: 'Stop my calendar',
  made: (day: string) => `You have an address, made on ${day}.`,
  lastRead: (day: string | null) =>
    day === null ? 'No calendar has read it yet.' : `A calendar last read it on ${day}.`,
  yours: 'Your address',
  yoursSays: 'It is shown this once. Copy it now, and paste it into your calendar.',
  copy: 'Copy this',
  place: 'Show places',
  placeHint: 'Where you meet then stands in your calendar too.',
  placeSave: 'Save',
  changed: 'It was changed in another window meanwhile. Here is how it stands now.',
  ended: 'Your calendar has stopped. Its address opens nothing.',
  placeSaved: 'Saved. Your calendar follows when it next reads.',
} as const
