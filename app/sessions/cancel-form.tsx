import type { Values } from '~/caseload/record-form'
import { type Errors, Kept } from '~/ui/field'
import { TextField } from '~/ui/inputs'
import { Actions, Button } from '~/ui/parts'
import { sessionWords } from './words'

/** Calls a planned session off, with the reason. Posts `act=cancel`, `cancelledBecause` and `version`. */
export function CancelForm({
  formKey,
  version,
  values,
  errors,
}: {
  formKey: string
  version: number
  values: Values | undefined
  errors: Errors | undefined
}) {
  return (
    <section className="card" aria-labelledby="call-off">
      <h2 id="call-off">{sessionWords.cancelTitle}</h2>
      <form method="post">
        <Kept formKey={formKey} version={version} />
        <input type="hidden" name="act" value="cancel" />
        <TextField
          name="cancelledBecause"
          label={sessionWords.cancelWhy}
          value={values?.cancelledBecause}
          error={errors?.cancelledBecause}
          required
        />
        <Actions>
          <Button kind="quiet">{sessionWords.cancelDo}</Button>
        </Actions>
      </form>
    </section>
  )
}
