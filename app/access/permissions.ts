/** The bits of a scope, as they lie in sec.edge, sec.reach and the `scope` columns. */
export const scopeBits = {
  identity: 1,
  contact: 2,
  education: 4,
  wellbeing: 8,
  programme: 16,
  plan: 32,
  health: 64,
  justice: 128,
  exploitation: 256,
  files: 512,
  'protected-address': 1024,
  dates: 2048,
  allocation: 4096,
} as const

export type ScopeName = keyof typeof scopeBits

export const roles = [
  'youth-worker',
  'justice-social-worker',
  'team-manager',
  'programme-lead',
  'partner',
  'contributor',
  'data-protection',
  'administrator',
] as const

export type Role = (typeof roles)[number]

/** The ways in which somebody comes to see a person. Without one of them nobody sees anybody. */
export const relations = ['lead', 'co-worker', 'cover', 'team', 'programme', 'share'] as const

export type Relation = (typeof relations)[number]

type Reach = { reads: readonly ScopeName[]; writes: readonly ScopeName[] }

const everything = Object.keys(scopeBits) as ScopeName[]

function but(...left: ScopeName[]): ScopeName[] {
  return everything.filter((scope) => !left.includes(scope))
}

/** A charity's youth worker holds no offence and no health detail by default. */
const youthWorker: Reach = {
  reads: but('health', 'justice'),
  writes: but('health', 'justice', 'protected-address', 'allocation'),
}
const justiceSocialWorker: Reach = { reads: everything, writes: but('allocation') }
const teamManager: Reach = { reads: everything, writes: everything }

/**
 * The permission matrix: what each role may read and write of somebody, by how it comes to see them. The rows of sec.reach are
 * the same (a test holds them together) and the database alone decides; a share gives at most the scopes that it names.
 */
export const matrix: Partial<Record<Role, Partial<Record<Relation, Reach>>>> = {
  'youth-worker': {
    lead: youthWorker,
    'co-worker': youthWorker,
    cover: youthWorker,
    team: { reads: but('health', 'justice', 'protected-address'), writes: [] },
  },
  'justice-social-worker': {
    lead: justiceSocialWorker,
    'co-worker': justiceSocialWorker,
    cover: justiceSocialWorker,
    team: { reads: but('protected-address'), writes: [] },
  },
  'team-manager': { team: teamManager, lead: teamManager, 'co-worker': teamManager, cover: teamManager },
  'programme-lead': {
    programme: { reads: ['identity', 'programme', 'plan', 'allocation'], writes: ['programme'] },
  },
  // A protected address only where it is shared with them by name: what is shared with a programme can't hold it.
  partner: { share: { reads: but('allocation'), writes: ['programme'] } },
  contributor: { share: { reads: but('protected-address', 'allocation'), writes: [] } },
}

export function bitsOf(scopes: readonly ScopeName[]): number {
  return scopes.reduce((bits, scope) => bits | scopeBits[scope], 0)
}
