import { type CivilDate, formatDay } from '~/shared/civil-date'
import { TextField } from '~/ui/inputs'
import { factKinds, isFactKind } from './fact-kinds'
import { type FormProps, RecordForm } from './record-form'
import { factWords } from './words'

/** Takes a fact out of use, with a reason. Posts `because`. */
export function WithdrawFactForm({
  kind,
  happensOn,
  values = {},
  ...form
}: FormProps & { version: number; kind: string; happensOn: CivilDate }) {
  return (
    <RecordForm {...form} save={factWords.withdraw}>
      <p>
        <b>
          {isFactKind(kind) ? factKinds[kind].title : kind}, {formatDay(happensOn)}
        </b>
      </p>
      <p>{factWords.withdrawSays}</p>
      <TextField
        name="because"
        label={factWords.withdrawBecause}
        value={values.because}
        error={form.errors?.because}
        required
      />
    </RecordForm>
  )
}
