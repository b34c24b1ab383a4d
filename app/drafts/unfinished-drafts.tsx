import { Kept } from '~/ui/field'
import type { DraftsOfForm } from './drafts-of-form'
import { unfinishedWords } from './words'

/** Says, above a form, what was left unfinished there before; the form below it is empty until one is gone on with. */
export function UnfinishedDrafts({ draft: { unfinished, formKey, onPage } }: { draft: DraftsOfForm }) {
  return unfinished.map(({ id, when, to }) => (
    <div className="message unfinished" key={id}>
      <p>{unfinishedWords.from(when)}</p>
      <div className="do">
        <a className="act" href={to}>
          {unfinishedWords.goOn}
          <span className="visually-hidden"> ({when})</span>
        </a>
        <ThrowAway id={id} formKey={formKey} back={onPage.path} about={when} />
      </div>
    </div>
  ))
}

/** Posts `id` and `back` to /drafts. What is thrown away is gone. */
export function ThrowAway({
  id,
  formKey,
  back,
  about,
}: {
  id: string
  formKey: string
  back: string
  about: string
}) {
  return (
    <form method="post" action="/drafts">
      <Kept formKey={formKey} />
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="back" value={back} />
      <button className="link" type="submit">
        {unfinishedWords.throwAway}
        <span className="visually-hidden"> ({about})</span>
      </button>
    </form>
  )
}
