import { dayInWords, isMarked } from '../basis'
import type { Told, Words } from '../rule'
import { eventWords } from './event-words'

/** A parole qualifying date is shown as the first day on which release may be decided, never as the day of release. */
export function releaseWords(told: Told): Words {
  if (told.date === null) return told.overBecause ? overtakenWords() : unknownWords()
  const isPossible = isMarked(told, 'PQD')
  return eventWords(
    title(told),
    `${explanation(told)}${isMarked(told, 'past-18') ? ' They turn 18 before then: a stay in secure care can go on in some cases, to 19 at most.' : ''} The first weeks are the best time to help.`,
    {
      ...BEFORE,
      ...(isMarked(told, 'under-four-years') ? { '-12w': UPSIDE } : {}),
      ...(isPossible ? AFTER_POSSIBLE : AFTER),
      now: told.overBecause ? NOW_AFTER : NOW_BEFORE,
    },
    'A new official date moves it; the day of release, once recorded, ends the steps before it.',
    ['Check home, money and health', 'Agree who meets them'],
  )
}

function unknownWords(): Words {
  return eventWords(
    'Release date not known',
    'No official date is held. Ask the case manager or the secure centre for it, in writing.',
    { ask: 'Ask the case manager or the secure centre for the official release date.' },
    'An official date, once recorded.',
    ['Ask for the date in writing'],
  )
}

function overtakenWords(): Words {
  return eventWords(
    'Release',
    'A later sentence began before a release was recorded. See the later one.',
    {},
    'It is over already.',
    [],
  )
}

function title(told: Told): string {
  if (isMarked(told, 'released')) return 'Released'
  return isMarked(told, 'PQD') ? 'May be released from this day' : 'Release'
}

function explanation(told: Told): string {
  const day = dayInWords(told.date)
  if (isMarked(told, 'released')) {
    return told.certainty === 'reported' ? `Said to have been released on ${day}.` : `Released on ${day}.`
  }
  return isMarked(told, 'PQD') ? `May be released from ${day}.` : `The official date is ${day}.`
}

const BEFORE = {
  '-16w':
    'The papers for the parole board are being made now, the council report among them. Ask what they say.',
  '-12w': 'Start to plan for coming home. Ask who will support them.',
  '-6w': 'Check home, money, bank, proof of who they are, and a doctor.',
  '-10d': 'This is the last day for the meeting before release. Is the plan agreed?',
}

/** Upside takes people on sentences of under four years. */
const UPSIDE = 'Upside signs people up now. Ask if they want its help, and start to plan for coming home.'

const AFTER = {
  '0': 'Somebody they know should meet them. If on licence, their social worker sees them today.',
  '+1d': 'Get in touch. Ask where they slept and what they need today.',
  '+7d': 'Meet. Ask about home, money and who has been in touch.',
  '+28d': 'Meet. Ask what helps and what is hard now.',
  '+12w': 'Ask how the last weeks were, and what would help next.',
  '+12m': 'The time in which they could ask for help after custody ends about now. Agree what follows.',
}

const AFTER_POSSIBLE = {
  '0': 'They may be released from today. Ask the case manager whether and when, and who will meet them.',
  '+1d': 'They may be out since yesterday. Find out; if they are, ask where they slept and what they need.',
  '+7d': 'They may be out for a week. Find out; if they are, meet and ask about home and money.',
  '+28d': 'They may be out for four weeks. Find out; if they are, ask what helps and what is hard now.',
  '+12w': 'They may be out for 12 weeks. Find out; if they are, ask what would help next.',
  '+12m':
    'It is a year since they could be released. Find out where they are; help after custody can be asked for in the first year.',
}

const NOW_BEFORE =
  'Release is close or has just been, and earlier steps have passed. Check home, money, health and who meets them.'
const NOW_AFTER =
  'They are out, and earlier steps have passed. Get in touch. Ask about home, money and what they need.'
