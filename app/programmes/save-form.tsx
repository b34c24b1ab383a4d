import type { ReactNode } from 'react'
import { type Compared, Conflict } from '~/ui/conflict'
import { ErrorSummary } from '~/ui/error-summary'
import { type Errors, Kept } from '~/ui/field'
import { Actions, Button, ButtonLink } from '~/ui/parts'
import { formWords } from './words'

export type Values = Readonly<Record<string, string | null | undefined>>

export type SaveFormProps = {
  formKey: string
  version: number
  /** What is held, or what was typed when it comes back to be mended: by the names of the fields. */
  values: Values
  errors?: Errors
  /** Somebody saved another version meanwhile: both are shown, and the typed one stays in the fields. */
  conflict?: { compared: readonly Compared[]; changedBy: string } | null
  backTo: string
}

/** A form about a programme: its errors, both versions where two people saved at once, its proof, its two buttons. */
export function SaveForm({
  formKey,
  version,
  errors,
  conflict,
  backTo,
  children,
}: Omit<SaveFormProps, 'values'> & { children: ReactNode }) {
  return (
    <form method="post">
      <ErrorSummary errors={errors} />
      {conflict ? <Conflict {...conflict} /> : null}
      <Kept formKey={formKey} version={version} />
      {children}
      <Actions>
        <Button>{formWords.save}</Button>
        <ButtonLink kind="quiet" to={backTo}>
          {formWords.cancel}
        </ButtonLink>
      </Actions>
    </form>
  )
}
