import type { ReactNode } from 'react'
import { demonstrationOnly } from './words'

export type Place = { to: string; label: string }
export type FrameData = {
  demonstration: boolean
  account: { name: string; formKey: string; links: Place[] } | null
  /** The places of the top bar; on a phone the first four stand at the foot. */
  places: Place[]
}

/** The bars around every page. Knows no one and nothing of the work: it is given its links. */
export function Frame({
  demonstration,
  account,
  places,
  path,
  children,
}: FrameData & { path: string; children: ReactNode }) {
  return (
    <>
      <a className="skip" href="#content">
        Skip to the page
      </a>
      {demonstration ? <p className="strip">{demonstrationOnly}</p> : null}
      <header className="bar">
        <div className="in">
          <a className="mark" href="/">
            <Mark />
            Airt
          </a>
          {places.length ? (
            <nav className="places" aria-label="Places">
              {places.map((place) => (
                <a key={place.to} href={place.to} aria-current={isIn(place.to, path) ? 'page' : undefined}>
                  {place.label}
                </a>
              ))}
            </nav>
          ) : null}
          {account ? <Account {...account} /> : null}
        </div>
      </header>
      <main id="content" tabIndex={-1}>
        {children}
      </main>
    </>
  )
}

function isIn(place: string, path: string): boolean {
  return path === place || path.startsWith(`${place}/`)
}

/** Searching goes by post: a name never stands in an address. */
function Account({ name, formKey, links }: { name: string; formKey: string; links: Place[] }) {
  return (
    <>
      <div role="search">
        <form method="post" action="/search">
          <input type="hidden" name="formKey" value={formKey} />
          <input
            className="find"
            type="search"
            name="words"
            placeholder="Search"
            aria-label="Search people and programmes"
            maxLength={100}
          />
        </form>
      </div>
      <details className="account">
        <summary>{name}</summary>
        <ul>
          {links.map((link) => (
            <li key={link.to}>
              <a href={link.to}>{link.label}</a>
            </li>
          ))}
        </ul>
      </details>
    </>
  )
}

function Mark() {
  return (
    <svg width="26" height="26" viewBox="0 0 26 26" aria-hidden="true">
      <circle cx="13" cy="13" r="11.5" fill="none" stroke="#fff" strokeWidth="2" />
      <path d="M18.5 7.5 14.6 14.6 7.5 18.5 11.4 11.4z" fill="#fff" />
    </svg>
  )
}
