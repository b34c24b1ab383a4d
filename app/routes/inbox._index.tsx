import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { signedIn } from '~/access/signed-in.server'
import { placesInWords } from '~/programmes/words'
import { INBOX_A_PAGE, inbox, programmesOfMine } from '~/referrals/inbox.server'
import { InboxList } from '~/referrals/inbox-list'
import { inboxRows } from '~/referrals/inbox-rows'
import { OwnProgrammes } from '~/referrals/own-programmes'
import { referralKeyFrom, referralKeyTo } from '~/referrals/page-key'
import { inboxWords } from '~/referrals/words'
import { PageTitle } from '~/ui/page-title'
import { Empty, Pager } from '~/ui/parts'

export const meta: MetaFunction = () => [{ title: 'Inbox · Airt' }]

export async function loader(asked: LoaderFunctionArgs) {
  const { db, today, formKey } = await signedIn(asked)
  const after = referralKeyFrom(new URL(asked.request.url).searchParams.get('after'))
  const rows = await inbox(db, after)
  const programmes = await programmesOfMine(db)
  const last = rows.length > INBOX_A_PAGE ? rows[INBOX_A_PAGE - 1] : undefined
  return {
    today,
    rows: inboxRows(rows.slice(0, INBOX_A_PAGE), today, (id) => formKey(`/inbox/${id}`)),
    programmes: programmes.map((programme) => ({
      id: programme.id,
      name: programme.name,
      places: placesInWords(programme, today),
      takenBack: programme.takenBack,
    })),
    first: after ? '/inbox' : undefined,
    next: last && `/inbox?after=${referralKeyTo(last)}`,
  }
}

export default function Inbox() {
  const { rows, programmes, today, first, next } = useLoaderData<typeof loader>()
  return (
    <>
      <PageTitle>{inboxWords.title}</PageTitle>
      <OwnProgrammes programmes={programmes} />
      {rows.length ? (
        <InboxList rows={rows} today={today} />
      ) : (
        <Empty>
          <p>{inboxWords.none}</p>
        </Empty>
      )}
      <Pager first={first} next={next} />
    </>
  )
}
