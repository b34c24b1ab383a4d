import type { ReactNode } from 'react'

/** `quiet` is beside the main one; `danger` is for what destroys, never for a person. */
export function Button({
  kind = 'main',
  name,
  value,
  children,
}: {
  kind?: 'main' | 'quiet' | 'danger'
  name?: string
  value?: string
  children: ReactNode
}) {
  return (
    <button className={buttonClass[kind]} type="submit" name={name} value={value}>
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

const buttonClass = { main: 'btn', quiet: 'btn q', danger: 'btn danger' }

const markers = {
  now: { shape: 'due late', word: 'Due now' },
  coming: { shape: 'due', word: 'Coming' },
  waiting: { shape: 'due soft', word: 'Waiting' },
}

/** A filled diamond, an open one or a ring, each with its word. */
export function Marker({ when, word }: { when: keyof typeof markers; word?: string }) {
  return <span className={markers[when].shape} role="img" aria-label={word ?? markers[when].word} />
}

export function Rows({ children }: { children: ReactNode }) {
  return <ul className="list">{children}</ul>
}

export function Row({
  when,
  who,
  what,
  why,
  does,
}: {
  when: keyof typeof markers
  who: ReactNode
  what: ReactNode
  why?: ReactNode
  does?: ReactNode
}) {
  return (
    <li>
      <Marker when={when} />
      <span className="who">{who}</span>
      <span className="what">
        {what}
        {why ? <span className="why">{why}</span> : null}
      </span>
      {does ? <span className="do">{does}</span> : null}
    </li>
  )
}

export function Card({ next, children }: { next?: 'next'; children: ReactNode }) {
  return <section className={next ? 'card next' : 'card'}>{children}</section>
}

const tones = { loch: 't-l', heather: 't-h', moss: 't-m', gorse: 't-g' }

export function Tag({ tone = 'loch', children }: { tone?: keyof typeof tones; children: ReactNode }) {
  return <span className={`tag ${tones[tone]}`}>{children}</span>
}

export function Empty({ children }: { children: ReactNode }) {
  return <p className="empty">{children}</p>
}

export function Details({ summary, children }: { summary: ReactNode; children: ReactNode }) {
  return (
    <details>
      <summary>{summary}</summary>
      {children}
    </details>
  )
}

/** Pages by key: each link already holds where to go on. */
export function Pager({ first, next }: { first?: string; next?: string }) {
  if (!first && !next) return null
  return (
    <nav className="pager" aria-label="Pages">
      {first ? <a href={first}>First page</a> : null}
      {next ? (
        <a href={next} rel="next">
          Next page
        </a>
      ) : null}
    </nav>
  )
}

/** A table whose rows stand under each other on a phone. The first cell names its row. */
export function Table({
  caption,
  columns,
  rows,
}: {
  caption: string
  columns: readonly string[]
  rows: readonly { key: string; cells: readonly ReactNode[] }[]
}) {
  return (
    <table className="rows">
      <caption>{caption}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column} scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, cells: [name, ...cells] }) => (
          <tr key={key}>
            <th scope="row">{name}</th>
            {cells.map((cell, index) => (
              <td key={columns[index + 1]} data-label={columns[index + 1]}>
                {cell}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Two versions of the same thing side by side: nobody's words are lost. */
export function Conflict({
  theirs,
  yours,
  changedBy,
}: {
  theirs: readonly { label: string; value: string }[]
  yours: readonly { label: string; value: string }[]
  changedBy: string
}) {
  return (
    <section aria-labelledby="conflict-title">
      <h2 id="conflict-title">This was changed while you were writing</h2>
      <div className="both">
        <Version title={`Saved by ${changedBy}`} said={theirs} />
        <Version title="Yours, not saved yet" said={yours} />
      </div>
    </section>
  )
}

function Version({ title, said }: { title: string; said: readonly { label: string; value: string }[] }) {
  return (
    <div className="card">
      <h3>{title}</h3>
      <dl>
        {said.map(({ label, value }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>
              <pre>{value}</pre>
            </dd>
          </div>
        ))}
      </dl>
    </div>
  )
}
