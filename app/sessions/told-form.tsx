import type { Values } from '~/caseload/record-form'
import type { CivilDate } from '~/shared/civil-date'
import { ErrorSummary } from '~/ui/error-summary'
import { type Errors, Kept } from '~/ui/field'
import { Actions, Button, ButtonLink } from '~/ui/parts'
import { ConcernSteps } from './concern-steps'
import { recordWords, untoldWords } from './words'

/** What to do at once, and who was told of it and when. */
export function ToldForm({
  formKey,
  values = {},
  errors = {},
  today,
  backTo,
}: {
  formKey: string
  values?: Values
  errors?: Errors
  today: CivilDate
  backTo: string
}) {
  return (
    <form method="post" autoComplete="off">
      <ErrorSummary errors={Object.keys(errors).length ? errors : undefined} />
      <Kept formKey={formKey} />
      <ConcernSteps values={values} errors={errors} today={today} />
      <Actions>
        <Button>{untoldWords.save}</Button>
        <ButtonLink kind="quiet" to={backTo}>
          {recordWords.leave}
        </ButtonLink>
      </Actions>
    </form>
  )
}
