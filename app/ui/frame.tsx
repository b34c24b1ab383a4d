import type { ReactNode } from 'react'
import { DeviceClockWarning } from './clock-warning'
import { SessionWarning } from './session-warning'
import { clockWrong, demonstrationOnly, frameWords, heldOnce, savingOff } from './words'

/** `foot`: whether it leaves the foot of a phone to others. */
export type Place = { to: string; label: string; foot?: 'behind More' }
export type Account = {
  name: string
  /** Signed for searching. */
  formKey: string
  links: readonly Place[]
  /** What is left until the session ends unused, and the key under which it is kept or ended. */
  session: { secondsLeft: number; formKey: string }
}
export type FrameData = {
  demonstration: boolean
  /** Nothing can be saved just now. */
  savingIsOff: boolean
  /** For whoever can have it mended: changes are held on one machine where it should be two. */
  isHeldOnce: boolean
  /** The clock that the days are read from may be wrong by a day. */
  clockIsWrong: boolean
  /** When the page was made, in ms; null where nobody asked. */
  madeAt: number | null
  account: Account | null
  /** The places of the top bar. On a phone four stand at the foot, and more of them behind the word More. */
  places: readonly Place[]
}

/** The bars around every page. Knows no one and nothing of the work: it is given its links. */
export function Frame({
  demonstration,
  savingIsOff,
  isHeldOnce,
  clockIsWrong,
  madeAt,
  account,
  places,
  path,
  children,
}: FrameData & { path: string; children: ReactNode }) {
  return (
    <>
      <a className="skip ds_skip-links__link" href="#content">
        {frameWords.skip}
      </a>
      <header className="bar">
        {demonstration ? <p className="strip">{demonstrationOnly}</p> : null}
        {savingIsOff ? (
          <p className="strip off" role="status">
            {savingOff}
          </p>
        ) : null}
        {clockIsWrong ? (
          <p className="strip off" role="status">
            {clockWrong}
          </p>
        ) : null}
        {madeAt === null ? null : <DeviceClockWarning at={madeAt} />}
        {isHeldOnce ? <p className="strip off">{heldOnce}</p> : null}
        <div className="in">
          <a className="mark" href="/">
            <Mark />
            Airt
          </a>
          {places.length ? <Places places={places} path={path} /> : null}
          {account ? (
            <>
              <Search formKey={account.formKey} />
              <AccountMenu {...account} />
            </>
          ) : null}
        </div>
      </header>
      <main id="content" tabIndex={-1}>
        {children}
      </main>
      {account ? <SessionWarning {...account.session} /> : null}
    </>
  )
}

const AT_THE_FOOT = 4

function Places({ places, path }: { places: readonly Place[]; path: string }) {
  const shown = places.length > AT_THE_FOOT ? AT_THE_FOOT - 1 : AT_THE_FOOT
  const atTheFoot = places.filter(({ foot }) => foot !== 'behind More').slice(0, shown)
  const beyond = places.filter((place) => !atTheFoot.includes(place))
  return (
    <nav className="places" aria-label={frameWords.places}>
      {places.map((place) => (
        <PlaceLink
          key={place.to}
          place={place}
          path={path}
          className={atTheFoot.includes(place) ? undefined : 'beyond'}
        />
      ))}
      {beyond.length ? (
        <details className="more">
          <summary>{frameWords.more}</summary>
          <ul>
            {beyond.map((place) => (
              <li key={place.to}>
                <PlaceLink place={place} path={path} />
              </li>
            ))}
          </ul>
        </details>
      ) : null}
    </nav>
  )
}

function PlaceLink({ place, path, className }: { place: Place; path: string; className?: string }) {
  const [at = ''] = place.to.split('?')
  const here = path === at || path.startsWith(`${at}/`)
  return (
    <a className={className} href={place.to} aria-current={here ? 'page' : undefined}>
      {place.label}
    </a>
  )
}

/** Searching goes by post: a name never stands in an address. */
function Search({ formKey }: { formKey: string }) {
  return (
    <div role="search">
      <form className="search" method="post" action="/search">
        <input type="hidden" name="formKey" value={formKey} />
        <input
          className="find"
          type="search"
          name="words"
          placeholder={frameWords.search}
          aria-label={frameWords.searchFor}
          maxLength={100}
          autoComplete="off"
        />
        <button className="find-go" type="submit">
          <span className="visually-hidden">{frameWords.search}</span>
          <svg width="20" height="20" viewBox="0 0 20 20" aria-hidden="true">
            <path d="m13.5 13.5 4 4M15 9A6 6 0 1 1 3 9a6 6 0 0 1 12 0Z" />
          </svg>
        </button>
      </form>
    </div>
  )
}

function AccountMenu({ name, links, session }: Account) {
  return (
    <details className="account">
      <summary>
        <span className="account-name">{name}</span>
      </summary>
      <ul>
        {links.map((link) => (
          <li key={link.to}>
            <a href={link.to}>{link.label}</a>
          </li>
        ))}
        <li>
          <form method="post" action="/session">
            <input type="hidden" name="formKey" value={session.formKey} />
            <button type="submit" name="act" value="end">
              {frameWords.signOut}
            </button>
          </form>
        </li>
      </ul>
    </details>
  )
}

function Mark() {
  return (
    <svg width="26" height="26" viewBox="0 0 26 26" aria-hidden="true">
      <circle cx="13" cy="13" r="11.5" fill="none" stroke="currentColor" strokeWidth="2" />
      <path d="M18.5 7.5 14.6 14.6 7.5 18.5 11.4 11.4z" fill="currentColor" />
    </svg>
  )
}
