import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { signedIn } from '~/access/signed-in.server'
import { CardFilter } from '~/narratives/card-filter'
import { CardList } from '~/narratives/card-list'
import { cardViewFrom, isInView } from '~/narratives/card-view'
import { cardListWords } from '~/narratives/card-words'
import { liveCards } from '~/narratives/cards.server'
import { ruleWords } from '~/transitions/words'
import { PageTitle } from '~/ui/page-title'
import { Empty } from '~/ui/parts'

export const meta: MetaFunction = () => [{ title: 'Cards · Airt' }]

export async function loader(asked: LoaderFunctionArgs) {
  const { db, today } = await signedIn(asked)
  const view = cardViewFrom(new URL(asked.request.url).searchParams)
  const all = await liveCards(db, today)
  const cards = all
    .filter((card) => card.hasLiveAlternative && isInView(card, view))
    .map(({ id, title, myth, minutes, ages, isOpportunity }) => ({
      id,
      title,
      myth,
      minutes,
      ages,
      isOpportunity,
    }))
  return { view, cards }
}

export default function Cards() {
  const { view, cards } = useLoaderData<typeof loader>()
  const changes = Object.entries(ruleWords).map(([value, label]) => ({ value, label }))
  return (
    <>
      <PageTitle lede={cardListWords.lede}>{cardListWords.title}</PageTitle>
      <CardFilter view={view} changes={changes} />
      {cards.length ? <CardList cards={cards} /> : <Empty>{cardListWords.none}</Empty>}
    </>
  )
}
