import { civilDate } from '~/shared/civil-date'
import { dayInWords } from '../basis'
import { ruleOf } from '../rule'
import { stepsOf } from '../steps'
import { eventWords } from './event-words'
import { reviewInWords, startsWithReview } from './reviewed-start'

const LAW = 'practice-school-move'
const KINDS = new Set(['SCHOOL_MOVE'])

/** A change of school. Practice, domain/A2; the Edinburgh Study found many moves among those who were later in custody. */
export const schoolMove = ruleOf({
  code: 'SCHOOL_MOVE',
  scope: 'education',
  edition: 1,
  lawVersions: [{ code: LAW, effectiveFrom: civilDate('2022-08-01'), verifiedOn: civilDate('2026-11-24') }],
  source: {
    title: 'Practice; Edinburgh Study, Prisoner Learning Alliance 2022',
    url: 'https://pla.prisonerseducation.org.uk/2022/08/',
  },
  ownerRole: 'school',
  graceDays: 7,
  needs: KINDS,
  settings: { steps: stepsOf('0', '+2w'), review: stepsOf('+0d') },
  find: (life, settings) => startsWithReview(life, KINDS, settings, LAW),
  words: (told) =>
    eventWords(
      'Moves to another school',
      `They start at another school on ${dayInWords(told.date)}. ${reviewInWords(told)} They meet new people, and leave adults who knew them.`,
      {
        '0': 'Who do they know there? They start at the new school today. Ask how they get there and who meets them.',
        '+2w':
          'Have they found one adult they can talk to? They started at the new school two weeks ago. Ask who they spend breaks with.',
        '+0d': 'How is the new school? A review is due today. Ask what was agreed and what is missing.',
        now: 'How is the new school? They have moved, and earlier steps have passed. Ask who they know there.',
      },
      'A corrected record of the move, or the day on which they left school.',
      ['Ask who their guidance teacher is', 'Ask which clubs they want to keep or find'],
    ),
})
