import { firstShownIn, isSame, type Written, writtenIn } from './draft-form'
import { forgetAllHere, forgetHere, keepHere } from './draft-store'

const AFTER_A_CHANGE_MS = 2_000
const ANSWER_WITHIN_MS = 15_000
const AGAIN_AFTER_MS = [3_000, 6_000, 12_000, 30_000]

/** The draft of a form as its page names it. */
export type DraftOnPage = {
  id: string
  /** Signed for keeping drafts; it does so as often as it is asked. */
  key: string
  /** Whose page this is, as the server knows them. */
  owner: string
  /** The form's own address. */
  path: string
  personId: string | null
  /** The server holds this draft already: it is never taken for empty. */
  held: boolean
}

export type DraftState =
  | { kind: 'saved' | 'back'; at: string }
  | { kind: 'not-sent'; keptHere: boolean }
  | { kind: 'signed-out' | 'somebody-else' | 'too-long' }

type Answer =
  | { kind: 'saved'; at: string }
  | { kind: 'not-reached' | 'signed-out' | 'somebody-else' | 'too-long' | 'refused' }

/**
 * Keeps what is written in a form: 2 seconds after a change, when a field is left, when the page is. Sending it waits for that, and
 * stays on the page while Airt can't be reached or nobody is signed in: the text then lies sealed in this browser, and is offered
 * to the server again until it is taken. Nothing is kept of a form in which nothing was changed.
 */
