import { PageTitle } from './page-title'
import { Actions, Button } from './parts'

export type KeptField = { name: string; value: string; kind: 'hidden' | 'line' | 'text' }

/** What was written and could not be saved, given back to be sent again with the same key. */
export function KeptForm({
  title,
  message,
  action,
  fields,
  button = 'Try again',
}: {
  title: string
  message: string
  action: string
  fields: KeptField[]
  button?: string
}) {
  return (
    <>
      <PageTitle>{title}</PageTitle>
      <p role="status">{message}</p>
      <form method="post" action={action}>
        {fields.map((field, index) => (
          <Kept key={`${field.name}-${index}`} {...field} id={`kept-${index}`} />
        ))}
        <Actions>
          <Button>{button}</Button>
        </Actions>
      </form>
    </>
  )
}

function Kept({ id, name, value, kind }: KeptField & { id: string }) {
  if (kind === 'hidden') return <input type="hidden" name={name} value={value} />
  return (
    <div className="field ds_question">
      <label className="ds_label" htmlFor={id}>
        {inWords(name)}
      </label>
      {kind === 'line' ? (
        <input className="ds_input wide" id={id} name={name} defaultValue={value} />
      ) : (
        <textarea className="ds_input wide" id={id} name={name} defaultValue={value} rows={6} />
      )}
    </div>
  )
}

/** `whatHappened` and `what_happened` read as "What happened". */
export function inWords(name: string): string {
  const words = name
    .replace(/[_.[\]-]+/g, ' ')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .trim()
    .toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}
