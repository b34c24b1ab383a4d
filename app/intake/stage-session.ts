import type { PersonInput } from '~/caseload/person.input'
import type { CivilDate } from '~/shared/civil-date'
import { sessionOn } from './person-merge'

/**
 * The school session in which somebody is in the stage that was said by hand: the one that runs today where the stage is new, or is
 * said to be theirs now. A stage that was left alone keeps its own, since the rules count on from it.
 */
export function sessionOfStage(
  { stage, stageIsNow }: Pick<PersonInput, 'stage' | 'stageIsNow'>,
  held: { stage: string | null; stageSession: string | null },
  today: CivilDate,
): string | null {
  if (stage === null) return null
  return stage === held.stage && !stageIsNow ? held.stageSession : sessionOn(today)
}
