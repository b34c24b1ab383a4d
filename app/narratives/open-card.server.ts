import type { LoaderFunctionArgs } from '@remix-run/node'
import type { Db } from '#db/connection.server'
import { notTheirs } from '~/access/not-theirs.server'
import { signedIn } from '~/access/signed-in.server'
import { visiblePeople } from '~/access/visible.server'
import type { Worker } from '~/access/worker'
import { recordAudit } from '~/audit/write.server'
import { lookedAtFor } from '~/programmes/directory-view'
import { ageOn, type CivilDate } from '~/shared/civil-date'
import { type Band, bandOf } from './card'
import { bandIn } from './card-view'
import { findLiveCard } from './cards.server'

/**
 * The card in the address, for the age of the person whom it is looked at for, who is then accounted for; else for the ages in
 * the address.
 * @throws the same 404 for a card that is not there, not live or past its review, and for a person who is not theirs.
 */
export async function openCard(asked: LoaderFunctionArgs) {
  const { db, worker, today } = await signedIn(asked)
  const { cardId = '' } = asked.params
  const params = new URL(asked.request.url).searchParams
  const found = await findLiveCard(db, cardId, today)
  if (!found) throw await notTheirs(db, cardId)

  const lookedAt = lookedAtFor(params)
  const band = lookedAt ? await bandOfPerson(db, worker, lookedAt.personId, today) : bandIn(params)
  return { ...found, lookedAt, band, today, params }
}

/** `not-known` where the birth date is: then no wording is theirs. */
async function bandOfPerson(
  db: Db,
  worker: Worker,
  personId: string,
  today: CivilDate,
): Promise<Band | 'not-known'> {
  const person = await visiblePeople(db, worker)
    .where('person.id', '=', personId)
    .select('person.born_on as bornOn')
    .executeTakeFirst()
  if (!person) throw await notTheirs(db, personId)
  await recordAudit(db, { act: 'card.view', personId })
  return (person.bornOn && bandOf(ageOn(person.bornOn, today))) ?? 'not-known'
}
