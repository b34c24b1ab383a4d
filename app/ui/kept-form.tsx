import { PageTitle } from './page-title'
import { Actions, Button } from './parts'

export type KeptField = {
  name: string
  value: string
  /** A `choice` is read and sent again as it was: its words are `says`. */
  kind: 'hidden' | 'line' | 'text' | 'day' | 'choice'
  /** As its own form calls it; else its name is read from its letters. */
  label?: string
  says?: string
}

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

function Kept({ id, name, value, kind, label = inWords(name), says }: KeptField & { id: string }) {
  if (kind === 'hidden') return <input type="hidden" name={name} value={value} />
  if (kind === 'choice') {
    return (
      <div className="field ds_question">
        <p className="ds_label">{label}</p>
        <p>{says ?? value}</p>
        <input type="hidden" name={name} value={value} />
      </div>
    )
  }
  return (
    <div className="field ds_question">
      <label className="ds_label" htmlFor={id}>
        {label}
      </label>
      {kind === 'text' ? (
        <textarea className="ds_input wide" id={id} name={name} defaultValue={value} rows={6} />
      ) : (
        <input
          className={kind === 'day' ? 'ds_input day' : 'ds_input wide'}
          type={kind === 'day' ? 'date' : 'text'}
          id={id}
          name={name}
          defaultValue={value}
        />
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
