import { type Errors, Kept } from '~/ui/field'
import { Checkbox, TextField } from '~/ui/inputs'
import { Actions, Button, Details } from '~/ui/parts'
import type { Place } from './place'
import { viewTo } from './view-to'
import { VIEW_NAME_MAX, viewWords } from './words'

export type KeptView = {
  id: string
  place: Place
  name: string
  query: string
  isShared: boolean
  isOwn: boolean
  owner: string
}

/** The lists that are kept of a place; with what the page shows now, that one is marked, or can be kept. */
export function KeptLists({
  views,
  now,
}: {
  views: readonly KeptView[]
  now?: { place: Place; query: string; formKey: string }
}) {
  const isKept = views.some((view) => view.isOwn && view.query === now?.query)
  return (
    <div className="kept-lists">
      {views.length ? (
        <ul aria-label={viewWords.kept}>
          {views.map((view) => (
            <li key={view.id}>
              <a href={viewTo(view)} aria-current={view.query === now?.query ? 'true' : undefined}>
                {view.name}
              </a>
              {view.isOwn ? (
                view.isShared ? (
                  <span className="why">{viewWords.shared}</span>
                ) : null
              ) : (
                <span className="why">{viewWords.by(view.owner)}</span>
              )}
              <a className="why" href={`/views/${view.id}`}>
                {viewWords.change}
                <span className="visually-hidden">: {view.name}</span>
              </a>
            </li>
          ))}
        </ul>
      ) : null}
      {now && !isKept ? (
        <Details summary={viewWords.keep}>
          <KeepForm {...now} />
        </Details>
      ) : null}
    </div>
  )
}

export function KeepForm({
  place,
  query,
  formKey,
  values = {},
  errors,
}: {
  place: Place
  query: string
  formKey: string
  values?: Readonly<Record<string, string | undefined>>
  errors?: Errors
}) {
  return (
    <form method="post" action="/views">
      <Kept formKey={formKey} />
      <input type="hidden" name="place" value={place} />
      <input type="hidden" name="query" value={query} />
      <p className="hint">{viewWords.keepHint}</p>
      <ViewFields values={values} errors={errors} />
      <Actions>
        <Button kind="quiet">{viewWords.keep}</Button>
      </Actions>
    </form>
  )
}

export function ViewFields({
  values = {},
  errors,
}: {
  values?: Readonly<Record<string, string | undefined>>
  errors?: Errors
}) {
  return (
    <>
      <TextField
        name="name"
        label={viewWords.name}
        hint={viewWords.nameHint}
        value={values.name}
        error={errors?.name}
        width="medium"
        maxLength={VIEW_NAME_MAX}
        autoComplete="off"
        required
      />
      <Checkbox name="isShared" label={viewWords.share} checked={values.isShared === 'yes'} />
      <Checkbox name="isPinned" label={viewWords.pin} checked={values.isPinned === 'yes'} />
    </>
  )
}
