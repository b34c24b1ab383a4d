import type { Chosen } from '~/referrals/chosen'
import { type HeldForSharing, type Payload, payloadOf } from '~/referrals/payload'
import type { Cast, Organisation, Person, Referral } from './cast'
import { stageAt } from './days'
import { emailOf } from './email-of'
import { wayId } from './id-of'

/** What the programme sees of it, made by the same function as in the app. */
export function payloadFor(referral: Referral, cast: Cast): Payload {
  const person = personIn(cast, referral.person)
  const { school, ways = [] } = person
  const stage = school && person.born ? stageAt(person.born, referral.madeOn) : null
  const held: HeldForSharing = {
    name: person.likes ?? person.given,
    bornOn: person.born,
    birthDateCertainty: person.birthDateIs ?? 'recorded',
    pronouns: person.pronouns ?? null,
    language: person.language ?? null,
    communicationNeeds: person.talking ?? null,
    school: school ?? null,
    stage: stage?.stage ?? null,
    ways: ways.map(({ kind, value, safe, note = null }, at) => ({
      id: wayId(person.key, at),
      kind,
      value,
      safe,
      note,
    })),
  }
  const asked = {
    wants: referral.hopes,
    takesPart: referral.agreed,
    chosen: chosenOf(referral, person),
  }
  return payloadOf(held, asked, senderOf(referral.by, cast), referral.madeOn)
}

/** Every safe way to reach them, and what else was chosen. */
export function chosenFor(referral: Referral, cast: Cast): Chosen {
  return chosenOf(referral, personIn(cast, referral.person))
}

function chosenOf({ shares = [], decision }: Referral, { key, ways = [] }: Person): Chosen {
  return {
    ways: ways.flatMap(({ safe }, at) => (safe === 'yes' ? [wayId(key, at)] : [])),
    sections: [...shares],
    decision,
  }
}

function senderOf(by: string, { organisations }: Cast): Payload['from'] {
  const isTheirs = ({ workers }: Organisation) => workers.some(({ key }) => key === by)
  const organisation = organisations.find(isTheirs)
  const worker = organisation?.workers.find(({ key }) => key === by)
  if (!organisation || !worker) throw new Error(`The demonstration has no ${by}`)
  return { name: worker.name, organisation: organisation.name, email: emailOf(organisation, worker) }
}

function personIn({ people }: Cast, key: string): Person {
  const person = people.find((each) => each.key === key)
  if (!person) throw new Error(`The demonstration has no ${key}`)
  return person
}
