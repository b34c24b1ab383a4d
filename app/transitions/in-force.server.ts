import { sql } from '#db/connection.server'
import { rules } from './rules'

/** What an organisation has of its own of a rule, where it changed it. */
export type OwnOfRule = { graceDays: number | null; isOwn: boolean }

/** Beside a person and one of their transitions: what their organisation set of its rule. Null: the rule stands as it comes. */
export const ownOfRule = sql<OwnOfRule | null>`(
  select jsonb_build_object('graceDays', own.grace_days, 'isOwn', own.settings is not null) from app.rule_setting own
   where own.organisation_id = person.organisation_id and own.rule = transition.rule and own.in_force_at is not null
   order by own.number desc limit 1)`

/** The days of grace of every rule as this organisation has them, by code: asked once in a query, however many rows it has. */
export function graceDaysIn(organisationId: string) {
  return sql<
    Record<string, number>
  >`(select ${JSON.stringify(AS_THEY_COME)}::jsonb || coalesce(jsonb_object_agg(own.rule, own.grace_days), '{}')
    from (select distinct on (set.rule) set.rule, set.grace_days from app.rule_setting set
           where set.organisation_id = ${organisationId}::uuid and set.in_force_at is not null order by set.rule, set.number desc) own
   where own.grace_days is not null)`
}

const AS_THEY_COME = Object.fromEntries(rules.map((rule) => [rule.code, rule.graceDays]))
