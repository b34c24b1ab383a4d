import { type FormEvent, useEffect, useRef, useState } from 'react'
import { sessionWords } from './words'

const WARN_BEFORE_END = 120

/**
 * Two minutes before the session ends unused, offers to keep it. The page is not left, so what is typed on it stays.
 * `POST /session` with `act=stay` answers JSON `{ secondsLeft, formKey }`; with `act=end` it signs out.
 */
export function SessionWarning({ secondsLeft, formKey }: { secondsLeft: number; formKey: string }) {
  const dialog = useRef<HTMLDialogElement>(null)
  const [session, setSession] = useState({ secondsLeft, formKey })
  const [state, setState] = useState<'running' | 'not-reached' | 'ended'>('running')

  // Keeps the page in step with the session on the server, which ends whether or not anybody looks.
  useEffect(() => {
    function show() {
      if (!dialog.current?.open) dialog.current?.showModal()
    }
    const warn = setTimeout(show, Math.max(0, session.secondsLeft - WARN_BEFORE_END) * 1000)
    const end = setTimeout(() => {
      setState('ended')
      show()
    }, Math.max(0, session.secondsLeft) * 1000)
    return () => {
      clearTimeout(warn)
      clearTimeout(end)
    }
  }, [session])

  async function stay(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const answer = await keep(session.formKey)
    if (answer === 'not-reached' || answer === 'ended') return setState(answer)
    setState('running')
    setSession(answer)
    dialog.current?.close()
  }

  return (
    <dialog className="session" ref={dialog} aria-labelledby="session-title" aria-describedby="session-says">
      <h2 id="session-title">{state === 'ended' ? sessionWords.endedTitle : sessionWords.title}</h2>
      <div id="session-says">
        {state === 'ended' ? (
          <p role="alert">{sessionWords.ended}</p>
        ) : (
          <>
            <p>{sessionWords.says}</p>
            <p>{sessionWords.kept}</p>
          </>
        )}
        {state === 'not-reached' ? <p role="alert">{sessionWords.notReached}</p> : null}
      </div>
      {state === 'ended' ? (
        <p>
          <a className="btn ds_button" href="/sign-in" target="_blank" rel="noreferrer">
            {sessionWords.signIn}
          </a>
        </p>
      ) : (
        <div className="actions">
          <form onSubmit={(event) => void stay(event)}>
            <button className="btn ds_button" type="submit">
              {sessionWords.stay}
            </button>
          </form>
          <form method="post" action="/session">
            <input type="hidden" name="formKey" value={session.formKey} />
            <button className="btn q ds_button ds_button--secondary" type="submit" name="act" value="end">
              {sessionWords.signOut}
            </button>
          </form>
        </div>
      )}
    </dialog>
  )
}

type Kept = { secondsLeft: number; formKey: string }

async function keep(formKey: string): Promise<Kept | 'not-reached' | 'ended'> {
  const answer = await fetch('/session', {
    method: 'POST',
    body: new URLSearchParams({ formKey, act: 'stay' }),
    headers: { Accept: 'application/json' },
    redirect: 'manual',
  }).catch(() => null)
  if (answer === null || answer.status >= 500) return 'not-reached'
  if (!answer.ok) return 'ended'
  const said: unknown = await answer.json().catch(() => null)
  return isKept(said) ? said : 'not-reached'
}

function isKept(said: unknown): said is Kept {
  return (
    typeof said === 'object' &&
    said !== null &&
    'secondsLeft' in said &&
    typeof said.secondsLeft === 'number' &&
    'formKey' in said &&
    typeof said.formKey === 'string'
  )
}
