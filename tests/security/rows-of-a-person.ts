import type { ScopeName } from '~/access/permissions'

export type Someone = { id: string; organisationId: string }

/** Those whom a row may have to name beside the person. All of the person's organisation, but `outsiderId`. */
export type Beside = {
  workerId: string
  outsiderId: string
  programme: { id: string; organisationId: string }
  /** The transition and the fact of this person in this scope, where there is one, and their session, referral, address, numbers, week. */
  transitionId: string
  factId: string
  sessionId: string
  referralId: string
  addressId: string
  numberId: string
  weekId: string
  /** Somebody else of the same organisation. */
  otherId?: string
  /** A programme with which nobody has a referral yet. */
  otherProgramme?: { id: string; organisationId: string }
}

/** Beside somebody with whom nothing else is connected. */
export const nobodyBeside: Beside = {
  workerId: '',
  outsiderId: '',
  programme: { id: '', organisationId: '' },
  transitionId: '',
  factId: '',
  sessionId: '',
  referralId: '',
  addressId: '',
  numberId: '',
  weekId: '',
}

export type Row = Record<string, string | number | null>

export type PersonTable = {
  /** In which scope the whole table lies; `each row` where the column `scope` says so; null: no signed-in user reaches it. */
  scope: ScopeName | 'each row' | null
  may: readonly ('insert' | 'update')[]
  /** A row of this person that the database takes. */
  row: (person: Someone, beside: Beside, scope: number) => Row
  /** Only the person's own organisation adds one, whatever else a reach allows. */
  addedBy?: 'own organisation' | 'nobody'
  /**
   * Only the person's own organisation reads and changes it, and of it those who read this scope too: the receiving side has a door
   * of its own.
   */
  keptFor?: ScopeName
  /** Beside the table's scope, whoever writes must be able to write this one. */
  alsoNeeds?: ScopeName
  /** Whoever writes these may write what is not sensitive, in their own organisation. */
  orByWriting?: readonly ScopeName[]
}

const of = ({ id, organisationId }: Someone) => ({ organisation_id: organisationId, person_id: id })
/** What the database takes for something sealed, though it opens for nobody. */
export const CLOSED = `sealed:1:${'A'.repeat(40)}`
const DAY = '2026-01-05'
const PAST = '2026-01-05T09:00:00Z'

/**
 * Every table that names a person, and a row of it. The matrix is red until a new table stands here, and then tries it for every
 * role and relation.
 */
