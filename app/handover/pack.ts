import type { OpenRecord } from '~/caseload/open-record.server'
import type { Status } from '~/referrals/lifecycle'
import { addDays, type CivilDate } from '~/shared/civil-date'
import { comingItems } from '~/transitions/present'
import { whenInWords } from '~/transitions/words'
import type { handoverOf } from './handover.server'
import type { HandoverPack } from './handover-page'
import { nextDates } from './next-dates'

/** So many prompts and referrals stand on the page. */
const MOST = 6
const DAYS_AHEAD = 30

/** What stands on the handover page, from the record and from what was found beside it. */
export function packOf(
  { id, bornOn, whatMatters, ties }: Pick<OpenRecord, 'id' | 'bornOn' | 'whatMatters' | 'ties'>,
  found: Awaited<ReturnType<typeof handoverOf>>,
  today: CivilDate,
): Omit<HandoverPack, 'handover'> {
  const { transitions, referrals, ahead, words, strengths, landed } = found
  const coming = comingItems(id, transitions, bornOn)
  const open = referrals.filter(({ status, dueOn }) => goesOn.includes(status) || dueOn !== null)
  return {
    whatMatters,
    words,
    ties: ties.slice(0, MOST),
    strengths,
    landed,
    live: coming
      .filter(({ dueOn }) => dueOn !== null && dueOn <= addDays(today, DAYS_AHEAD))
      .slice(0, MOST)
      .map(({ transitionId, title, date, certainty, plannedOn }) => ({
        id: transitionId,
        title,
        when: `${whenInWords(date, certainty, today, plannedOn)}.`,
      })),
    referrals: open.slice(0, MOST),
    dates: nextDates(today, {
      // The change of worker is what this page is about.
      coming: comingItems(
        id,
        transitions.filter(({ rule }) => rule !== 'WORKER_CHANGE'),
        bornOn,
      ),
      sessions: ahead,
      referrals: open.map((each) => ({ ...each, isOpen: goesOn.includes(each.status) })),
    }),
    today,
  }
}

const goesOn: readonly Status[] = ['draft', 'sent', 'asked', 'waiting', 'accepted', 'booked', 'started']
