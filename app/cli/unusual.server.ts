import { lookThroughDay, lookThroughYesterday } from '~/oversight/look-through.server'
import { parseCivilDate } from '~/shared/civil-date'
import { today } from '~/shared/clock.server'
import { type Command, done, type Given, refusedWith, textOption } from './command'

export const unusualCommands: Readonly<Record<string, Command>> = {
  'unusual-reads': {
    usage: 'unusual-reads [--day DATE]',
    does: 'looks through what was opened, up to yesterday or on one day, as it is done each night',
    words: [0, 0],
    options: { day: { type: 'string' } },
    run: look,
  },
}

async function look(given: Given) {
  const said = textOption(given, 'day')
  const day = said === null ? null : parseCivilDate(said)
  if (said !== null && day === null) return refusedWith('--day must be a day like 2026-11-25.')
  if (day !== null && day > today()) return refusedWith('--day must not be later than today.')
  const { owner, jobs } = await given.database()
  const on = today(given.env.today)
  const looked =
    day === null
      ? await lookThroughYesterday(owner.db, jobs.db, on)
      : await lookThroughDay(owner.db, jobs.db, day, on)
  const lines = looked.map(({ organisation, day, found }) => `${organisation}  ${day}  ${found} found`)
  return done(lines.length ? lines.join('\n') : 'Every day was looked through already.', looked)
}
