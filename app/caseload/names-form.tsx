import { Radios, TextField } from '~/ui/inputs'
import { type Held, HeldList } from './held-list'
import { type FormProps, optionsOf, RecordForm } from './record-form'
import { formWords, nameKindWords } from './words'

export type HeldName = Held & { kind: keyof typeof nameKindWords; name: string }

/**
 * The other names by which somebody can be found. Posts `kind`, `name`, and with an `editing` also `id` and its `version`;
 * `act=remove` takes one away.
 */
export function NamesForm({
  names,
  editing,
  values = {},
  ...form
}: FormProps & { names: readonly HeldName[]; editing?: Held }) {
  return (
    <>
      <HeldList all={names} formKey={form.formKey} action={form.action} about={({ name }) => name}>
        {({ kind, name }) => (
          <>
            <b>{name}</b>
            <span className="why">{nameKindWords[kind]}</span>
          </>
        )}
      </HeldList>
      <h2>{editing ? formWords.changeName : formWords.addName}</h2>
      <RecordForm {...form} version={editing?.version} save={editing ? formWords.save : formWords.addOne}>
        {editing ? <input type="hidden" name="id" value={editing.id} /> : null}
        <TextField
          name="name"
          label={formWords.name}
          value={values.name}
          error={form.errors?.name}
          width="medium"
          autoComplete="off"
          required
        />
        <Radios
          name="kind"
          label={formWords.nameKind}
          value={values.kind ?? 'also'}
          error={form.errors?.kind}
          options={optionsOf(nameKindWords)}
        />
      </RecordForm>
    </>
  )
}
