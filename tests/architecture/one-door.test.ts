import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** What may be done in one file alone, and how one who does it elsewhere is recognised. */
const doors = [
  {
    what: 'the clock is read',
    door: 'app/shared/clock.server.ts',
    /** It asks the device’s own clock, to hold it against ours. */
    also: ['app/ui/clock-warning.tsx'],
    mark: /\bnew Date\(\)|\bDate\.now\(/,
    wrong: ['const now = new Date()', 'if (until > Date.now()) return'],
  },
  {
    what: 'a query over young people begins',
    door: 'app/access/visible.server.ts',
    mark: /(selectFrom|Join)\(\s*'app\.person\b|`\s*(select|with)\b[^`]*\bfrom app\.person\b|\bjoin app\.person\b/i,
    wrong: [
      "db.selectFrom('app.person')",
      "db.selectFrom('app.person as person')",
      'sql`select id from app.person`',
    ],
  },
  {
    what: 'an audit row is written',
    door: 'app/audit/write.server.ts',
    /** It keeps how a look through the seals ended, and writes no entry. */
    also: ['app/audit/check.server.ts'],
    mark: /\baud\.write\(|insertInto\(\s*'aud\.|insert into aud\./i,
    wrong: ['sql`select aud.write(1)`', "db.insertInto('aud.audit_entry')"],
  },
  {
    what: 'a transition is derived and stored',
    door: 'app/transitions/derive.server.ts',
    /** They say what the rules find as of another day, or would find with other settings, and store nothing. */
    also: ['app/cli/transitions.server.ts', 'app/workshop/trial-turn.server.ts'],
    mark: /(?<!function )\btransitionsIn\(|\bsec\.store_transitions\(|(insertInto|updateTable|deleteFrom)\(\s*'app\.transition\b/,
    wrong: [
      'transitionsIn(life)',
      "db.insertInto('app.transition')",
      "db.updateTable('app.transition as t')",
    ],
  },
  {
    what: 'a referral changes status',
    door: 'app/referrals/move.server.ts',
    mark: /\bsec\.move_referral\(|(insertInto|updateTable|deleteFrom)\(\s*'app\.referral_event\b/,
    wrong: ['sql`select * from sec.move_referral(1)`', "db.insertInto('app.referral_event')"],
  },
] satisfies Door[]

type Door = { what: string; door: string; also?: readonly string[]; mark: RegExp; wrong: string[] }

/** Waiting for a process is no matter of the day. */
const waits = /^(db\/embedded\/|app\/start\.mjs$)/

describe.each<Door>(doors)('$what', ({ door, also, mark, wrong }) => {
  test(`in ${door} alone`, () => {
    const others = sources().filter(
      (file) => file !== door && !also?.includes(file) && mark.test(readFileSync(join(root, file), 'utf8')),
    )

    expect(others).toEqual([])
    expect(readFileSync(join(root, door), 'utf8')).toMatch(mark)
  })

  test.each(wrong)('and anywhere else this would be seen: %s', (line) => {
    expect(line).toMatch(mark)
  })
})

function sources(): string[] {
  return ['app', 'db']
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true }).map((file) => `${folder}/${file}`),
    )
    .filter((file) => /\.(ts|tsx|mjs)$/.test(file) && !waits.test(file))
}
