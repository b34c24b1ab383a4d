import { formatDay, parseCivilDate } from '~/shared/civil-date'
import type { OpenRecord } from './open-record.server'
import { closedBecauseWords, formWords, recordWords, whyNotSaved } from './words'

type Said = { label: string; value: string }

/** How the record stands after somebody else has closed it, opened it again or changed it, beside what was about to be done. */
export function closingSaid(
  { closedOn, closedBecause, changedBy, changedBecause }: OpenRecord,
  said: Readonly<Record<string, string>>,
): { says: string; stands: Said[]; typed: Said[] } {
  return {
    says: whyNotSaved['changed-meanwhile'],
    stands: [
      { label: formWords.closedOn, value: closedOn === null ? recordWords.open : formatDay(closedOn) },
      {
        label: formWords.closedBecause,
        value: closedBecause === null ? '' : closedBecauseWords[closedBecause],
      },
      { label: recordWords.lastChange(changedBy ?? ''), value: changedBecause ?? '' },
    ],
    typed: [
      { label: formWords.closedOn, value: dayInWords(said.closedOn) },
      { label: formWords.closedBecause, value: wordsOf(said.closedBecause) },
      { label: formWords.reopenBecause, value: said.because ?? '' },
    ],
  }
}

function dayInWords(said = ''): string {
  const day = parseCivilDate(said)
  return day === null ? said : formatDay(day)
}

function wordsOf(said = ''): string {
  return closedBecauseWords[said as keyof typeof closedBecauseWords] ?? said
}
