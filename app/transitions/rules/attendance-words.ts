import { dayInWords, isMarked } from '../basis'
import type { Told, Words } from '../rule'
import { eventWords } from './event-words'

export function attendanceWords(told: Told): Words {
  return eventWords(
    titleOf(told),
    [...whatWasSeen(told), CHANGE_ALONE].join(' '),
    {
      '0': `${question(told)} ${sinceWhen(told)} Ask what a day is like now, and who they are with when they are not there.`,
      now: `${question(told)} ${sinceWhen(told)} That was some time ago: ask how it is now.`,
    },
    'Corrected numbers from the school. It is asked about once, and not again until they have been in school more for four weeks.',
    ['Ask the school what it knows', 'Ask what would make a school day easier'],
  )
}

function titleOf(told: Told): string {
  return isMarked(told, 'fell') ? 'In school less than before' : 'Days away from school, not explained'
}

function question(told: Told): string {
  return isMarked(told, 'fell') ? 'What has changed?' : 'Where were they, and are they all right?'
}

function sinceWhen(told: Told): string {
  const week = `the week of ${dayInWords(told.date)}`
  return isMarked(told, 'fell')
    ? `They have been in school less than is usual for them, up to ${week}.`
    : `They were away from school for days in a row up to ${week}, and nobody knows why.`
}

function whatWasSeen(told: Told): string[] {
  const recent = numbersAfter(told, 'recent')
  const earlier = numbersAfter(told, 'earlier')
  const [days] = numbersAfter(told, 'run')
  const sentences: string[] = []
  if (recent.length === 2 && earlier.length === 2) {
    sentences.push(
      `In the last school weeks up to that of ${dayInWords(told.date)} they were there for ${recent[0]} of ${recent[1]} half-days. In the weeks before it was ${earlier[0]} of ${earlier[1]}.`,
    )
  }
  if (days !== undefined) {
    sentences.push(`They were away for ${days} school days in a row, and no reason is known.`)
  }
  if (isMarked(told, 'explained')) {
    sentences.push('There is a known explanation for most of it, so nothing is asked while that holds.')
  }
  return sentences
}

const CHANGE_ALONE =
  'This compares them with themselves alone. How often they are there is shown for context only.'

function numbersAfter({ because }: Told, mark: string): number[] {
  const words = because.split(' ')
  const at = words.indexOf(mark)
  if (at < 0) return []
  const numbers = words.slice(at + 1, at + 3).map(Number)
  const end = numbers.findIndex(Number.isNaN)
  return end < 0 ? numbers : numbers.slice(0, end)
}
