import { inWords } from '~/caseload/words'
import { parseCivilDate } from '~/shared/civil-date'
import { dayInWords, isMarked } from '../basis'
import type { Told, Words } from '../rule'
import { eventWords } from './event-words'

export function exclusionWords(told: Told): Words {
  return isMarked(told, 'unrecorded') ? sentHome(told) : excluded(told)
}

function excluded(told: Told): Words {
  const opening = isMarked(told, 'told')
    ? `We were told of an exclusion from school that began on ${dayInWords(told.date)}.`
    : `An exclusion from school began on ${dayInWords(told.date)}.`
  return eventWords(
    'Excluded from school',
    `${opening} ${theReturn(told)}${soFar(told)}`,
    {
      '0': 'Where are they today, and who is with them? They are out of school from today. Ask what work the school gives and what they need.',
      '+0d':
        'Is the plan for the return agreed, and who meets them? They are due back at school today. Ask what would make it easier.',
      '+2w':
        'How is it going? They have been due back at school for two weeks. Ask if the plan for the return is kept.',
      now: 'How are they, and is there a plan for the return? They were excluded from school, and earlier steps have passed.',
    },
    'A corrected record of the exclusion.',
    ['Ask the school for the plan for their return', 'Agree where they are in the day until then'],
  )
}

/** Sent home and not recorded: the school may not do that, and it is said as a matter of rights. */
function sentHome(told: Told): Words {
  return eventWords(
    'Sent home from school, not recorded',
    `They were sent home from school on ${dayInWords(told.date)}, and no exclusion is recorded. A school must always record one. Sending a pupil home to cool off is not allowed. ${theReturn(told)}${soFar(told)}`,
    {
      '0': 'Do they and their family know their rights? They were sent home and it was not recorded. Ask the school to record it as an exclusion.',
      '+0d': 'Has the school recorded it? They are due back today. Ask what was agreed and what would help.',
      '+2w':
        'Has it happened again? They were sent home from school, and have been due back for two weeks. Ask if the school has recorded it.',
      now: 'Has the school recorded it? They were sent home, and earlier steps have passed. Ask if they and their family know their rights.',
    },
    'A record of the exclusion by the school, or a corrected record.',
    ['Ask the school to record it', 'Offer advice on their rights, such as from Enquire'],
  )
}

function theReturn({ because }: Told): string {
  const on = parseCivilDate(/\bback (\S+)/.exec(because)?.[1] ?? '')
  return on === null ? 'The day they go back is not known: ask.' : `They are due back on ${dayInWords(on)}.`
}

/** How often before in this session: a reason to ask the school what would help, and nothing more. */
function soFar({ because }: Told): string {
  const recorded = countOf(because, 'recorded-before')
  const unrecorded = countOf(because, 'unrecorded-before')
  const parts: string[] = []
  if (recorded > 0) parts.push(`${inWords(recorded)} recorded`)
  if (unrecorded > 0) parts.push(`${inWords(unrecorded)} not recorded`)
  if (parts.length === 0) return ''
  return ` There ${recorded + unrecorded === 1 ? 'was' : 'were'} ${parts.join(' and ')} before it in this school session.`
}

function countOf(because: string, mark: string): number {
  const at = because.indexOf(`${mark} `)
  if (at < 0 || (at > 0 && because[at - 1] !== ' ')) return 0
  return Number.parseInt(because.slice(at + mark.length + 1), 10)
}
