import { parseCivilDate } from '~/shared/civil-date'
import { today } from '~/shared/clock.server'
import { mondayOf } from '~/uptake/period'
import { takeSnapshots } from '~/uptake/snapshot.server'
import { type Command, done, type Given, refusedWith, textOption } from './command'

export const snapshotCommands: Readonly<Record<string, Command>> = {
  snapshot: {
    usage: 'snapshot [--as-of DATE]',
    does: 'the weekly figures of every organisation that has none yet, as of the Monday on or before that day',
    words: [0, 0],
    options: { 'as-of': { type: 'string' } },
    run: snapshot,
  },
}

async function snapshot(given: Given) {
  const said = textOption(given, 'as-of')
  const day = said === null ? today(given.env.today) : parseCivilDate(said)
  if (day === null) return refusedWith('--as-of must be a day like 2026-11-25.')
  if (day > today(given.env.today)) return refusedWith('--as-of must not be later than today.')
  const { owner, jobs } = await given.database()
  const weekOn = mondayOf(day)
  const taken = await takeSnapshots(owner.db, jobs.db, weekOn)
  const lines = taken.map(({ organisation, counts, outcome }) => `${organisation}  ${counts}  ${outcome}`)
  return done([`As of ${weekOn}: ${taken.length} taken.`, ...lines].join('\n'), { weekOn, taken })
}
