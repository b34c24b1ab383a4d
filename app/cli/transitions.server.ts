import { peopleOfWork } from '~/access/visible.server'
import { beginWork, inWork } from '~/access/work.server'
import { recordAudit } from '~/audit/write.server'
import { type CivilDate, parseCivilDate } from '~/shared/civil-date'
import { today } from '~/shared/clock.server'
import { transitionsJson } from '~/transitions/list'
import { livesOf } from '~/transitions/lives.server'
import { rederiveAll } from '~/transitions/rederive.server'
import { rules, rulesByCode } from '~/transitions/rules'
import { GRACE, readSettings, settingKinds, settingsAsTheyCome } from '~/transitions/settings'
import { transitionsIn } from '~/transitions/transitions-in'
import { dryRun } from '~/workshop/dry-run.server'
import { warningsOfLaw } from '~/workshop/law.server'
import { whyNotSet } from '~/workshop/words'
import { type Command, done, type Given, refusedWith, textOption } from './command'
import { organisationCalled } from './organisations.server'

export const transitionCommands: Readonly<Record<string, Command>> = {
  transitions: {
    usage: 'transitions --as-of DATE [--from DATE] [--until DATE] [--person REF] [--organisation SLUG]',
    does: 'what the rules find, with reasons; writes only its audit row',
    words: [0, 0],
    options: {
      'as-of': { type: 'string' },
      from: { type: 'string' },
      until: { type: 'string' },
      person: { type: 'string' },
      organisation: { type: 'string' },
    },
    run: listTransitions,
  },
  'rules show': {
    usage: 'rules show CODE',
    does: 'one rule: its source, the versions of its law, what it says',
    words: [1, 1],
    run: async (given) => showRule(given),
  },
  'rules dry-run': {
    usage: 'rules dry-run CODE --set key=value [--set key=value] [--organisation SLUG]',
    does: 'what a change of a rule would do: whose prompts would appear, move or go. Lead times as -26w,-12w; nothing is saved',
    words: [1, 1],
    options: { set: { type: 'string', multiple: true }, organisation: { type: 'string' } },
    run: tryOut,
  },
  rules: { usage: 'rules', does: 'every rule with its source', words: [0, 0], run: async () => listRules() },
  rederive: {
    usage: 'rederive [--dry-run]',
    does: 'everyone again, after a rule changed; a dry run only says for how many something would change',
    words: [0, 0],
    options: { 'dry-run': { type: 'boolean' } },
    run: rederive,
  },
}

type Span = { asOf: CivilDate; from?: CivilDate; until?: CivilDate }

async function listTransitions(given: Given) {
  const span = spanOf(given)
  if (typeof span === 'string') return refusedWith(span)
  const database = await given.database()
  const slug = textOption(given, 'organisation')
  const organisationId = slug === null ? null : await organisationCalled(database, slug)
  if (slug !== null && organisationId === null) return refusedWith(`There is no organisation ${slug}.`)
  const reference = textOption(given, 'person')

  const token = await beginWork(database.owner.db, 'transitions.list', organisationId)
  const lawWarnings = await inWork(database.jobs.db, token, (db) => warningsOfLaw(db, span.asOf))
  const found: ReturnType<typeof transitionsJson> = []
  for (let after: string | null = null; ; ) {
    const batch = await inWork(database.jobs.db, token, async (db) => {
      const people = await peopleOfWork(db)
        .$if(after !== null, (query) => query.where('person.id', '>', after ?? ''))
        .$if(reference !== null, (query) => query.where('person.reference', '=', reference))
        .select(['person.id', 'person.reference'])
        .orderBy('person.id')
        .limit(AT_ONCE)
        .execute()
      const ids = people.map(({ id }) => id)
      await recordAudit(db, { act: 'transitions.list', people: ids, detail: { by: given.by } })
      return { people, lives: ids.length > 0 ? await livesOf(db, ids) : [] }
    })
    if (batch.people.length === 0) break
    const names = new Map(batch.people.map(({ id, reference: known }) => [id, known ?? id]))
    for (const held of batch.lives) {
      const { transitions } = transitionsIn(held.life)
      const around = { graceDays: held.graceDays, warnings: lawWarnings }
      found.push(...transitionsJson(names.get(held.id) ?? held.id, held.life, transitions, span, around))
    }
    after = batch.people.at(-1)?.id ?? null
  }
  if (reference !== null && found.length === 0)
    return refusedWith(`Nothing is found for ${reference}: is the reference right?`)
  found.sort((one, other) => keyOf(one).localeCompare(keyOf(other)))
  const lines = found.map(
    ({ person, date, title, certainty }) => `${person}  ${date ?? 'day not known'}  ${title} (${certainty})`,
  )
  return done(lines.join('\n'), found)
}

const AT_ONCE = 1_000

