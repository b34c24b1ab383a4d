import { civilDate } from '~/shared/civil-date'
import { dayInWords } from '../basis'
import { ruleOf } from '../rule'
import { stepsOf } from '../steps'
import { eventWords } from './event-words'
import { reviewInWords, startsWithReview } from './reviewed-start'

const LAW = 'practice-part-time-timetable'
const KINDS = new Set(['PART_TIME_TIMETABLE'])

/** Fewer hours at school than the others: absence that nobody counts. Practice, domain/A2. */
export const partTimeTimetable = ruleOf({
  code: 'PART_TIME_TIMETABLE',
  scope: 'education',
  edition: 1,
  lawVersions: [{ code: LAW, effectiveFrom: civilDate('2017-06-19'), verifiedOn: civilDate('2026-11-24') }],
  source: {
    title: 'Practice; Included, Engaged and Involved Part 2',
    url: 'https://education.gov.scot/improvement/self-evaluation/included-engaged-and-involved-part-2/',
  },
  ownerRole: 'school',
  graceDays: 7,
  needs: KINDS,
  settings: { steps: stepsOf('0', '+2w'), review: stepsOf('+0d') },
  find: (life, settings) => startsWithReview(life, KINDS, settings, LAW),
  words: (told) =>
    eventWords(
      'Part-time timetable',
      `A part-time timetable starts on ${dayInWords(told.date)}. ${reviewInWords(told)} They are seen less by people who know them, and have hours that nobody counts.`,
      {
        '0': 'What do they do in the hours out of school? A part-time timetable starts today. Ask who sees them then, and when full days come back.',
        '+2w':
          'How are the shorter days? The part-time timetable began two weeks ago. Ask who sees them in the hours out of school.',
        '+0d':
          'When do full days come back? The part-time timetable is due to be reviewed today. Ask what was decided.',
        now: 'Who sees them in the hours out of school? A part-time timetable has begun, and earlier steps have passed.',
      },
      'A corrected record, or the day on which they left school.',
      ['Ask the school when full days come back', 'Agree something good for the hours out of school'],
    ),
})
