import type { Role } from './permissions'

const places = {
  today: { to: '/today', label: 'Today' },
  people: { to: '/people', label: 'People' },
  transitions: { to: '/transitions', label: 'Transitions', foot: 'behind More' },
  sessions: { to: '/sessions', label: 'Sessions' },
  referrals: { to: '/referrals', label: 'Referrals' },
  inbox: { to: '/inbox', label: 'Inbox' },
  ours: { to: '/programmes?whose=ours', label: 'Our programmes' },
  cards: { to: '/cards', label: 'Cards' },
  programmes: { to: '/programmes', label: 'Programmes' },
  insight: { to: '/insight', label: 'Insight' },
} as const

const account = { to: '/account', label: 'My account' }
const trail = { to: '/account/trail', label: 'What I opened' }
const unusual = { to: '/unusual', label: 'Unusual reads' }
const imports = { to: '/imports', label: 'Imports' }
const supervision = { to: '/supervision', label: 'Supervision notes' }
const backups = { to: '/backups', label: 'Backups' }
const gaps = { to: '/transitions/gaps', label: 'Gaps in support' }
const rules = { to: '/rules', label: 'Rules' }

const { today, people, transitions, sessions, referrals, inbox, ours, cards, programmes, insight } = places
const casework = [today, people, transitions, sessions, referrals, cards, programmes, insight] as const

/**
 * The places of the top bar by role, the first where its day begins. The first three stand at the foot of a phone, but for those behind
 * More.
 */
const byRole: Record<Role, readonly [Place, ...Place[]]> = {
  'youth-worker': casework,
  'justice-social-worker': casework,
  'team-manager': casework,
  'programme-lead': [inbox, ours, insight, today, people, cards],
  partner: [inbox, ours, insight, people],
  contributor: [today, people, programmes],
  'data-protection': [today, insight, programmes],
  administrator: [today, programmes],
}

export function placesOf(role: Role): readonly [Place, ...Place[]] {
  return byRole[role]
}

/** What stands behind one's own name, by role. */
const behindTheName: Record<Role, readonly Place[]> = {
  'youth-worker': [account, imports, rules, supervision, trail],
  'justice-social-worker': [account, imports, rules, supervision, trail],
  'team-manager': [account, gaps, imports, rules, supervision, trail, unusual],
  'programme-lead': [account, rules, trail],
  partner: [account, trail],
  contributor: [account, trail],
  'data-protection': [account, rules, trail, unusual, backups],
  administrator: [account, imports, rules, trail, backups],
}

export function accountLinksOf(role: Role): readonly Place[] {
  return behindTheName[role]
}

type Place = { to: string; label: string; foot?: 'behind More' }
