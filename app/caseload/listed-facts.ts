import type { CivilDate } from '~/shared/civil-date'
import { differing } from './disagreement'
import type { ListedFact } from './fact-list'
import type { HeldFact } from './open-record.server'
import { isStaleFact } from './staleness'

/**
 * A person's facts as their page shows them, with every version and, where they may, the ways to change them. Each part is named:
 * what is not shown does not go to the browser.
 */
export function listedFacts(
  facts: readonly HeldFact[],
  today: CivilDate,
  links: {
    mayChange: (kind: string) => boolean
    to: (factId: string) => string
    formKey: (path: string) => string
  },
): ListedFact[] {
  return facts.map((fact) => {
    const at = links.to(fact.id)
    const maySettle = links.mayChange(fact.kind)
    const mayChange = maySettle && fact.withdrawnOn === null
    const isOld = isStaleFact(fact, today)
    return {
      factId: fact.id,
      kind: fact.kind,
      version: fact.version,
      happensOn: fact.happensOn,
      atTime: fact.atTime,
      endsOn: fact.endsOn,
      certainty: fact.certainty,
      standing: fact.standing,
      source: fact.source,
      documentRef: fact.documentRef,
      receivedOn: fact.receivedOn,
      recordedOn: fact.recordedOn,
      recordedBy: fact.recordedBy,
      confirmedOn: fact.confirmedOn,
      details: fact.details,
      note: fact.note,
      isStale: isOld,
      withdrawn:
        fact.withdrawnOn === null
          ? null
          : { on: fact.withdrawnOn, because: fact.withdrawnBecause ?? '', by: fact.changedBy },
      versions: fact.versions.map((past, at) => ({
        version: past.version,
        happensOn: past.happens_on,
        atTime: past.at_time,
        endsOn: past.ends_on,
        certainty: past.certainty,
        standing: past.standing,
        source: past.source,
        documentRef: past.document_ref,
        receivedOn: past.received_on,
        details: past.details,
        note: past.note,
        replacedOn: past.replaced_on,
        ...whoReplaced(fact, at),
      })),
      disagreement: maySettle ? disagreementOf(fact, `${at}/settle`, links.formKey) : null,
      to: mayChange ? { correct: at, withdraw: `${at}/withdraw` } : undefined,
      confirm:
        mayChange && isOld ? { action: `${at}/confirm`, formKey: links.formKey(`${at}/confirm`) } : undefined,
    }
  })
}

/** A version was replaced by whoever made the next one; the latest of them by whoever made the one that stands. */
function whoReplaced(fact: HeldFact, at: number): { by: string | null; because: string | null } {
  const next = fact.versions[at - 1]
  return next
    ? { by: next.by, because: next.changed_because }
    : { by: fact.changedBy, because: fact.changedBecause }
}

function disagreementOf(
  fact: HeldFact,
  action: string,
  formKey: (path: string) => string,
): ListedFact['disagreement'] {
  const said = differing(fact)
  return said && { ...said, action, formKey: formKey(action) }
}
