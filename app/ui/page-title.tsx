import type { ReactNode } from 'react'

/** The one first heading of a page, what it says under it, and its one main button beside it. */
export function PageTitle({
  children,
  lede,
  action,
  back,
}: {
  children: ReactNode
  lede?: ReactNode
  action?: ReactNode
  back?: { to: string; label: string }
}) {
  return (
    <>
      {back ? (
        <p className="back">
          <a href={back.to}>{back.label}</a>
        </p>
      ) : null}
      <div className="top">
        <div>
          <h1>{children}</h1>
          {lede ? <p className="lede">{lede}</p> : null}
        </div>
        {action ? <div className="top-action">{action}</div> : null}
      </div>
    </>
  )
}

/** A second heading; `count` stands beside it in words that a list reader hears too. */
export function Heading({ children, count, id }: { children: ReactNode; count?: number; id?: string }) {
  return (
    <h2 id={id} tabIndex={id ? -1 : undefined}>
      {children}
      {count === undefined ? null : <span className="n"> {count}</span>}
    </h2>
  )
}
