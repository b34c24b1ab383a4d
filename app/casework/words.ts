/** What stands above each kind of work on Today, and on its lines. */
export const dayWords = {
  soon: 'Sessions today and tomorrow',
  toRecord: 'Sessions to record',
  yours: 'Referrals: your move',
  theirs: 'Waiting on others',
  inbox: 'Referrals to answer',
  record: 'Record',
  open: 'Open',
  answer: 'Answer',
  moreSessions: 'All my sessions',
  moreReferrals: 'All referrals',
  moreInbox: 'The whole inbox',
  recordOne: 'Record a session',
  toInbox: 'Open the inbox',
} as const

/** Beside a change: what could be talked about, and offered. */
export const talkWords = {
  talk: 'To talk about',
  offer: 'Something real to offer',
  none: 'Nothing fits as it stands. See the nearest, and what to ask.',
  all: 'Every programme, and why it fits or not',
  choose: 'Refer',
  plan: 'Plan a session',
  cardInBrief: 'To talk about',
  programmeInBrief: 'To offer',
  checkFirst: (programme: string) => `${programme}, check first`,
} as const

/** What a page about one person says of the work with them. */
export const storyWords = {
  sessions: 'Sessions',
  referrals: 'Referrals',
  plan: 'Plan a session',
  record: 'Record a session',
  find: 'Find a programme',
  all: 'All sessions',
  noReferrals: 'No referrals yet.',
} as const
