import { type Db, sql } from '#db/connection.server'
import type { CivilDate } from '~/shared/civil-date'
import type { RuleHealth } from './health'

/**
 * How each rule did in this organisation since that day, by numbers that tell of nobody: the database leaves out what is too small. Nothing
 * for whoever may not read the rules. A query that was not asked yet, to stand among others.
 */
export function rulesHealth(db: Db, since: CivilDate) {
  return db
    .selectFrom(
      sql<{
        rule: string
      }>`(select h.rule, h.shown, h.acted, h.put_off as "putOff", h.already_done as "alreadyDone", h.not_right as "notRight",
          h.not_true as "notTrue", h.not_right_otherwise as "notRightOtherwise", h.useful, h.not_useful as "notUseful",
          h.is_often_not_right as "isOftenNotRight", case when h.days_before is not null then
            jsonb_build_object('middle', h.days_before, 'least', h.days_least, 'most', h.days_most) end as "daysBefore"
        from sec.rule_health(${since}::date) h)`.as('health'),
    )
    .selectAll()
    .$castTo<RuleHealth>()
}
