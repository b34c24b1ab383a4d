import type { Db } from '#db/connection.server'
import type { Worker } from '~/access/worker'
import { findProgramme } from '~/programmes/directory.server'
import { canBeChosen, fitOf } from '~/programmes/fit'
import { reasonInWords } from '~/programmes/fit-words'
import type { CivilDate } from '~/shared/civil-date'
import { presumedToDecide } from '~/sharing/decision'
import { type Chosen, isChosen } from './chosen'
import { draftPayload } from './make.server'
import { safeWays, saysOfRecord } from './payload'
import { aboutPerson, type PersonToRefer, personToRefer } from './person-to-refer.server'
import { valuesFollowing, valuesOfDraft, valuesToBegin } from './share-values'
import { shareWords } from './share-words'

type Named = {
  personId: string
  programmeId: string | null
  transitionId: string | null
  sessionId: string | null
  /** One that ended and that this goes on from. */
  followsId: string | null
  /** A draft that is written anew; its programme is the one it has. */
  changeId: string | null
}

/**
 * All that the page shows on which a referral is written. Null where the person is not theirs, there is no such programme, or what is to
 * be changed is no draft any more.
 */
export async function sharePage(
  db: Db,
  worker: Worker,
  named: Named,
  drafts: { path: string; asked: string | null },
  today: CivilDate,
) {
  const referralId = named.changeId ?? named.followsId
  const person = await personToRefer(
    db,
    worker,
    named.personId,
    { referralId, transitionId: named.transitionId, sessionId: named.sessionId },
    drafts,
  )
  if (!person) return null
  const change = named.changeId === null ? null : changeOf(person)
  if (named.changeId !== null && change === null) return null
  const programmeId = change ? person.programmeId : named.programmeId
  const programme = programmeId === null ? null : await findProgramme(db, programmeId)
  if (!programme) return null

  const fit = fitOf(programme, aboutPerson(person, today), today)
  const needsReason = canBeChosen(programme, fit) === 'with-a-reason'
  const against = needsReason ? fit.reasons.filter(({ is }) => is === 'no') : []
  const preview = { hopes: shareWords.notYet, agreed: 'not-asked', chosen: least(person) } as const
  return {
    fullName: person.fullName,
    name: person.name,
    isClosed: person.closedOn !== null && person.closedOn <= today,
    programme: { id: programme.id, name: programme.name },
    presumed: presumedToDecide(person.bornOn, today),
    against: against.map((reason) => reasonInWords(reason, programme, person.name).says),
    ways: safeWays(person),
    record: saysOfRecord(person, today),
    about: {
      transitionId: person.transitionId ?? person.referredFor,
      sessionId: person.sessionId ?? person.referredIn,
      followsId: change ? null : person.referralId,
    },
    change,
    isCarried: change === null && person.referralId !== null,
    values: valuesOf(person, change),
    preview: draftPayload(person, worker, preview, today),
    changedBy: person.changedBy ?? '',
    drafts: person.drafts,
  }
}

function changeOf({ referralId, version, status }: PersonToRefer): { id: string; version: number } | null {
  return referralId !== null && version !== null && status === 'draft' ? { id: referralId, version } : null
}

function valuesOf(person: PersonToRefer, change: object | null) {
  const { hopes, whyNow, fitBecause, agreed, agreedSaid, chosen, payload } = person
  if (change && isChosen(chosen))
    return valuesOfDraft({ hopes, whyNow, fitBecause, agreed, agreedSaid, chosen })
  if (person.referralId !== null) return valuesFollowing({ hopes, whyNow, payload }, safeWays(person))
  return valuesToBegin(safeWays(person))
}

function least(person: PersonToRefer): Pick<Chosen, 'ways' | 'sections'> {
  return { ways: safeWays(person).map(({ id }) => id), sections: [] }
}
