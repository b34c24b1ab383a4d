import type { WhyNotComplete } from './acts'

export type WhyNotMade =
  | 'not-in-your-caseload'
  | 'no-such-programme'
  | 'takes-nobody-new'
  | 'does-not-fit'
  | 'already-referred'
  | 'closed'
  | 'wants-not-asked'
  | 'wants-no'
  | 'changed-meanwhile'

export type WhyNotSent = WhyNotMade | 'record-changed' | 'decision-too-old'

export type WhyNotMoved =
  | 'not-theirs'
  | 'changed-meanwhile'
  | 'not-possible-now'
  | WhyNotComplete
  | 'day-has-passed'
  | 'day-before-it-was-sent'
  | 'day-too-far'
  | 'first-meeting-still-to-come'
