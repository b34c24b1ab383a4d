import './ui/airt.css'
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import {
  isRouteErrorResponse,
  Links,
  Meta,
  Outlet,
  Scripts,
  useLocation,
  useRouteError,
  useRouteLoaderData,
} from '@remix-run/react'
import { type ReactNode, useContext } from 'react'
import { isAllocationEnded } from './access/allocation-ended'
import { frameOf } from './access/frame.server'
import { formatDay } from './shared/civil-date'
import { Frame, type FrameData } from './ui/frame'
import { Nonce } from './ui/nonce'
import { PageTitle } from './ui/page-title'
import { allocationEnded, apology } from './ui/words'

/** Before anybody is known, and when nobody could be asked. */
const noFrame: FrameData = {
  demonstration: false,
  savingIsOff: false,
  isHeldOnce: false,
  clockIsWrong: false,
  madeAt: null,
  account: null,
  places: [],
}

export function loader({ context, request }: LoaderFunctionArgs) {
  return frameOf({ context, request })
}
export const meta: MetaFunction = ({ error }) => [
  { title: error ? `${wordsFor(error).title} · Airt` : 'Airt' },
]

export function Layout({ children }: { children: ReactNode }) {
  const nonce = useContext(Nonce)
  return (
    <html lang="en-GB">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <Meta />
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        <link rel="manifest" href="/manifest.webmanifest" />
        <Links />
      </head>
      <body>
        {children}
        <Scripts nonce={nonce} />
      </body>
    </html>
  )
}

export default function App() {
  return (
    <Framed>
      <Outlet />
    </Framed>
  )
}

export function ErrorBoundary() {
  const words = wordsFor(useRouteError())
  return (
    <Framed>
      <PageTitle>{words.title}</PageTitle>
      {words.says.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      <p>
        <a href="/">Go to the first page</a>
      </p>
    </Framed>
  )
}

function wordsFor(error: unknown): { title: string; says: readonly string[] } {
  if (!isRouteErrorResponse(error)) return apology(500)
  if (!isAllocationEnded(error.data)) return apology(error.status)
  return allocationEnded(formatDay(error.data.allocationEndedOn))
}

function Framed({ children }: { children: ReactNode }) {
  const frame = useRouteLoaderData<typeof loader>('root')
  const { pathname } = useLocation()
  return (
    <Frame {...(frame ?? noFrame)} path={pathname}>
      {children}
    </Frame>
  )
}
