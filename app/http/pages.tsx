import type { ReactNode } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { Frame } from '~/ui/frame'
import { type KeptField, KeptForm } from '~/ui/kept-form'
import { PageTitle } from '~/ui/page-title'
import { apology, notSaved } from '~/ui/words'

/** A page that needs no database and no route: what the server says when it must refuse or cannot do. */
export function apologyPage(status: number, styles: readonly string[]): string {
  const { title, says } = apology(status)
  return plainPage(
    title,
    styles,
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
  fields: readonly (readonly [name: string, value: string])[],
  action: string,
  message: string = notSaved.busy,
  styles: readonly string[] = [],
): string {
  const kept = fields.filter(([name]) => !/password|passcode|secret|otp|^code$/i.test(name)).map(asKept)
  return plainPage(
    notSaved.title,
    styles,
    <KeptForm title={notSaved.title} message={message} action={action} fields={kept} />,
  )
}

function asKept([name, value]: readonly [string, string]): KeptField {
  const hidden = name === 'formKey' || name === 'version' || /(^id|Id|_id|Key)$/.test(name) || value === ''
  if (hidden) return { name, value, kind: 'hidden' }
  return { name, value, kind: value.length > 60 || value.includes('\n') ? 'text' : 'line' }
}

function plainPage(title: string, styles: readonly string[], children: ReactNode): string {
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
        <Frame demonstration={false} account={null} places={[]} path="">
          {children}
        </Frame>
      </body>
    </html>,
  )
  return `<!DOCTYPE html>${page}`
}
