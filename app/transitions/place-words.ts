import { capital, inWords } from '~/caseload/words'
import type { Family } from './families'
import type { NotUnderstood, Stage, When } from './place-view'
import type { WhyLeft } from './why-left'

export const familyWords: Record<Family, string> = {
  school: 'School',
  birthdays: 'Birthdays',
  'hearings-and-care': 'Hearings and care',
  'court-and-custody': 'Court, orders and custody',
  'home-and-family': 'Home and family',
  safety: 'Being safe',
  support: 'Workers and programmes',
}

export const stageWords: Record<Stage, string> = {
  'needs-decision': 'Needs a decision',
  'put-off': 'Put off',
  coming: 'Coming',
  decided: 'Decided',
  passed: 'Passed',
}

export const stageMeans: Record<Stage, string> = {
  'needs-decision': 'Something waits for you to decide, today or since an earlier day.',
  'put-off': 'Somebody put it off. It comes back on the day they chose.',
  coming: 'Its day is ahead, and nothing waits yet.',
  decided: 'All that it asked is decided, and its day is ahead.',
  passed: 'Its day is behind us or it is over, and nothing waits today.',
}

export const whenWords: Record<When, string> = {
  '12-weeks': 'The next 12 weeks',
  '6-months': 'The next 6 months',
  'all-ahead': 'All that is ahead',
  'not-known': 'Day not known',
  past: 'The last 6 months',
}

const emptyWords: Record<When, string> = {
  '12-weeks': 'Nothing in the next 12 weeks.',
  '6-months': 'Nothing in the next 6 months.',
  'all-ahead': 'Nothing ahead.',
  'not-known': 'Every day is known.',
  past: 'Nothing in the last 6 months.',
}

export const placeWords = {
  title: 'Transitions',
  lede: 'What is coming for the people you work with, month by month.',
  kind: 'Kind',
  anyKind: 'Every kind',
  wholeFamily: (family: string) => `All of: ${family}`,
  worker: 'Worker',
  anyWorker: 'Everyone in the team',
  nobody: 'Nobody yet',
  stage: 'Stage',
  anyStage: 'Every stage',
  when: 'When',
  show: 'Show',
  clear: 'Clear',
  stages: 'What the stages mean',
  nothing: (when: When, isNarrowed: boolean) =>
    isNarrowed ? 'Nothing fits what you chose.' : emptyWords[when],
  stillOpen: 'Its day has passed, and there is more to do',
  noDay: 'Day not known: ask',
  near: 'Another change of theirs is close to this one.',
  ledBy: (name: string) => `Worker: ${name}`,
  ledByNobody: 'No worker yet',
  choose: 'Choose',
  chooseHint: 'Tick some, then put them off together.',
  toBulk: 'Put off those ticked',
  cannotWait: 'Cannot wait',
  notUnderstood: (names: readonly NotUnderstood[]) =>
    `Part of this link could not be read, so we left it out: ${names.map((name) => partWords[name]).join(', ')}.`,
  comesBack: (day: string) => `Comes back on ${day}`,
} as const

const partWords: Record<NotUnderstood, string> = {
  kind: 'the kind',
  worker: 'the worker',
  stage: 'the stage',
  when: 'the days',
  after: 'the page',
}

export const bulkWords = {
  title: 'Put off those ticked',
  about: 'One reason and one day for all. What cannot wait is not put off here: decide it by itself.',
  reason: 'Why?',
  backOn: 'Bring them back on',
  putOff: 'Put off',
  reassign: 'Give to another worker',
  done: (count: number) =>
    count === 0
      ? 'Nothing was put off.'
      : `${capital(inWords(count))} ${count === 1 ? 'change is' : 'changes are'} put off.`,
  undoFor: 'You can undo this for 10 minutes.',
  leftTitle: 'Left as they were',
  leftSomebody: 'One change that you may not see now',
  takenBack: (count: number) =>
    `Undone. ${capital(inWords(count))} ${count === 1 ? 'change waits' : 'changes wait'} as before.`,
  tooLate: 'This can no longer be undone. Decide about each change by itself.',
  decided: 'Your decision is saved.',
} as const

export const whyLeftWords: Record<WhyLeft, string> = {
  'cannot-wait': 'It cannot wait. Decide it by itself.',
  'changed-meanwhile': 'Somebody changed it while you were reading.',
  'nothing-waits': 'Nothing of it waits to be decided.',
  'later-anyway': 'It comes up later than that day anyway.',
  'not-yours': 'You may not decide this one.',
}
