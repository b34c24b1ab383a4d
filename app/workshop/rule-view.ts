import { factKinds, isFactKind } from '~/caseload/fact-kinds'
import { capital } from '~/caseload/words'
import type { CivilDate } from '~/shared/civil-date'
import type { Rule } from '~/transitions/rule'
import {
  type RuleChange,
  type SettingKind,
  type StoredSettings,
  settingKinds,
  settingsAsTheyCome,
  settingsFrom,
} from '~/transitions/settings'
import { stepInWords } from '~/transitions/step-words'
import { ruleWords } from '~/transitions/words'
import type { Change } from './queries.server'
import { settingLabel, workshopWords } from './words'

/** One setting as it is shown and typed. */
export type SettingShown = { name: string; kind: SettingKind; label: string; lines: string[] }

/** A rule in plain words, as this organisation has it. */
export type RuleShown = {
  code: string
  title: string
  looksAt: string[]
  settings: SettingShown[]
  graceDays: number
  isOwn: boolean
  source: { title: string; url: string }
  laws: { code: string; from: CivilDate | null; checkedOn: CivilDate }[]
  edition: number
  owner: string
  endsWhen: string
  actions: readonly string[]
}

export type ChangeShown = Pick<
  Change,
  'id' | 'effectiveOn' | 'because' | 'by' | 'madeOn' | 'undoneBy' | 'undoneOn'
> & {
  settings: SettingShown[] | null
  graceDays: number | null
  state: 'waits' | 'in-force' | 'past'
}

export function titleOf(code: string): string {
  return ruleWords[code] ?? code
}

/** The change that is in force, and the one that waits for its day; of the changes of one rule, the newest first. */
export function standing(changes: readonly Change[]): { inForce: Change | null; waits: Change | null } {
  return {
    inForce: changes.find(({ cameIntoForce }) => cameIntoForce) ?? null,
    waits: changes.find(({ cameIntoForce, undoneOn }) => !cameIntoForce && undoneOn === null) ?? null,
  }
}

/** As a change says it; as the rule comes where it says nothing. */
export function changeAsSet(
  rule: Rule,
  change: { settings: StoredSettings | null; graceDays: number | null } | null,
): RuleChange {
  const comes = settingsAsTheyCome(rule)
  if (change === null || change.settings === null || change.graceDays === null) return comes
  const settings = settingsAsTheyCome({ ...rule, settings: settingsFrom(rule, change.settings) }).settings
  return { settings, graceDays: change.graceDays }
}

export function settingsShown(rule: Rule, { settings }: RuleChange): SettingShown[] {
  return settingKinds(rule).map(({ name, kind }) => ({
    name,
    kind,
    label: settingLabel(name, kind),
    lines: linesOf(settings[name]),
  }))
}

function linesOf(value: StoredSettings[string] | undefined): string[] {
  if (Array.isArray(value)) return value.map(stepInWords)
  return value === null || value === undefined ? [] : [String(value)]
}

export function ruleShown(rule: Rule, changes: readonly Change[]): RuleShown {
  const { inForce } = standing(changes)
  const set = changeAsSet(rule, inForce)
  const words = rule.words({ bornOn: null, date: null, certainty: 'unknown', because: '', overBecause: null })
  return {
    code: rule.code,
    title: titleOf(rule.code),
    looksAt: looksAt(rule),
    settings: settingsShown(rule, set),
    graceDays: set.graceDays,
    isOwn: inForce !== null && inForce.settings !== null,
    source: rule.source,
    laws: rule.lawVersions.map(({ code, effectiveFrom, verifiedOn }) => ({
      code,
      from: effectiveFrom,
      checkedOn: verifiedOn,
    })),
    edition: rule.edition,
    owner: capital(rule.ownerRole),
    endsWhen: words.whatWouldEndIt,
    actions: words.suggestedActions,
  }
}

/** Everything that was changed of a rule, the newest first. */
export function changesShown(rule: Rule, changes: readonly Change[]): ChangeShown[] {
  const { inForce, waits } = standing(changes)
  return changes.map((change) => ({
    ...change,
    settings: change.settings === null ? null : settingsShown(rule, changeAsSet(rule, change)),
    state: change === waits ? 'waits' : change === inForce ? 'in-force' : 'past',
  }))
}

/** What stood before a change came into force; null: the rule as it comes. */
export function toPutBack(rule: Rule, changes: readonly Change[], change: Change): RuleChange | null {
  const before = changes.find(({ cameIntoForce, number }) => cameIntoForce && number < change.number)
  return before === undefined || before.settings === null ? null : changeAsSet(rule, before)
}

function looksAt({ needs }: Rule): string[] {
  if (needs === null) return [workshopWords.everybody]
  return [...needs].map((kind) => (isFactKind(kind) ? factKinds[kind].title : kind))
}
