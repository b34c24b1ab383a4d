import type { ReactNode } from 'react'
import { type Compared, Conflict } from '~/ui/conflict'
import { ErrorSummary } from '~/ui/error-summary'
import { type Errors, Kept } from '~/ui/field'
import type { Option } from '~/ui/inputs'
import { Actions, Button, ButtonLink } from '~/ui/parts'
import { formWords } from './words'

export type Values = Readonly<Record<string, string | null | undefined>>

export type FormProps = {
  formKey: string
  /** What is held, or what was typed when it comes back to be mended: by the names of the fields. */
  values?: Values
  errors?: Errors
  /** Somebody saved another version meanwhile: both are shown, and the typed one stays in the fields. */
  conflict?: { compared: readonly Compared[]; changedBy: string } | null
  /** Left out: the page's own address. */
  action?: string
  backTo: string
  /** By which a button elsewhere on the page sends it. */
  id?: string
}

/** A form about a record: its errors, both versions where two people saved at once, its proof, its two buttons. */
export function RecordForm({
  formKey,
  version,
  errors,
  conflict,
  action,
  backTo,
  id,
  save = formWords.save,
  children,
}: Omit<FormProps, 'values'> & { version?: number; save?: string; children: ReactNode }) {
  return (
    <form method="post" action={action} id={id}>
      <ErrorSummary errors={errors} />
      {conflict ? <Conflict {...conflict} /> : null}
      <Kept formKey={formKey} version={version} />
      {children}
      <Actions>
        <Button>{save}</Button>
        <ButtonLink kind="quiet" to={backTo}>
          {formWords.cancel}
        </ButtonLink>
      </Actions>
    </form>
  )
}

/** What a field shows and says, by its name. */
export function fieldsOf<Name extends string>(
  values: Values = {},
  errors: Errors = {},
  labels: Readonly<Record<Name, string>>,
) {
  return (name: Name) => ({ name, value: values[name], error: errors[name], label: labels[name] })
}

/** Options in the order of their words. */
export function optionsOf<Value extends string>(
  words: Readonly<Record<Value, string>>,
  hints: Partial<Readonly<Record<Value, string>>> = {},
): Option[] {
  return (Object.keys(words) as Value[]).map((value) => ({ value, label: words[value], hint: hints[value] }))
}