export function keepDraft(
  form: HTMLFormElement,
  draft: DraftOnPage,
  say: (state: DraftState) => void,
): { stop: () => void; goOnAs: (id: string) => void } {
  const first = firstShownIn(form)
  let { id, key, held } = draft
  let saved: Written | null = held ? first : null
  let running: Promise<unknown> = Promise.resolve()
  let timer: ReturnType<typeof setTimeout> | undefined
  let failures = 0
  let isSending = false
  let isLetGo = false
  let isOver = false

  function isChanged(): boolean {
    return !isSame(writtenIn(form), saved ?? first)
  }

  /** One after the other: what was written last is what is kept. */
  function save(how: 'changed' | 'tried' | 'leaving'): Promise<Answer> {
    clearTimeout(timer)
    const mine = running.then(() => saveNow(how))
    running = mine.catch(() => undefined)
    return mine
  }

  async function saveNow(how: 'changed' | 'tried' | 'leaving'): Promise<Answer> {
    const written = writtenIn(form)
    if (how !== 'tried' && isSame(written, saved ?? first)) return { kind: 'saved', at: '' }
    if (isOver) return { kind: 'refused' }
    const isEmpty = how !== 'tried' && !held && isSame(written, first)
    const answer = await ask({ id, key, fields: isEmpty ? [] : written, how })
    if (answer.kind === 'saved') {
      const wasAway = failures > 0
      failures = 0
      saved = isEmpty ? null : written
      await forgetHere(id)
      if (!isEmpty && how !== 'tried') say({ kind: wasAway ? 'back' : 'saved', at: answer.at })
      return answer
    }
    await notSaved(answer, written)
    return answer
  }

  async function notSaved({ kind }: Answer, written: Written): Promise<void> {
    if (kind === 'somebody-else') {
      isOver = true
      await forgetAllHere()
      return say({ kind })
    }
    if (kind === 'too-long') return say({ kind })
    if (kind === 'refused' || kind === 'saved') return
    const isKept = await keepHere(draft.owner, id, { path: draft.path, fields: written })
    say(kind === 'signed-out' && isKept ? { kind } : { kind: 'not-sent', keptHere: isKept })
    const wait = AGAIN_AFTER_MS[Math.min(failures, AGAIN_AFTER_MS.length - 1)]
    failures += 1
    timer = setTimeout(() => void save('changed'), wait)
  }

  /** A key of an earlier session is renewed once, for the same worker only; the form's own with it. */
  async function ask(what: { id: string; key: string; fields: Written; how: string }): Promise<Answer> {
    const answer = await post({ ...what, path: draft.path, personId: draft.personId })
    if (answer === null || answer.status >= 500) return { kind: 'not-reached' }
    if (answer.status === 401) return { kind: 'signed-out' }
    if (answer.status === 413) return { kind: 'too-long' }
    const said = (await answer.json().catch(() => ({}))) as Record<string, unknown>
    if (answer.ok) return { kind: 'saved', at: String(said.at ?? '') }
    if (answer.status !== 403 || typeof said.key !== 'string') return { kind: 'refused' }
    if (said.owner !== draft.owner) return { kind: 'somebody-else' }
    if (what.key !== key) return { kind: 'refused' }
    key = said.key
    const formKey = form.elements.namedItem('formKey')
    if (formKey instanceof HTMLInputElement) formKey.value = String(said.formKey)
    const again = await post({ ...what, key, path: draft.path, personId: draft.personId })
    if (again === null || again.status >= 500) return { kind: 'not-reached' }
    if (!again.ok) return { kind: 'refused' }
    return { kind: 'saved', at: String(((await again.json()) as Record<string, unknown>).at ?? '') }
  }

  function changed(): void {
    clearTimeout(timer)
    timer = setTimeout(() => void save('changed'), AFTER_A_CHANGE_MS)
  }

  function left(): void {
    if (isChanged()) void save('changed')
  }

  function pageLeft(): void {
    if (document.visibilityState === 'hidden') {
      if (isChanged() && !isLetGo) void save('leaving')
    } else if (failures > 0) void save('changed')
  }

  function reached(): void {
    if (failures > 0) void save('changed')
  }

  /** What nobody changed has nothing to lose and goes at once. */
  function sends(event: SubmitEvent): void {
    if (isLetGo || event.defaultPrevented) return
    if (!held && saved === null && isSame(writtenIn(form), first)) return
    event.preventDefault()
    if (!isSending) void sendWhenKept(event.submitter)
  }

  /** Whatever else goes wrong with keeping, it never stands in the way of sending. */
  async function sendWhenKept(submitter: HTMLElement | null): Promise<void> {
    isSending = true
    const kind = await save('tried').then(
      (answer) => answer.kind,
      () => 'refused' as const,
    )
    isSending = false
    if (kind === 'not-reached' || kind === 'signed-out' || kind === 'somebody-else') return
    isLetGo = true
    form.requestSubmit(submitter)
  }

  function signsOut(event: SubmitEvent): void {
    if (event.target === form) return
    if (event.submitter instanceof HTMLButtonElement && event.submitter.value === 'end') void forgetAllHere()
  }

  function cameBack(): void {
    isLetGo = false
  }

  form.addEventListener('input', changed)
  form.addEventListener('focusout', left)
  form.addEventListener('submit', sends)
  document.addEventListener('visibilitychange', pageLeft)
  document.addEventListener('submit', signsOut)
  window.addEventListener('online', reached)
  window.addEventListener('pageshow', cameBack)
  if (isChanged()) changed()

  return {
    /** What was written under another draft is now this form's. */
    goOnAs(other) {
      id = other
      held = true
    },
    stop() {
      clearTimeout(timer)
      isOver = true
      form.removeEventListener('input', changed)
      form.removeEventListener('focusout', left)
      form.removeEventListener('submit', sends)
      document.removeEventListener('visibilitychange', pageLeft)
      document.removeEventListener('submit', signsOut)
      window.removeEventListener('online', reached)
      window.removeEventListener('pageshow', cameBack)
    },
  }
}

/** As much as a browser lets outlive its page. */
const OUTLIVES_BYTES = 60_000

/** Null when no answer came. A page that is being left is outlived by what it asks last, unless that is very long. */
function post({ how, ...what }: Record<string, unknown>): Promise<Response | null> {
  const body = JSON.stringify({ ...what, tried: how === 'tried' })
  return fetch('/drafts/kept', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
    body,
    keepalive: how === 'leaving' && new Blob([body]).size < OUTLIVES_BYTES,
    redirect: 'manual',
    ...('timeout' in AbortSignal && { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) }),
  }).catch(() => null)
}
