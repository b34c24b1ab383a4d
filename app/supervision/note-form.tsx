import { ErrorSummary } from '~/ui/error-summary'
import { type Errors, Kept } from '~/ui/field'
import { TextArea } from '~/ui/inputs'
import { Actions, Button } from '~/ui/parts'
import { NOTE_MAX, supervisionWords } from './words'

/** What the two said, in their own words. Posts `words`. */
export function NoteForm({
  formKey,
  words,
  errors = {},
}: {
  formKey: string
  words?: string
  errors?: Errors
}) {
  return (
    <form method="post">
      <ErrorSummary errors={errors} />
      <Kept formKey={formKey} />
      <TextArea
        name="words"
        label={supervisionWords.question}
        hint={supervisionWords.hint}
        value={words}
        error={errors.words}
        rows={10}
        maxLength={NOTE_MAX}
        required
      />
      <Actions>
        <Button>{supervisionWords.save}</Button>
      </Actions>
    </form>
  )
}
