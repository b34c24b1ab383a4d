import { PageTitle } from '~/ui/page-title'
import { noAccess } from './words'

/** The same words, whatever the reason, so that nothing tells whether a record exists. */
export function NoAccess({ to }: { to: string }) {
  return (
    <>
      <PageTitle>{noAccess.title}</PageTitle>
      <p>{noAccess.says}</p>
      <p>
        <a href={to}>{noAccess.back}</a>
      </p>
    </>
  )
}
