import type { Settings } from './rule'
import { rulesByCode } from './rules'
import { type RuleChange, settingsFrom } from './settings'

/** What organisations set of their rules, as it is stored: by organisation, then by rule. */
export type StoredOwnSettings = Readonly<Record<string, Readonly<Record<string, RuleChange>>>>

/** What an organisation has of its own, by the rule's code: of those that it changed alone. */
export type Own = {
  settings: Readonly<Record<string, Settings>>
  graceDays: Readonly<Record<string, number>>
}

export type OwnSettings = (organisationId: string) => Own

/** Read once for all the people of a batch. A rule that this Airt no longer has is left out. */
export function ownSettingsIn(stored: StoredOwnSettings): OwnSettings {
  const byOrganisation = new Map<string, Own>()
  for (const [organisationId, changes] of Object.entries(stored)) {
    const settings: Record<string, Settings> = {}
    const graceDays: Record<string, number> = {}
    for (const [code, change] of Object.entries(changes)) {
      const rule = rulesByCode.get(code)
      if (!rule) continue
      settings[code] = settingsFrom(rule, change.settings)
      graceDays[code] = change.graceDays
    }
    byOrganisation.set(organisationId, { settings, graceDays })
  }
  return (organisationId) => byOrganisation.get(organisationId) ?? NOTHING
}

const NOTHING: Own = { settings: {}, graceDays: {} }
