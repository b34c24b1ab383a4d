import { useEffect, useRef, useState } from 'react'
import { putBack } from '~/ui/draft-form'
import { type DraftState, keepDraft } from '~/ui/draft-keeper'
import { forgetHere, type KeptHere, keptHere } from '~/ui/draft-store'
import { draftWords } from '~/ui/draft-words'
import type { DraftsOfForm } from './drafts-of-form'

/**
 * Keeps what is written in the form in which it stands: put it first among the form's children. It posts `draftId` with the form;
 * the action ends that draft with `dropDraft` in the transaction that saves, and keeps what it refuses with `keepTried`. The loader
 * gives `draft` with `draftsOfForm`; a form that came back to be mended passes it through `sentBack`. Without a script it is one
 * hidden field.
 */
export function KeptDraft({ draft }: { draft: DraftsOfForm }) {
  const { onPage } = draft
  const place = useRef<HTMLDivElement>(null)
  const [state, setState] = useState<DraftState | null>(null)
  const [id, setId] = useState(onPage.id)
  const [here, setHere] = useState<readonly KeptHere[]>([])
  const goOnAs = useRef<((id: string) => void) | null>(null)
  const told = JSON.stringify(onPage)

  // Keeps the server, and where it can't be reached this browser, in step with what is typed.
  useEffect(() => {
    const page: typeof onPage = JSON.parse(told)
    const form = place.current?.closest('form')
    if (!form) return
    const kept = keepDraft(form, page, setState)
    goOnAs.current = kept.goOnAs
    void keptHere(page.owner, page.path).then((found) => setHere(found.filter((each) => each.id !== page.id)))
    return kept.stop
  }, [told])

  function takeBack(kept: KeptHere) {
    const form = place.current?.closest('form')
    if (!form) return
    goOnAs.current?.(kept.id)
    setId(kept.id)
    setHere([])
    putBack(form, kept.fields)
  }

  function forget(kept: KeptHere) {
    void forgetHere(kept.id)
    setHere((others) => others.filter((each) => each.id !== kept.id))
  }

  return (
    <div className="draft" ref={place}>
      <input type="hidden" name="draftId" value={id} />
      {here.map((kept) => (
        <div className="message" key={kept.id}>
          <p>{draftWords.keptHere(timeOf(kept.at))}</p>
          <div className="actions">
            <button
              type="button"
              className="btn q ds_button ds_button--secondary"
              onClick={() => takeBack(kept)}
            >
              {draftWords.putBack}
            </button>
            <button type="button" className="link" onClick={() => forget(kept)}>
              {draftWords.throwAway}
            </button>
          </div>
        </div>
      ))}
      <div className={state && state.kind !== 'saved' ? 'draft-says draft-away' : 'draft-says'}>
        <p role="status" aria-live="polite">
          {state ? said(state) : ''}
        </p>
        {state?.kind === 'not-sent' ? (
          <button className="link" type="submit">
            {draftWords.tryAgain}
          </button>
        ) : null}
        {state?.kind === 'signed-out' ? (
          <a href="/sign-in" target="_blank" rel="noreferrer">
            {draftWords.signIn}
          </a>
        ) : null}
      </div>
    </div>
  )
}

function said(state: DraftState): string {
  switch (state.kind) {
    case 'saved':
      return draftWords.saved(state.at)
    case 'back':
      return draftWords.back(state.at)
    case 'not-sent':
      return state.keptHere ? draftWords.notSent : draftWords.onlyHere
    case 'signed-out':
      return draftWords.signedOut
    case 'somebody-else':
      return draftWords.somebodyElse
    case 'too-long':
      return draftWords.tooLong
  }
}

function timeOf(at: number): string {
  return new Intl.DateTimeFormat('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    timeZone: 'Europe/London',
  }).format(at)
}
