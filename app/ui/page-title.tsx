import type { ReactNode } from 'react'

/** The one first heading of a page, what it says under it, and its one main button beside it. */
export function PageTitle({
  children,
  lede,
  action,
}: {
  children: ReactNode
  lede?: ReactNode
  action?: ReactNode
}) {
  return (
    <div className="top">
      <div>
        <h1>{children}</h1>
        {lede ? <p className="lede">{lede}</p> : null}
      </div>
      {action}
    </div>
  )
}
