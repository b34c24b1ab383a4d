import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { cardOnPage } from '~/narratives/card-on-page'
import { CardPage } from '~/narratives/card-page'
import { askedIn } from '~/narratives/card-view'
import { openCard } from '~/narratives/open-card.server'
import { ruleWords } from '~/transitions/words'

export const meta: MetaFunction = () => [{ title: 'Card · Airt' }]

export async function loader(asked: LoaderFunctionArgs) {
  const { params, ...opened } = await openCard(asked)
  return { page: cardOnPage(opened), asked: askedIn(params) }
}

export default function Card() {
  const { page, asked } = useLoaderData<typeof loader>()
  const changes = page.card.transitions.map((code) => ruleWords[code]).filter((words) => words !== undefined)
  return <CardPage {...page} asked={asked} changes={changes} />
}
