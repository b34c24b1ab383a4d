import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { formatDay } from '~/shared/civil-date'
import type { LawVersion, Rule, Settings } from '~/transitions/rule'
import { rules } from '~/transitions/rules'
import { ruleWords } from '~/transitions/words'

const here = fileURLToPath(new URL('.', import.meta.url))
const README = '../../app/transitions/rules/README.md'

/** Every code of domain/A and of contracts.md. */
const CODES = [
  ...['SCHOOL_LEAVING', 'DESTINATION_UNCONFIRMED', 'EXCLUSION', 'PART_TIME_TIMETABLE', 'SCHOOL_MOVE'],
  ...['P7_S1', 'S4_S5_S6', 'ATTENDANCE_DROP', 'AGE_16', 'AGE_17_6M', 'AGE_18', 'AGE_19', 'AGE_21', 'AGE_26'],
  ...['CSO_END', 'ICSO_END', 'SECURE_REVIEW', 'SECURE_EXIT', 'LOOKED_AFTER_ENDS', 'CONTINUING_CARE'],
  ...[
    'MOVE_OF_HOME',
    'EEI_REFERRAL',
    'DIVERSION_OFFER',
    'DIVERSION_END',
    'COURT_DATE',
    'BAIL_START',
    'REMAND',
  ],
  ...['STRUCTURED_DEFERRED_SENTENCE', 'CPO_START', 'CPO_REVIEW', 'ORDER_END', 'DTTO_REVIEW'],
  ...['CUSTODY_START', 'RELEASE', 'MISSING_RETURN', 'PARENT_IMPRISONED', 'PARENT_RELEASED', 'BEREAVEMENT'],
  ...['HOMELESS_NOTICE', 'HOMELESS', 'HOSPITAL_VIOLENCE', 'SAFEGUARDING_NOW', 'CP_PROCESS', 'PROGRAMME_END'],
  ...['WORKER_CHANGE', 'SERVICE_FUNDING_END', 'SEASON'],
]

test('the table of the rules says what the rules are: write it anew with --update', async () => {
  const tests = testsByRule()

  const page = pageOf(tests)

  expect([...tests].filter(([, count]) => count === 0)).toEqual([])
  await expect(page).toMatchFileSnapshot(README)
})

test('every rule of domain/A is there, each once, and none that it does not know', () => {
  expect(rules.map(({ code }) => code).sort()).toEqual([...CODES].sort())
})

test('a test is counted for the rule that it names, itself or by what it calls', () => {
  const source = `
function moveOf() { return theOne('MOVE_OF_HOME') }
test('one', () => { moveOf() })
test.each([1])('two', () => { theOne('AGE_16') })
test('none', () => { other('AGE_166') })
`
  expect(countIn(source, 'MOVE_OF_HOME')).toBe(1)
  expect(countIn(source, 'AGE_16')).toBe(1)
  expect(countIn(source, 'AGE_18')).toBe(0)
})

function pageOf(tests: ReadonlyMap<string, number>): string {
  return [
    '# The rules',
    '',
    'One file a rule, its words in it or beside it. This page is made from the rules themselves by',
    '`tests/transitions/rules-table.test.ts`, which fails while it says something else. Tests of all rules at once (`random-lives`,',
    '`random-edits`) are not counted.',
    '',
    '| rule | what it finds | source | law, and the day from which it holds | edition | settings | tests |',
    '|---|---|---|---|---|---|---|',
    ...rules.map((rule) => rowOf(rule, tests.get(rule.code) ?? 0)),
    '',
  ].join('\n')
}

function rowOf({ code, source, lawVersions, edition, settings }: Rule, tests: number): string {
  const cells = [
    `\`${code}\``,
    ruleWords[code] ?? '',
    `[${source.title}](${source.url})`,
    lawVersions.map(lawInWords).join('; '),
    String(edition),
    settingsInWords(settings),
    String(tests),
  ]
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
}

function lawInWords({ code, effectiveFrom, verifiedOn }: LawVersion): string {
  const from = effectiveFrom === null ? 'not in force' : `from ${formatDay(effectiveFrom, 'short')}`
  return `${code}, ${from}, checked ${formatDay(verifiedOn, 'short')}`
}

function settingsInWords(settings: Settings): string {
  return Object.entries(settings)
    .map(
      ([name, value]) =>
        `${name}: ${Array.isArray(value) ? value.map(({ step }) => step).join(' ') || 'none' : value}`,
    )
    .join('; ')
}

function testsByRule(): Map<string, number> {
  const sources = readdirSync(here)
    .filter(
      (name) => /\.test\.tsx?$/.test(name) && !name.startsWith('random-') && !name.startsWith('rules-table'),
    )
    .map((name) => readFileSync(join(here, name), 'utf8'))
  return new Map(
    rules.map(({ code }) => [code, sources.reduce((sum, source) => sum + countIn(source, code), 0)]),
  )
}

/** Tests that name the code, or call a function of their file that does. */
function countIn(source: string, code: string): number {
  const parts = source.split(/^(?=(?:export )?(?:async )?(?:test|function|const)\b)/m)
  const naming = parts.filter((part) => new RegExp(`['"\`]${code}['"\`]`).test(part))
  const callers = naming.flatMap((part) => /^(?:async )?(?:function|const) (\w+)/.exec(part)?.[1] ?? [])
  const calls = new RegExp(`\\b(${['never called', ...callers].join('|')})\\b`)
  return parts.filter((part) => /^test\b/.test(part) && (naming.includes(part) || calls.test(part))).length
}
