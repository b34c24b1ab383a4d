import type { ReactNode } from 'react'
import { Kept } from './field'
import { pagerWords, undoWord } from './words'

const buttonClass = {
  main: 'btn ds_button',
  quiet: 'btn q ds_button ds_button--secondary',
  danger: 'btn danger ds_button',
}

/** `quiet` is beside the main one; `danger` is for what destroys, never for a person. */
export function Button({
  kind = 'main',
  name,
  value,
  form,
  children,
}: {
  kind?: keyof typeof buttonClass
  name?: string
  value?: string
  form?: string
  children: ReactNode
}) {
  return (
    <button className={buttonClass[kind]} type="submit" name={name} value={value} form={form}>
      {children}
    </button>
  )
}

export function ButtonLink({
  kind = 'main',
  to,
  children,
}: {
  kind?: 'main' | 'quiet'
  to: string
  children: ReactNode
}) {
  return (
    <a className={buttonClass[kind]} href={to}>
      {children}
    </a>
  )
}

/** The buttons at the end of a form, the main one first. */
export function Actions({ children }: { children: ReactNode }) {
  return <div className="actions">{children}</div>
}

const markers = {
  now: { shape: 'due late', word: 'Due now' },
  coming: { shape: 'due', word: 'Coming' },
  waiting: { shape: 'due soft', word: 'Waiting' },
}

/** A filled diamond, an open one or a ring, each with its word. */
export function Marker({ when, word }: { when: keyof typeof markers; word?: string }) {
  return <span className={markers[when].shape} role="img" aria-label={word ?? markers[when].word} />
}

export function Card({ next, title, children }: { next?: 'next'; title?: ReactNode; children: ReactNode }) {
  return (
    <section className={next ? 'card next' : 'card'}>
      {title ? <h2>{title}</h2> : null}
      {children}
    </section>
  )
}

/** Two columns that stand under each other on a phone. */
export function Columns({ children }: { children: ReactNode }) {
  return <div className="cols">{children}</div>
}

const tones = { plain: 't-p', loch: 't-l', heather: 't-h', moss: 't-m', gorse: 't-g' }

export function Tag({ tone = 'loch', children }: { tone?: keyof typeof tones; children: ReactNode }) {
  return <span className={`tag ds_tag ${tones[tone]}`}>{children}</span>
}

export function Empty({ children }: { children: ReactNode }) {
  return <div className="empty">{children}</div>
}

export function Details({ summary, children }: { summary: ReactNode; children: ReactNode }) {
  return (
    <details className="fold">
      <summary>{summary}</summary>
      <div className="fold-in">{children}</div>
    </details>
  )
}

/** Names and what is held under each; what is empty is left out. */
export function Facts({ of }: { of: readonly { label: string; value: ReactNode }[] }) {
  return (
    <dl className="facts">
      {of
        .filter(({ value }) => value !== null && value !== undefined && value !== '')
        .map(({ label, value }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  )
}

/** What has just happened, said once at the top; with an `undo`, one button takes it back. */
export function Message({
  children,
  undo,
}: {
  children: ReactNode
  undo?: {
    action: string
    formKey: string
    version?: number
    name: string
    value: string
    /** What stands on the button, where it is not Undo. */
    says?: string
    /** What else goes with it, by its name. */
    beside?: Readonly<Record<string, string>>
  }
}) {
  return (
    <div className="message" role="status">
      <p>{children}</p>
      {undo ? (
        <form method="post" action={undo.action}>
          <Kept formKey={undo.formKey} version={undo.version} />
          {Object.entries(undo.beside ?? {}).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          <button className="link" type="submit" name={undo.name} value={undo.value}>
            {undo.says ?? undoWord}
          </button>
        </form>
      ) : null}
    </div>
  )
}

/** Pages by key: each link already holds where to go on. */
export function Pager({ first, next }: { first?: string; next?: string }) {
  if (!first && !next) return null
  return (
    <nav className="pager" aria-label={pagerWords.label}>
      {first ? <a href={first}>{pagerWords.first}</a> : null}
      {next ? (
        <a href={next} rel="next">
          {pagerWords.next}
        </a>
      ) : null}
    </nav>
  )
}
