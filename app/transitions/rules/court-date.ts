import { type CivilDate, civilDate, parseCivilDate } from '~/shared/civil-date'
import { dayInWords, factsOf, isMarked, isReported, restsOn } from '../basis'
import { type Fact, type Found, type Life, ruleOf, type Step } from '../rule'
import { stepsOf } from '../steps'
import { event } from './event'
import { eventWords } from './event-words'

const LAW = 'whole-system-approach'
const HEARINGS = new Set(['COURT'])
const REMANDS = new Set(['REMAND'])

/** A hearing, or the next court day of a remand. Source: youth court support of the Whole System Approach, domain/A5. */
export const courtDate = ruleOf({
  code: 'COURT_DATE',
  scope: 'justice',
  edition: 2,
  lawVersions: [{ code: LAW, effectiveFrom: civilDate('2024-08-28'), verifiedOn: civilDate('2026-11-24') }],
  source: {
    title: 'Whole System Approach: youth court support',
    url: 'https://www.gov.scot/policies/youth-justice/whole-system-approach/',
  },
  ownerRole: 'justice social worker',
  graceDays: 2,
  needs: new Set(['COURT', 'REMAND']),
  settings: { steps: stepsOf('-10wd', '-2wd', '+1d') },
  find,
  words: (told) =>
    eventWords(
      'Court date',
      `There is a court date on ${dayInWords(told.date)}.${isMarked(told, 'remand') ? ' They could be released that day.' : ''}`,
      {
        '-10wd': 'Court is in ten working days. Ask who goes with them and what they need to know.',
        '-2wd': 'Court is in two working days. Check the time, the way there and who goes with them.',
        '+1d': 'Court was yesterday. Ask what was decided and how they are.',
        now: 'Court is close or has just been, and earlier steps have passed. Ask who goes with them, or what was decided.',
      },
      'A new date from the court moves it; a corrected record takes it away.',
      ['Agree who goes with them'],
    ),
})

/**
 * A remand's next court day and a hearing recorded for the same day are one. It goes by the one that was recorded first, so that
 * recording the other leaves what was decided where it is.
 */
function find(life: Life, { steps }: { steps: readonly Step[] }): Found[] {
  const hearings = factsOf(life, HEARINGS)
  const found: Found[] = []
  const merged = new Set<Fact>()
  const known = new Set<CivilDate>()
  for (const remand of factsOf(life, REMANDS)) {
    const next = parseCivilDate(remand.details.next_court_on ?? '')
    if (next === null || known.has(next)) continue
    known.add(next)
    const hearing = hearings.find(({ happensOn }) => happensOn === next)
    if (hearing === undefined) {
      found.push(event(life, remand, next, steps, { lawVersion: LAW, because: onRemand(life, next) }))
      continue
    }
    merged.add(hearing)
    const first = remand.recordedOn < hearing.recordedOn ? remand : hearing
    const surer = isReported(hearing) ? remand : hearing
    found.push(
      event(life, surer, next, steps, {
        lawVersion: LAW,
        occurrence: first.id,
        knownFrom: first.recordedOn,
        basis: [restsOn(hearing), restsOn(remand)],
        because: onRemand(life, next),
      }),
    )
  }
  for (const hearing of hearings) {
    if (merged.has(hearing)) continue
    const because = onRemand(life, hearing.happensOn)
    found.push(event(life, hearing, hearing.happensOn, steps, { lawVersion: LAW, because }))
  }
  return found
}

/** On remand until released, bailed or sentenced: the court of that day could release them. */
function onRemand(life: Life, day: CivilDate): string {
  let isOn = false
  for (const { kind, happensOn } of life.facts) {
    if (happensOn >= day) break
    if (kind === 'REMAND') isOn = true
    if (kind === 'RELEASED' || kind === 'BAIL' || kind === 'CUSTODY') isOn = false
  }
  return isOn ? 'remand' : ''
}
