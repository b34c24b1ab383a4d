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