function keyOf({
  person,
  date,
  rule,
  occurrence,
}: {
  person: string
  date: string | null
  rule: string
  occurrence: string
}) {
  return `${person} ${date ?? '9999'} ${rule} ${occurrence}`
}

/** The days asked for, or what is wrong with them. */
function spanOf(given: Given): Span | string {
  const days: Partial<Record<'as-of' | 'from' | 'until', CivilDate>> = {}
  for (const name of ['as-of', 'from', 'until'] as const) {
    const text = textOption(given, name)
    if (text === null) continue
    const day = parseCivilDate(text)
    if (day === null) return `--${name} must be a day like 2026-11-25.`
    days[name] = day
  }
  const asOf = days['as-of']
  if (!asOf) return 'Say for which day with --as-of.'
  return { asOf, from: days.from, until: days.until }
}

function listRules() {
  const all = rules.map(({ code, edition, source, ownerRole, lawVersions }) => ({
    code,
    edition,
    source,
    ownerRole,
    lawVersions,
  }))
  return done(all.map(({ code, source }) => `${code}  ${source.title}`).join('\n'), all)
}

function showRule({ words: [code = ''] }: Given) {
  const rule = rulesByCode.get(code.toUpperCase())
  if (!rule) return refusedWith(`There is no rule ${code}. List them with: airt rules`)
  const { edition, source, ownerRole, graceDays, lawVersions, scope } = rule
  const words = rule.words({ bornOn: null, date: null, certainty: 'unknown', because: '', overBecause: null })
  const shown = {
    code: rule.code,
    edition,
    title: words.title,
    scope,
    source,
    ownerRole,
    graceDays,
    lawVersions,
    whatWouldEndIt: words.whatWouldEndIt,
  }
  const text = [
    `${rule.code} (edition ${edition}): ${words.title}`,
    `Source: ${source.title}, ${source.url}`,
    `Owner: ${ownerRole}`,
    `Escalates after ${graceDays} days undecided.`,
    ...lawVersions.map(
      ({ code, effectiveFrom, verifiedOn }) =>
        `Law ${code}, ${effectiveFrom ? `from ${effectiveFrom}` : 'not in force'}, checked ${verifiedOn}`,
    ),
    `Goes away with: ${words.whatWouldEndIt}`,
  ]
  return done(text.join('\n'), shown)
}

/** Every setting that is not named stays as the rule comes. */
async function tryOut(given: Given) {
  const rule = rulesByCode.get((given.words[0] ?? '').toUpperCase())
  if (!rule) return refusedWith(`There is no rule ${given.words[0]}. List them with: airt rules`)
  const names = [...settingKinds(rule).map(({ name }) => name), GRACE]
  const typed: Record<string, string> = {}
  for (const each of [given.options.set as unknown].flat()) {
    const [, name = '', value = ''] = /^([^=]+)=(.*)$/.exec(String(each ?? '')) ?? []
    if (!names.includes(name))
      return refusedWith(
        `Say what to change with --set, as one of ${names.map((known) => `${known}=…`).join(', ')}.`,
      )
    typed[name] = value
  }
  const read = readSettings(rule, settingsAsTheyCome(rule), typed)
  if (!read.ok)
    return refusedWith(
      Object.entries(read.reason)
        .map(([name, why]) => `${name}: ${whyNotSet(why)}`)
        .join(' '),
    )
  const database = await given.database()
  const slug = textOption(given, 'organisation')
  const organisationId = slug === null ? null : await organisationCalled(database, slug)
  if (slug !== null && organisationId === null) return refusedWith(`There is no organisation ${slug}.`)
  const token = await beginWork(database.owner.db, 'rules.try', organisationId)
  const would = await dryRun(database.jobs.db, token, rule, read.value.settings, {
    today: today(given.env.today),
    by: given.by,
    progress: (people) => given.progress(`${people} people`),
  })
  return done(
    `${would.people} people; for ${would.concerned} something would change: ${would.appear} prompts appear, ${would.move} move, ${would.go} go. ${would.dueAtOnce} would be due at once.`,
    { rule: rule.code, ...would },
  )
}

async function rederive({ options, database, by, progress }: Given) {
  const { owner, jobs } = await database()
  const dryRun = options['dry-run'] === true
  const token = await beginWork(owner.db, 'rederive', null)
  const result = await rederiveAll(jobs.db, token, {
    dryRun,
    by,
    progress: everySecond((people, inAll) =>
      progress(`${people.toLocaleString('en-GB')} of ${inAll.toLocaleString('en-GB')} people`),
    ),
  })
  const would = dryRun ? 'would change' : 'changed'
  return done(`${result.people} people; for ${result.changed} something ${would}.`, { ...result, dryRun })
}

/** Says so at most once a second. */
function everySecond(say: (people: number, inAll: number) => void) {
  let next = performance.now() + 1_000
  return (people: number, inAll: number) => {
    if (performance.now() < next) return
    next = performance.now() + 1_000
    say(people, inAll)
  }
}
