import type { Rule } from '~/transitions/rule'
import { stepInWords } from '~/transitions/step-words'
import type { TrialHere } from './queries.server'
import { ROWS_A_PAGE } from './rows-a-page'
import { changeAsSet, settingsShown } from './rule-view'
import type { TrialShown } from './trial-view'
import { trialWords } from './words'

export function trialShown(rule: Rule, { trial, prompts, saved }: TrialHere): TrialShown {
  const set = changeAsSet(rule, trial)
  return {
    id: trial.id,
    state: trial.state,
    why: trial.why,
    people: trial.people,
    peopleInAll: trial.peopleInAll,
    counts: [
      { label: trialWords.concerned, value: trial.concerned },
      { label: trialWords.appear, value: trial.appear },
      { label: trialWords.move, value: trial.move },
      { label: trialWords.go, value: trial.go },
      { label: trialWords.dueAtOnce, value: trial.dueAtOnce },
    ],
    isNothing: trial.concerned === 0,
    isOld: trial.isOld,
    isUndo: trial.undoesId !== null,
    savedFrom: saved?.effectiveOn ?? null,
    settings: settingsShown(rule, set),
    graceDays: set.graceDays,
    rows: prompts.slice(0, ROWS_A_PAGE).map((row) => ({
      key: row.key,
      personId: row.personId,
      name: row.name,
      says: saysOf(row),
    })),
    mayOpen: true,
  }
}

type Row = TrialHere['prompts'][number]

function saysOf({ kind, stepFrom, stepTo, fromOn, toOn }: Row): string {
  if (kind === 'appears' && stepTo !== null && toOn !== null)
    return trialWords.appears(stepSaid(stepTo), toOn)
  if (kind === 'goes' && stepFrom !== null && fromOn !== null)
    return trialWords.goes(stepSaid(stepFrom), fromOn)
  if (stepFrom === null || stepTo === null || fromOn === null || toOn === null) return ''
  return trialWords.moves(stepSaid(stepFrom), fromOn, stepSaid(stepTo), toOn)
}

function stepSaid(step: string): string {
  return step === 'now' || step === 'ask' ? trialWords[step] : stepInWords(step)
}

/** Where the next page of rows begins; undefined on the last. */
export function nextRowsOf({ prompts }: TrialHere, to: string): string | undefined {
  const last = prompts.length > ROWS_A_PAGE ? prompts[ROWS_A_PAGE - 1] : undefined
  return last && `${to}?${new URLSearchParams({ after: last.key })}`
}
