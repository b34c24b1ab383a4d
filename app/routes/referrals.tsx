import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { signedIn } from '~/access/signed-in.server'
import { DAYS_TO_SHARE_ON, isOpen } from '~/referrals/lifecycle'
import { MyList } from '~/referrals/my-list'
import { referralKeyFrom, referralKeyTo } from '~/referrals/page-key'
import { type MyReferral, myReferrals, REFERRALS_A_PAGE } from '~/referrals/queries.server'
import { moveInWords, myWords } from '~/referrals/words'
import { addDays, type CivilDate } from '~/shared/civil-date'
import { PageTitle } from '~/ui/page-title'
import { ButtonLink, Empty, Pager } from '~/ui/parts'

export const meta: MetaFunction = () => [{ title: 'Referrals · Airt' }]

export async function loader(asked: LoaderFunctionArgs) {
  const { db, worker, today } = await signedIn(asked)
  const after = referralKeyFrom(new URL(asked.request.url).searchParams.get('after'))
  const rows = await myReferrals(db, worker, after)
  const last = rows.length > REFERRALS_A_PAGE ? rows[REFERRALS_A_PAGE - 1] : undefined
  return {
    rows: rows.slice(0, REFERRALS_A_PAGE).map((row) => ({
      id: row.id,
      to: `/people/${row.personId}/referrals/${row.id}`,
      name: row.name,
      programme: row.programme,
      isMine: row.place === 0,
      isDue: row.dueOn !== null && row.dueOn <= today,
      endsOn: endsSoon(row, today),
      move: moveInWords(row.status, row.dueOn, { reader: 'referrer', programme: row.programme, today }),
    })),
    first: after ? '/referrals' : undefined,
    next: last && `/referrals?after=${referralKeyTo(last)}`,
  }
}

function endsSoon({ status, sharedUntil }: MyReferral, today: CivilDate): CivilDate | null {
  const isSoon = sharedUntil !== null && sharedUntil <= addDays(today, DAYS_TO_SHARE_ON)
  return isSoon && isOpen(status) ? sharedUntil : null
}

export default function Referrals() {
  const { rows, first, next } = useLoaderData<typeof loader>()
  return (
    <>
      <PageTitle>{myWords.title}</PageTitle>
      {rows.length ? (
        <MyList rows={rows} />
      ) : (
        <Empty>
          <p>{myWords.none}</p>
          <ButtonLink to="/programmes">{myWords.find}</ButtonLink>
        </Empty>
      )}
      <Pager first={first} next={next} />
    </>
  )
}
