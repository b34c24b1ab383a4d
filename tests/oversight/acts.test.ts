import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { actInWords, actsOfKind, isKnownAct } from '~/audit/acts'
import { howSeen } from '~/oversight/how-seen'
import { inDays, timesInWords } from '~/oversight/in-days'
import { actNames } from '~/referrals/acts'
import { civilDate } from '~/shared/civil-date'
import { expect, test } from '../support/database'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Acts as they stand in the code: what is written to the audit is a word, a dot and a word. */
function actsInCode(): string[] {
  const files = readdirSync(join(root, 'app'), { recursive: true })
    .map(String)
    .filter((file) => file.endsWith('.server.ts') || file.startsWith('routes/'))
  const texts = files.map((file) => readFileSync(join(root, 'app', file), 'utf8'))
  return texts.flatMap((text) =>
    [...text.matchAll(/\bact: '([a-z-]+\.[a-z.-]+)'/g)].map(([, act = '']) => act),
  )
}

test('every act that is written to the account has words', () => {
  const written = [
    ...actsInCode(),
    ...actNames.map((name) => `referral.${name}`),
    ...['name', 'way', 'tie'].map((what) => `person.${what}`),
  ]

  expect(written.length).toBeGreaterThan(60)
  expect(written.filter((act) => !isKnownAct(act))).toEqual([])
})

test('an act without words is named as it stands', () => {
  expect(actInWords('moon.land')).toBe('did something else (moon.land)')
})

test('to look is one thing and to change another', () => {
  const [looks, changes] = [actsOfKind('look'), actsOfKind('change')]

  expect(looks).toContain('person.view')
  expect(changes).toContain('fact.correct')
  expect(looks.filter((act) => changes.includes(act))).toEqual([])
})

test.for([
  ['lead', 'as lead worker'],
  ['co-worker team', 'as co-worker, and by their team'],
  ['share:3f2a share:77b1', 'by a share'],
  ['work:rederive', 'as work that Airt does by itself'],
  ['', ''],
] as const)('the ways %s are said as "%s"', ([via, words]) => {
  expect(howSeen(via)).toBe(words)
})

test('what is alike within a day is said once, with its times', () => {
  const on = (day: string, time: string, act: string) => ({ day: civilDate(day), time, act })
  const entries = [
    on('2026-11-25', '16:40', 'a'),
    on('2026-11-25', '12:00', 'b'),
    on('2026-11-25', '09:10', 'a'),
    on('2026-11-24', '09:10', 'a'),
  ]

  expect(
    inDays(entries, ({ act }) => act).map(({ day, lines }) => [
      day,
      lines.map(({ act, times }) => [act, times]),
    ]),
  ).toEqual([
    [
      '2026-11-25',
      [
        ['a', ['09:10', '16:40']],
        ['b', ['12:00']],
      ],
    ],
    ['2026-11-24', [['a', ['09:10']]]],
  ])
  expect([timesInWords(['09:10']), timesInWords(['09:10', '16:40']), timesInWords(['1', '2', '3'])]).toEqual([
    '09:10',
    '09:10 and 16:40',
    '1 to 3, 3 times',
  ])
})
