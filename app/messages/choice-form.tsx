import { ErrorSummary } from '~/ui/error-summary'
import { type Errors, Kept } from '~/ui/field'
import { Radios } from '~/ui/inputs'
import { Actions, Button } from '~/ui/parts'
import { howOften, type Often } from './often'
import { mailChoiceWords, oftenWords } from './words'

/** How often somebody wishes to hear. Posts `often`. */
export function MailChoiceForm({
  formKey,
  version,
  often,
  errors = {},
}: {
  formKey: string
  version: number
  often: Often
  errors?: Errors
}) {
  return (
    <form method="post">
      <ErrorSummary errors={errors} />
      <Kept formKey={formKey} version={version} />
      <Radios
        name="often"
        label={mailChoiceWords.often}
        value={often}
        error={errors.often}
        required
        options={howOften.map((value) => ({ value, ...oftenWords[value] }))}
      />
      <Actions>
        <Button>{mailChoiceWords.save}</Button>
      </Actions>
    </form>
  )
}