export const personTables: Readonly<Record<string, PersonTable>> = {
  'app.person': {
    scope: 'identity',
    may: ['insert', 'update'],
    // A new one has an id that no way in names yet: the only door is sec.begin_person.
    addedBy: 'nobody',
    row: (person) => ({
      organisation_id: person.organisationId,
      id: crypto.randomUUID(),
      given_name: 'Calum',
      opened_on: DAY,
      recorded_on: DAY,
    }),
  },
  'app.person_name': {
    scope: 'identity',
    may: ['insert', 'update'],
    row: (person) => ({ ...of(person), kind: 'also', name: 'Cal', words: 'cal', sounds: '{KL}' }),
  },
  'app.person_way': {
    scope: 'contact',
    may: ['insert', 'update'],
    row: (person) => ({ ...of(person), kind: 'phone', value: CLOSED }),
  },
  'app.person_tie': {
    scope: 'contact',
    may: ['insert', 'update'],
    row: (person) => ({ ...of(person), relation: 'family', name: CLOSED }),
  },
  'app.person_address': {
    scope: 'protected-address',
    may: ['insert', 'update'],
    addedBy: 'own organisation',
    row: (person) => ({ ...of(person), address: CLOSED, ended_at: PAST }),
  },
  'app.person_address_version': {
    scope: 'protected-address',
    may: [],
    row: (person, { addressId }) => ({ ...of(person), row_id: addressId, version: version(), was: '{}' }),
  },
  'app.person_number': {
    scope: 'contact',
    may: ['insert', 'update'],
    addedBy: 'own organisation',
    keptFor: 'contact',
    row: (person) => ({ ...of(person), scn: CLOSED, scn_print: '1:a-print', ended_at: PAST }),
  },
  'app.person_number_version': {
    scope: 'contact',
    may: [],
    keptFor: 'contact',
    row: (person, { numberId }) => ({ ...of(person), row_id: numberId, version: version(), was: '{}' }),
  },
  'app.person_version': {
    scope: 'identity',
    may: [],
    row: (person) => ({ ...of(person), version: version(), was: '{}' }),
  },
  'app.fact': {
    scope: 'each row',
    may: ['insert', 'update'],
    row: (person, _beside, scope) => ({
      ...of(person),
      kind: 'TEST',
      scope,
      happens_on: DAY,
      source: 'school record',
      recorded_on: DAY,
    }),
  },
  'app.fact_version': {
    scope: 'each row',
    may: [],
    row: (person, { factId }, scope) => ({
      ...of(person),
      fact_id: factId,
      scope,
      version: version(),
      was: '{}',
    }),
  },
  'app.attendance': {
    scope: 'education',
    may: [],
    row: (person) => ({
      ...of(person),
      week_starting: '2026-01-05',
      openings: 10,
      present: 9,
      recorded_on: DAY,
    }),
  },
  'app.attendance_version': {
    scope: 'education',
    may: [],
    row: (person, { weekId }) => ({ ...of(person), attendance_id: weekId, version: version(), was: '{}' }),
  },
  'app.allocation': {
    scope: 'allocation',
    may: ['insert', 'update'],
    row: (person, { workerId }) => ({
      ...of(person),
      worker_id: workerId,
      kind: 'co-worker',
      starts_at: PAST,
      ends_at: PAST,
    }),
  },
  'app.handover': {
    scope: 'allocation',
    may: ['insert', 'update'],
    addedBy: 'own organisation',
    keptFor: 'wellbeing',
    row: (person, { workerId }) => ({
      ...of(person),
      lot_id: crypto.randomUUID(),
      kind: 'lead',
      to_worker_id: workerId,
      from_on: DAY,
      reason: 'share-work',
      because: 'x',
      lines: 'x',
      read_by_on: DAY,
    }),
  },
  'app.exclusion': {
    scope: null,
    may: [],
    row: (person, { workerId }) => ({ ...of(person), worker_id: workerId, because: 'A neighbour' }),
  },
  'app.restricted_reader': {
    scope: null,
    may: [],
    row: (person, { workerId }) => ({ ...of(person), worker_id: workerId }),
  },
  // Reached by its functions alone, which ask for the role; tests/oversight tries them.
  'app.unusual_read': {
    scope: null,
    may: [],
    row: (person, { workerId }) => ({
      organisation_id: person.organisationId,
      person_id: person.id,
      worker_id: workerId,
      rule: 'same-family-name',
      on_day: DAY,
      facts: '{"ways": ["team"], "times": ["10:00"]}',
      due_on: DAY,
    }),
  },
  'app.same_person': {
    scope: null,
    may: [],
    row: (person, { workerId, otherId = crypto.randomUUID() }) => ({
      ...of(person),
      other_id: otherId,
      reason: 'The same birth date',
      made_by: workerId,
    }),
  },
  'app.person_merge': {
    scope: null,
    may: [],
    row: (person, { workerId, otherId = crypto.randomUUID() }) => ({
      ...of(person),
      other_id: otherId,
      made_by: workerId,
      undone_at: PAST,
      undone_by: workerId,
    }),
  },
  'app.programme_place': {
    scope: 'programme',
    may: ['insert', 'update'],
    addedBy: 'own organisation',
    row: (person, { programme }) => ({
      ...of(person),
      programme_organisation_id: programme.organisationId,
      programme_id: programme.id,
      starts_at: PAST,
      ends_at: PAST,
    }),
  },
  'app.sharing_grant': {
    scope: 'allocation',
    may: ['insert', 'update'],
    orByWriting: ['identity', 'programme'],
    row: (person, { outsiderId }) => ({
      ...of(person),
      to_worker_id: outsiderId,
      scopes: 1,
      purpose: 'A place on a programme',
      basis: 'public task',
      starts_at: PAST,
      expires_at: '2026-03-01T09:00:00Z',
    }),
  },
  'app.transition': {
    scope: 'each row',
    may: [],
    row: (person, _beside, scope) => ({
      ...of(person),
      rule: 'TEST',
      occurrence: crypto.randomUUID(),
      edition: 1,
      scope,
      certainty: 'recorded',
      law_version: 'none',
      prompts: '[]',
      duties: '[]',
      data_gaps: '{}',
      warnings: '{}',
      basis: '[]',
      urgent: 'false',
      because: 'The test says so',
      skeleton: 'none',
    }),
  },
  'app.transition_move': {
    scope: 'each row',
    may: [],
    row: (person, { transitionId }, scope) => ({
      ...of(person),
      transition_id: transitionId,
      scope,
      because: 'The day was corrected',
    }),
  },
  'app.rule_trial_prompt': {
    scope: 'each row',
    may: [],
    row: (person, _beside, scope) => ({
      ...of(person),
      trial_id: crypto.randomUUID(),
      occurrence: crypto.randomUUID(),
      place: 0,
      scope,
      kind: 'appears',
      step_to: '-39w',
      to_on: DAY,
    }),
  },
  'app.rule_failure': {
    scope: 'each row',
    may: [],
    row: (person, _beside, scope) => ({ ...of(person), rule: crypto.randomUUID(), scope }),
  },
  'app.decision': {
    scope: 'each row',
    may: ['insert'],
    row: (person, { transitionId, workerId }, scope) => ({
      ...of(person),
      transition_id: transitionId,
      scope,
      step: '0',
      kind: 'acted',
      decided_by: workerId,
    }),
  },
  'app.session': {
    scope: 'wellbeing',
    may: ['insert', 'update'],
    addedBy: 'own organisation',
    row: (person, { workerId }) => ({ ...of(person), worker_id: workerId, planned_on: DAY }),
  },
  'app.session_card': {
    scope: 'wellbeing',
    may: ['insert', 'update'],
    addedBy: 'own organisation',
    row: (person, { sessionId }) => ({
      ...of(person),
      session_id: sessionId,
      card_id: 'T01',
      card_version: 1,
      ended_at: PAST,
    }),
  },
  'app.session_version': {
    scope: 'wellbeing',
    may: [],
    row: (person, { sessionId }) => ({ ...of(person), session_id: sessionId, version: version(), was: '{}' }),
  },
  'app.concern': {
    scope: 'exploitation',
    may: ['insert'],
    addedBy: 'own organisation',
    row: (person) => ({ ...of(person), words: CLOSED, told_who: CLOSED, told_at: PAST }),
  },
  'app.referral': {
    scope: 'programme',
    may: ['insert', 'update'],
    addedBy: 'own organisation',
    keptFor: 'wellbeing',
    alsoNeeds: 'identity',
    row: (person, { programme, otherProgramme = programme }) => ({
      ...of(person),
      programme_organisation_id: otherProgramme.organisationId,
      programme_id: otherProgramme.id,
    }),
  },
  'app.referral_event': {
    scope: 'programme',
    may: [],
    keptFor: 'wellbeing',
    row: (person, { programme, workerId, referralId }) => ({
      ...of(person),
      referral_id: referralId,
      programme_id: programme.id,
      seq: version(),
      kind: 'seen',
      from_status: 'draft',
      side: 'referrer',
      made_by: workerId,
      by_name: 'Isla Munro',
    }),
  },
}

let versions = 0

function version(): number {
  versions += 1
  return versions
}

export function insertInto(table: string, row: Row): string {
  const values = Object.values(row).map(literal)
  return `insert into ${table} (${Object.keys(row).join(', ')}) values (${values.join(', ')})`
}

function literal(value: string | number | null): string {
  if (value === null) return 'null'
  return typeof value === 'number' ? String(value) : `'${value.replaceAll("'", "''")}'`
}
