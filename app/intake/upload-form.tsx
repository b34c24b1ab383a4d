import { ErrorSummary } from '~/ui/error-summary'
import { type Errors, Field, Kept, wired } from '~/ui/field'
import { Radios, Select, TextField } from '~/ui/inputs'
import { Actions, Button, Details } from '~/ui/parts'
import { listKindWords, SOURCE_MAX, uploadWords } from './list-words'

/** Chooses a file and says what it is. It goes as it is: nothing of it is read in the browser. */
export function UploadForm({
  formKey,
  teams,
  followsId,
  values,
  errors,
}: {
  formKey: string
  /** A manager's own, where they must say which. */
  teams: readonly { id: string; name: string }[]
  followsId: string | null
  values: { kind?: string; source?: string; teamId?: string }
  errors: Errors | undefined
}) {
  const file = { name: 'file', label: uploadWords.file, hint: uploadWords.fileHint, error: errors?.file }
  return (
    <>
      <ErrorSummary errors={errors} />
      <form method="post" action="/imports/new" encType="multipart/form-data">
        <Kept formKey={formKey} />
        {followsId ? <input type="hidden" name="followsId" value={followsId} /> : null}
        <Field {...file}>
          <input {...wired(file)} className="file" type="file" accept=".csv,.txt,text/csv" required />
        </Field>
        <Radios
          name="kind"
          label={uploadWords.kind}
          value={values.kind ?? 'people'}
          error={errors?.kind}
          options={[
            { value: 'people', label: listKindWords.people, hint: uploadWords.peopleHint },
            { value: 'key-dates', label: listKindWords['key-dates'], hint: uploadWords.datesHint },
          ]}
        />
        <TextField
          name="source"
          label={uploadWords.source}
          hint={uploadWords.sourceHint}
          value={values.source}
          error={errors?.source}
          maxLength={SOURCE_MAX}
          width="medium"
          autoComplete="off"
          required
        />
        {teams.length > 1 || errors?.teamId ? (
          <Select
            name="teamId"
            label={uploadWords.team}
            hint={uploadWords.teamHint}
            value={values.teamId}
            error={errors?.teamId}
            empty=""
            options={teams.map(({ id, name }) => ({ value: id, label: name }))}
            width="medium"
          />
        ) : null}
        <Actions>
          <Button>{uploadWords.go}</Button>
        </Actions>
      </form>
      <Details summary={uploadWords.examples}>
        <p>
          <a href="/example-people.csv" download>
            {uploadWords.examplePeople}
          </a>
        </p>
        <p>
          <a href="/example-key-dates.csv" download>
            {uploadWords.exampleDates}
          </a>
        </p>
      </Details>
    </>
  )
}
