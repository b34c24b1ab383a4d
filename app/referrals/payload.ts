import { ageOn, type CivilDate, formatDay } from '~/shared/civil-date'
import { type Chosen, type RecordSection, recordSections, type Section } from './chosen'

export type WayKind = 'phone' | 'text' | 'email' | 'visit' | 'other'

/**
 * What the partner sees, and all of it: the preview is rendered from this very object, it is stored as it is, and shown to the
 * partner as it is stored. The least is a name, how to reach them and what they want.
 */
export type Payload = {
  /** The name they like. */
  name: string
  reach: { how: WayKind; value: string; note: string | null }[]
  wants: string
  takesPart: 'yes' | 'no' | 'not-asked'
  more: { section: Section; says: string; because: string }[]
  from: { name: string; organisation: string; email: string }
}

/** Of the record, what a payload may be made from. */
export type HeldForSharing = {
  name: string
  bornOn: CivilDate | null
  birthDateCertainty: 'recorded' | 'estimated' | 'disputed'
  pronouns: string | null
  language: string | null
  communicationNeeds: string | null
  school: string | null
  stage: string | null
  ways: readonly {
    id: string
    kind: WayKind
    value: string
    safe: 'yes' | 'no' | 'ask'
    note: string | null
  }[]
}

type Asked = {
  wants: string
  takesPart: Payload['takesPart']
  chosen: Pick<Chosen, 'ways' | 'sections'>
}

/**
 * Made anew from the record whenever it is looked at before sending: a way that is no longer safe, or no longer held, is not in it,
 * though it was chosen; nor is a section that the record says nothing of.
 */
export function payloadOf(
  held: HeldForSharing,
  { wants, takesPart, chosen }: Asked,
  from: Payload['from'],
  today: CivilDate,
): Payload {
  const record = saysOfRecord(held, today)
  return {
    name: held.name,
    reach: safeWays(held)
      .filter(({ id }) => chosen.ways.includes(id))
      .map(({ kind, value, note }) => ({ how: kind, value, note })),
    wants,
    takesPart,
    more: chosen.sections.flatMap(({ section, says, because }) => {
      const said = isOfRecord(section) ? record[section] : says
      return said === null ? [] : [{ section, says: said, because }]
    }),
    from,
  }
}

/** The ways that are marked safe: no other is offered, nor sent. */
export function safeWays({ ways }: Pick<HeldForSharing, 'ways'>) {
  return ways.filter(({ safe }) => safe === 'yes')
}

/** What each section would say of somebody today; null where the record says nothing. */
export function saysOfRecord(held: HeldForSharing, today: CivilDate): Record<RecordSection, string | null> {
  const { bornOn, birthDateCertainty, stage, school } = held
  const unsure = birthDateCertainty === 'recorded' ? '' : `, birth date ${birthDateCertainty}`
  return {
    age: bornOn && `${ageOn(bornOn, today)} on ${formatDay(today, 'short')}${unsure}`,
    'birth-date': bornOn && `${formatDay(bornOn, 'short')}${unsure && `, ${birthDateCertainty}`}`,
    pronouns: held.pronouns,
    language: held.language,
    'communication-needs': held.communicationNeeds,
    school: [school, stage].filter(Boolean).join(', ') || null,
  }
}

function isOfRecord(section: Section): section is RecordSection {
  return recordSections.some((each) => each === section)
}
