import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { signedIn } from '~/access/signed-in.server'
import { PageTitle } from '~/ui/page-title'
import { apartCodes, stepCodes } from '~/uptake/measures'
import { apartWords, stepWords, whatWords } from '~/uptake/words'

export const meta: MetaFunction = () => [{ title: 'Insight · Airt' }]

export async function loader(asked: LoaderFunctionArgs) {
  await signedIn(asked)
  return null
}

export default function WhatFiguresMean() {
  return (
    <>
      <PageTitle back={{ to: '/insight', label: whatWords.back }} lede={whatWords.lede}>
        {whatWords.title}
      </PageTitle>
      <h2>{whatWords.steps}</h2>
      <dl className="meanings">
        {stepCodes.map((code) => (
          <div key={code}>
            <dt>{stepWords[code].name}</dt>
            <dd>
              {stepWords[code].says} <span className="of">{stepWords[code].of}</span>
            </dd>
          </div>
        ))}
      </dl>
      <h2>{whatWords.apart}</h2>
      <dl className="meanings">
        {([...apartCodes, 'unlinked'] as const).map((code) => (
          <div key={code}>
            <dt>{apartWords[code].name}</dt>
            <dd>{apartWords[code].says}</dd>
          </div>
        ))}
      </dl>
      <h2>{whatWords.whoTitle}</h2>
      {whatWords.who.map((says) => (
        <p key={says}>{says}</p>
      ))}
      <h2>{whatWords.hiddenTitle}</h2>
      <ul>
        {whatWords.hidden.map((says) => (
          <li key={says}>{says}</li>
        ))}
      </ul>
    </>
  )
}
