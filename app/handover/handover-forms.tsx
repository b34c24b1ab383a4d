import { type Compared, Conflict } from '~/ui/conflict'
import { type Errors, Kept } from '~/ui/field'
import { TextArea } from '~/ui/inputs'
import { Actions, Button } from '~/ui/parts'
import { LINES_MAX } from './reasons'
import { pageWords } from './words'

/** A few lines for whoever comes next. Posts `act=lines` and `lines`. */
export function LinesForm({
  formKey,
  version,
  lines,
  errors = {},
  conflict,
}: {
  formKey: string
  version: number
  lines: string
  errors?: Errors
  conflict?: { compared: readonly Compared[]; changedBy: string } | null
}) {
  return (
    <form method="post" className="not-printed">
      {conflict ? <Conflict {...conflict} /> : null}
      <Kept formKey={formKey} version={version} />
      <input type="hidden" name="act" value="lines" />
      <TextArea
        name="lines"
        label={pageWords.lines}
        hint={pageWords.linesHint}
        value={lines}
        error={errors.lines}
        rows={6}
        maxLength={LINES_MAX}
        optional
      />
      <Actions>
        <Button kind="quiet">{pageWords.saveLines}</Button>
      </Actions>
    </form>
  )
}

/** The new worker has read it. Posts `act=read`. */
export function ReadForm({ formKey }: { formKey: string }) {
  return (
    <form method="post" className="not-printed">
      <Kept formKey={formKey} />
      <input type="hidden" name="act" value="read" />
      <p>{pageWords.readSays}</p>
      <Actions>
        <Button>{pageWords.read}</Button>
      </Actions>
    </form>
  )
}
