import { Checkbox, Select, TextField } from '~/ui/inputs'
import { Tag } from '~/ui/parts'
import { type Held, HeldList } from './held-list'
import { type FormProps, optionsOf, RecordForm } from './record-form'
import { formWords, relationWords } from './words'

export type Tie = {
  relation: keyof typeof relationWords
  name: string
  about: string | null
  doNotContact: boolean
}
export type HeldTie = Held & Tie

/** The people who matter, to be read. */
export function TiesList({ ties }: { ties: readonly (Tie & { id: string })[] }) {
  if (ties.length === 0) return <p className="soft">{formWords.noTies}</p>
  return (
    <ul className="plain-list">
      {ties.map((tie) => (
        <li key={tie.id}>
          <OneTie {...tie} />
        </li>
      ))}
    </ul>
  )
}

function OneTie({ relation, name, about, doNotContact }: Tie) {
  return (
    <>
      <b>{name}</b> {doNotContact ? <Tag tone="gorse">{formWords.doNotContact}</Tag> : null}
      <span className="why">
        {relationWords[relation]}
        {about ? `: ${about}` : ''}
      </span>
    </>
  )
}

/**
 * The people who matter to somebody. Posts `relation`, `name`, `about`, `doNotContact` (`yes` or nothing), and with an
 * `editing` also `id` and its `version`; `act=remove` takes one away.
 */
export function TiesForm({
  ties,
  editing,
  values = {},
  ...form
}: FormProps & { ties: readonly HeldTie[]; editing?: Held }) {
  const field = (name: string) => ({ name, value: values[name], error: form.errors?.[name] })
  return (
    <>
      <HeldList all={ties} formKey={form.formKey} action={form.action} about={({ name }) => name}>
        {(tie) => <OneTie {...tie} />}
      </HeldList>
      <h2>{editing ? formWords.changeTie : formWords.addTie}</h2>
      <RecordForm {...form} version={editing?.version} save={editing ? formWords.save : formWords.addOne}>
        {editing ? <input type="hidden" name="id" value={editing.id} /> : null}
        <TextField {...field('name')} label={formWords.tieName} width="medium" autoComplete="off" required />
        <Select
          {...field('relation')}
          label={formWords.relation}
          options={optionsOf(relationWords)}
          empty={formWords.choose}
          width="medium"
          required
        />
        <TextField {...field('about')} label={formWords.tieAbout} hint={formWords.tieAboutHint} optional />
        <Checkbox
          name="doNotContact"
          label={formWords.doNotContact}
          hint={formWords.doNotContactHint}
          checked={values.doNotContact === 'yes'}
        />
      </RecordForm>
    </>
  )
}
