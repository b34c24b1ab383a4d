import type { CivilDate } from '~/shared/civil-date'
import type { Hurt } from './card'

/** The kinds of fact that say that something hurt somebody, after which some cards rest (domain/B2). */
const byKind: Readonly<Record<string, Hurt>> = {
  BEREAVEMENT: 'bereavement',
  HOSPITAL_VIOLENCE: 'violence-injury',
}

/** What hurt somebody, of the facts that are held about them. */
export function hurtsIn(
  facts: readonly { kind: string; happensOn: CivilDate }[],
): { kind: Hurt; on: CivilDate }[] {
  return facts.flatMap(({ kind, happensOn }) => {
    const hurt = byKind[kind]
    return hurt ? [{ kind: hurt, on: happensOn }] : []
  })
}
