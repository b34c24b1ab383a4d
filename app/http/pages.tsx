import type { ReactNode } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { SignInToSave } from '~/access/kept-page'
import { asKept, type Written } from '~/access/kept-text'
import { keptWords } from '~/access/sign-in-words'
import { Frame } from '~/ui/frame'
import { KeptForm } from '~/ui/kept-form'
import { PageTitle } from '~/ui/page-title'
import { apology, notSaved } from '~/ui/words'

/** What such a page is dressed in: the built style, whether the people here are invented, and whether nothing can be saved. */
export type Look = { styles: readonly string[]; demonstration: boolean; savingIsOff: boolean }

const PLAIN: Look = { styles: [], demonstration: false, savingIsOff: false }

/** A page that needs no database and no route: what the server says when it must refuse or cannot do. */
export function apologyPage(status: number, look: Look): string {
  const { title, says } = apology(status)
  return plainPage(
    title,
    look,
    <>
      <PageTitle>{title}</PageTitle>
      {says.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </>,
  )
}

/**
 * A form that could not be saved, with its text in it. `action` is the address it was posted to.
 * A password or a code is never given back.
 */
export function keptForm(
  fields: Written,
  action: string,
  message: string = notSaved.busy,
  look: Look = PLAIN,
  status = 503,
): string {
  return plainPage(
    notSaved.title,
    look,
    <>
      <KeptForm title={notSaved.title} message={message} action={action} fields={asKept(fields)} />
      {status === 401 ? (
        <p>
          <a href="/sign-in" target="_blank" rel="noreferrer">
            {keptWords.elsewhere}
          </a>
        </p>
      ) : null}
    </>,
  )
}

/** What was written when the session had ended, and the place to sign in so that it can be saved. */
export function signInToSave(
  { formKey, kept, written }: { formKey: string; kept: string; written: Written },
  look: Look,
): string {
  return plainPage(
    keptWords.title,
    look,
    <SignInToSave formKey={formKey} kept={kept} written={asKept(written)} />,
  )
}

function plainPage(title: string, { styles, demonstration, savingIsOff }: Look, children: ReactNode): string {
  const page = renderToStaticMarkup(
    <html lang="en-GB">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${title} · Airt`}</title>
        {styles.map((href) => (
          <link key={href} rel="stylesheet" href={href} />
        ))}
      </head>
      <body>
        <Frame
          demonstration={demonstration}
          savingIsOff={savingIsOff}
          isHeldOnce={false}
          clockIsWrong={false}
          madeAt={null}
          account={null}
          places={[]}
          path=""
        >
          {children}
        </Frame>
      </body>
    </html>,
  )
  return `<!DOCTYPE html>${page}`
}
