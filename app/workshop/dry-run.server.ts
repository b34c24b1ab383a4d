import type { Db } from '#db/connection.server'
import { inWork, type WorkToken } from '~/access/work.server'
import { recordAudit } from '~/audit/write.server'
import type { CivilDate } from '~/shared/civil-date'
import { livesOf } from '~/transitions/lives.server'
import type { Rule } from '~/transitions/rule'
import type { StoredSettings } from '~/transitions/settings'
import { type Concerned, concernedIn, countsOf, peopleAfter } from './trial-turn.server'

type Would = ReturnType<typeof countsOf> & { people: number; prompts: Concerned[]; isCutShort: boolean }

/** So many people's prompts are listed; the counts are of all. */
const MOST_LISTED = 10_000

/** What settings of a rule would do to everybody within reach of this work, by command. It writes its audit and nothing else. */
export async function dryRun(
  jobs: Db,
  token: WorkToken,
  rule: Rule,
  settings: StoredSettings,
  { today, by, progress }: { today: CivilDate; by: string; progress: (people: number) => void },
): Promise<Would> {
  const would: Would = {
    people: 0,
    concerned: 0,
    appear: 0,
    move: 0,
    go: 0,
    dueAtOnce: 0,
    prompts: [],
    isCutShort: false,
  }
  for (let after: string | null = null; ; ) {
    const seen: string | null = after
    const { ids, found } = await inWork(jobs, token, async (db) => {
      const people = await peopleAfter(db, seen)
      await recordAudit(db, { act: 'rules.try', people, detail: { rule: rule.code, by } })
      return {
        ids: people,
        found: people.length ? concernedIn(await livesOf(db, people), rule, settings) : [],
      }
    })
    const last = ids.at(-1)
    if (last === undefined) return would
    const counts = countsOf(found, today)
    for (const name of ['concerned', 'appear', 'move', 'go', 'dueAtOnce'] as const)
      would[name] += counts[name]
    const room = MOST_LISTED - would.prompts.length
    would.prompts.push(...found.slice(0, room))
    would.isCutShort ||= found.length > room
    would.people += ids.length
    progress(would.people)
    after = last
  }
}
