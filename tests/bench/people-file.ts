import { addDays } from '~/shared/civil-date'
import { names, today } from './people'

/** Whoever the rows of a file name as leading, and the team. */
export const leads = Array.from({ length: 20 }, (_, n) => `worker-${n}@southmoor.example`)
export const team = 'Southmoor'

/** A people.csv of so many invented people as a source exports one, the same at every run. */
export function peopleFile(rows: number): Uint8Array {
  const lines = Array.from({ length: rows }, (_, n) => line(n))
  return new TextEncoder().encode([columns.join(','), ...lines, ''].join('\r\n'))
}

const columns = [
  ...['reference', 'given_name', 'family_name', 'date_of_birth', 'pupil', 'stage', 'stage_session'],
  ...['worker_email', 'team', 'council', 'opened_on', 'recorded_on', 'care_experienced'],
]

function line(n: number): string {
  const { first, last } = names[(n * 7) % names.length] ?? { first: '', last: '' }
  const age = (n * 37) % 4_700
  const isPupil = age < 1_800
  return [
    `S${n}`,
    first,
    last,
    addDays(today, -4_380 - age),
    ...(isPupil ? ['yes', `S${1 + Math.floor(age / 300)}`, '2026/27'] : ['no', '', '']),
    leads[n % leads.length],
    team,
    'Northmoor',
    ...[addDays(today, -((n * 11) % 900)), addDays(today, -((n * 11) % 900))],
    n % 9 === 0 ? 'yes' : '',
  ].join(',')
}
