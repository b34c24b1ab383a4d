import { type Compared, Conflict } from '~/ui/conflict'
import { ErrorSummary } from '~/ui/error-summary'
import { type Errors, Kept } from '~/ui/field'
import { Radios, TextArea, TextField } from '~/ui/inputs'
import { Actions, Button } from '~/ui/parts'
import { outcomes, type UnusualRead } from './unusual'
import { outcomeWords, unusualWords } from './words'

type Values = Readonly<Record<string, string | undefined>>

/** What came of an unusual read. Posts `outcome`, `said`, `referredTo`. */
export function ReviewForm({
  formKey,
  version,
  isAgain,
  values,
  errors = {},
  conflict,
}: {
  formKey: string
  version: number
  isAgain: boolean
  values: Values
  errors?: Errors
  conflict?: { compared: readonly Compared[]; changedBy: string } | null
}) {
  return (
    <form method="post">
      <ErrorSummary errors={errors} />
      {conflict ? <Conflict {...conflict} /> : null}
      {isAgain && !conflict ? <p>{unusualWords.again}</p> : null}
      <Kept formKey={formKey} version={version} />
      <Radios
        name="outcome"
        label={unusualWords.outcome}
        value={values.outcome}
        error={errors.outcome}
        required
        options={outcomes.map((value) => ({ value, label: outcomeWords[value] }))}
      />
      <TextArea
        name="said"
        label={unusualWords.said}
        hint={unusualWords.saidHint}
        value={values.said}
        error={errors.said}
        maxLength={2_000}
        required
      />
      <TextField
        name="referredTo"
        label={unusualWords.referredTo}
        hint={unusualWords.referredToHint}
        value={values.referredTo}
        error={errors.referredTo}
        optional
      />
      <Actions>
        <Button>{unusualWords.save}</Button>
      </Actions>
    </form>
  )
}

export function reviewValues({ outcome, said, referredTo }: UnusualRead): Record<string, string> {
  return { outcome: outcome ?? '', said: said ?? '', referredTo: referredTo ?? '' }
}

/** What somebody else saved meanwhile, beside what was typed. */
export function comparedReview(theirs: Record<string, string>, typed: Values): Compared[] {
  const labels = {
    outcome: unusualWords.outcome,
    said: unusualWords.said,
    referredTo: unusualWords.referredTo,
  }
  return Object.entries(labels).map(([name, label]) => ({
    label,
    theirs: inWords(theirs[name]),
    yours: inWords(typed[name]),
  }))
}

function inWords(value = ''): string {
  return outcomeWords[value as keyof typeof outcomeWords] ?? value
}
