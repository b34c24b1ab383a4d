/** What each kind of form is called, by the end of its address. */
const forms: readonly (readonly [address: RegExp, called: string])[] = [
  [/\/sessions\/new$/, 'A plan for a session'],
  [/\/sessions\/[^/]+\/edit$/, 'A change to a plan'],
  [/\/sessions\/([^/]+\/)?record$/, 'What happened in a session'],
  [/\/referrals\/new$/, 'A referral'],
]

/** What is unfinished, said without a word of what it says. */
export function formInWords(path: string): string {
  const [address = ''] = path.split('?')
  return forms.find(([pattern]) => pattern.test(address))?.[1] ?? 'A form'
}

/** How long ago, as one would say it. Minutes below zero are a moment ago: two clocks never agree. */
export function ageInWords(minutes: number): string {
  if (minutes < 2) return 'a moment ago'
  if (minutes < 60) return `${Math.floor(minutes)} minutes ago`
  const hours = Math.floor(minutes / 60)
  if (hours < 24) return hours === 1 ? 'an hour ago' : `${hours} hours ago`
  const days = Math.floor(hours / 24)
  return days === 1 ? 'a day ago' : `${days} days ago`
}

export const unfinishedWords = {
  title: 'You have something unfinished',
  from: (when: string) => `You have something unfinished from ${when}.`,
  goOn: 'Go on with it',
  throwAway: 'Throw it away',
}

export const draftsWords = {
  title: 'Unfinished',
  lede: 'What you began to write and have not sent. Nobody else can read it. What you never tried to send goes after seven days.',
  none: 'Nothing is unfinished. What you write in a long form is kept here until you send it.',
  list: 'Unfinished forms',
  tried: 'You tried to send it.',
  goOn: (form: string) => `Go on: ${form.toLowerCase()}`,
  nobody: 'About nobody',
}
