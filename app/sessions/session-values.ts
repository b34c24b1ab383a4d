import type { CivilDate } from '~/shared/civil-date'
import type { Compared } from '~/ui/conflict'
import { obstacleInWords, readKept } from './got-in-the-way'
import type { OpenSession } from './open-session.server'
import { thingsToBring } from './session'
import { attendanceShort, bringWords, planLabels, recordLabels, whenOf } from './words'

type Planned = Pick<
  OpenSession,
  | 'plannedOn'
  | 'plannedAt'
  | 'minutes'
  | 'place'
  | 'aim'
  | 'opening'
  | 'strengthToBuildOn'
  | 'programmeOrganisationId'
  | 'programmeId'
  | 'offerId'
  | 'alternativeSays'
  | 'bring'
  | 'keepSafe'
  | 'willNotRaise'
> & { cards: readonly { id: string; version: number; isPlanned: boolean }[] }

/** The fields of the plan as they are held. */
export function planValues(session: Planned): Record<string, string> {
  const known = session.bring.filter((thing) => thingsToBring.some((each) => each === thing))
  const others = session.bring.filter((thing) => !known.includes(thing))
  return {
    plannedOn: session.plannedOn,
    plannedAt: session.plannedAt ?? '',
    minutes: session.minutes === null ? '' : String(session.minutes),
    place: session.place,
    aim: session.aim,
    opening: session.opening,
    strengthToBuildOn: session.strengthToBuildOn,
    alternative: alternativeOf(session),
    alternativeSays: session.alternativeSays,
    ...Object.fromEntries(
      session.cards
        .filter(({ isPlanned }) => isPlanned)
        .map(({ id, version }) => [`card.${id}`, String(version)]),
    ),
    ...Object.fromEntries(known.map((thing) => [`bring.${thing}`, 'yes'])),
    bringOther: others.join(', '),
    keepSafe: session.keepSafe,
    willNotRaise: session.willNotRaise,
  }
}

function alternativeOf({ programmeOrganisationId, programmeId, offerId }: Planned): string {
  if (programmeId !== null) return `programme ${programmeOrganisationId} ${programmeId}`
  return offerId === null ? '' : `offer ${offerId}`
}

type Happened = Pick<
  OpenSession,
  'attendance' | 'gotInTheWay' | 'did' | 'theirWords' | 'strengthSeen' | 'nextStep' | 'nextOn'
> & { cards: OpenSession['cards'] }

/** The fields of the record as they are held. Whether anything worries is asked anew each time. */
export function recordValues(session: Happened): Record<string, string> {
  const { obstacle, words } = readKept(session.gotInTheWay)
  return {
    attendance: session.attendance ?? '',
    obstacle: obstacle ?? '',
    gotInTheWay: words,
    did: session.did,
    theirWords: session.theirWords,
    strengthSeen: session.strengthSeen,
    nextStep: session.nextStep,
    nextOn: session.nextOn ?? '',
    ...Object.fromEntries(
      (session.cards ?? []).flatMap(({ id, asked, skippedBecause, landed, said }) => [
        [`card.${id}.askFirst`, asked ?? ''],
        [`card.${id}.skippedBecause`, skippedBecause ?? ''],
        [`card.${id}.landed`, landed ?? ''],
        [`card.${id}.said`, said],
      ]),
    ),
  }
}

/** The fields as they stood at an earlier version, from what is kept of it. Null where that version is not kept. */
export function valuesAt(session: OpenSession, version: number): Record<string, string> | null {
  const was = (session.versions ?? []).find((each) => each.version === version)
  if (!was) return null
  const before = {
    ...session,
    plannedOn: was.planned_on,
    plannedAt: was.planned_at,
    minutes: was.minutes,
    place: was.place,
    aim: was.aim,
    opening: was.opening,
    strengthToBuildOn: was.strength_to_build_on,
    programmeOrganisationId: was.alternative_programme_organisation_id,
    programmeId: was.alternative_programme_id,
    offerId: was.alternative_offer,
    alternativeSays: was.alternative_says,
    bring: was.bring,
    keepSafe: was.keep_safe,
    willNotRaise: was.will_not_raise,
    attendance: was.attendance,
    gotInTheWay: was.got_in_the_way,
    did: was.did,
    theirWords: was.their_words,
    strengthSeen: was.strength_seen,
    nextStep: was.next_step,
    nextOn: was.next_on,
  }
  return { ...planValues({ ...before, cards: session.cards ?? [] }), ...recordValues(before) }
}

const inWords: Readonly<Record<string, (value: string) => string>> = {
  attendance: (value) => attendanceShort[value as keyof typeof attendanceShort] ?? '',
  obstacle: obstacleInWords,
  alternative: (value) => (value === '' ? '' : 'Chosen from the list'),
}

/** Both versions of a plan or a record, field by field, as its form names them. */
export function comparedSession(
  theirs: Readonly<Record<string, string>>,
  yours: Readonly<Record<string, string>>,
  of: 'plan' | 'record',
): Compared[] {
  const labels: Readonly<Record<string, string>> = of === 'plan' ? planLabels : recordLabels
  return Object.entries(labels)
    .filter(([name]) => name in theirs)
    .map(([name, label]) => {
      const say = inWords[name] ?? ((value: string) => value)
      return { label, theirs: say(theirs[name] ?? ''), yours: say(yours[name] ?? '') }
    })
}

export function bringInWords(bring: readonly string[]): string {
  return bring
    .map((thing) => {
      const known = thingsToBring.find((each) => each === thing)
      return known ? bringWords[known] : thing
    })
    .join(', ')
}

export type Changed = { was: string | null; by: string; on: CivilDate; because: string }

/** How the plan moved and the record changed, the latest first: who did it, on which day, why. */
export function historyOf(session: OpenSession): Changed[] {
  const versions = session.versions ?? []
  const after = [
    {
      planned_on: session.plannedOn,
      planned_at: session.plannedAt,
      by: session.changedBy,
      because: session.changedBecause,
    },
    ...versions,
  ]
  return versions.flatMap((was, at) => {
    const next = after[at]
    const moved = next && (next.planned_on !== was.planned_on || next.planned_at !== was.planned_at)
    if (!moved && !next?.because) return []
    return [
      {
        was: moved ? whenOf(was.planned_on, was.planned_at) : null,
        by: next?.by ?? '',
        on: was.replaced_on,
        because: next?.because ?? '',
      },
    ]
  })
}
