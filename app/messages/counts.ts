/** A morning's mail, that of the first working day of a week, or one because something can't wait for either. */
export type MailKind = 'morning' | 'week' | 'now'

/** What waits for one worker, in numbers; what is missing is none. The last three are a manager's. */
export type Counts = Partial<
  Record<'decide' | 'week' | 'outcomes' | 'referrals' | 'answers' | 'overdue' | 'unled' | 'gaps', number>
>

/** Of what only comes up later nobody hears each morning: once a week is enough. */
export function isWorthSending(kind: Exclude<MailKind, 'now'>, counts: Counts): boolean {
  const told = kind === 'week' ? [...eachMorning, ...onceAWeek] : eachMorning
  return told.some((what) => (counts[what] ?? 0) > 0)
}

const eachMorning = ['decide', 'outcomes', 'referrals', 'answers'] as const
const onceAWeek = ['week', 'overdue', 'unled', 'gaps'] as const
