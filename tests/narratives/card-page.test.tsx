import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { cardOnPage } from '~/narratives/card-on-page'
import { CardPage } from '~/narratives/card-page'
import { askedIn, cardViewFrom, isInView, suggestedCards } from '~/narratives/card-view'
import type { LiveAlternatives } from '~/narratives/offer'
import { SuggestedCards } from '~/narratives/suggested-cards'
import { civilDate } from '~/shared/civil-date'
import { aCard, aLiveCard, nothingLive } from './a-card'

const personId = '6f1c1a52-7a41-4f0e-9a7a-1f9f6f2f2c11'
const transitionId = '0a4b7f6e-3c39-4b8e-8c0c-5f6f1a2b3c4d'
const fearless = {
  id: 'fearless',
  name: 'Fearless',
  who: 'Young people',
  area: 'Scotland',
  says: 'Tell them, with no name',
  url: null,
  phone: '0800 555 111',
  youngestAge: null,
  oldestAge: null,
  lastCheckedOn: civilDate('2025-08-01'),
}

type Changes = Partial<Parameters<typeof cardOnPage>[0]> & { query?: string }

function page({ query = '', ...changes }: Changes = {}): string {
  const opened = { card: aCard(), live: nothingLive, offers: [], lookedAt: null, band: null, ...changes }
  const asked = askedIn(new URLSearchParams(query))
  return renderToStaticMarkup(<CardPage {...cardOnPage(opened)} asked={asked} changes={['Turning 16']} />)
}

/** What of the page a young person may be shown: the two sides, without what is folded beside them. */
function storyOf(html: string): string {
  return html.slice(html.indexOf('<div class="story">'), html.indexOf('<div class="story-notes">'))
}

describe('the back of a card', () => {
  const shut = /<section class="side side-back"[^>]* hidden=""/

  test('is shut while nobody has asked', () => {
    expect(page()).toMatch(shut)
    expect(page()).toContain('What would you do?')
  })

  test('opens when the question was asked', () => {
    expect(page({ query: 'asked=used' })).not.toMatch(shut)
    expect(page({ query: 'asked=used' })).toContain('You asked first.')
  })

  test('opens when the question was left out, with a reason and not without', () => {
    expect(page({ query: 'asked=skipped' })).toMatch(shut)
    expect(page({ query: 'asked=skipped&because=' })).toMatch(shut)
    expect(page({ query: 'asked=skipped&because=whatever' })).toMatch(shut)
    expect(page({ query: 'asked=skipped&because=they-began' })).not.toMatch(shut)
  })

  test('is opened by forms that need no script, and stays with whom it is for', () => {
    const html = page({ lookedAt: { personId, transitionId }, band: 'C' })

    expect(
      html.match(
        /<form method="get" action="\/cards\/T01">|<form class="fold-in" method="get" action="\/cards\/T01">/g,
      ),
    ).toHaveLength(2)
    expect(html).toContain(`<input type="hidden" name="person" value="${personId}"/>`)
    expect(html).toContain(`<input type="hidden" name="for" value="${transitionId}"/>`)
  })
})

test('a session is planned with it, for whom it is looked at', () => {
  const html = page({ lookedAt: { personId, transitionId }, band: 'C' })

  expect(html).toContain(`href="/people/${personId}/sessions/new?for=${transitionId}&amp;card=T01"`)
  expect(page()).not.toContain('sessions/new')
})

describe('what is for workers', () => {
  const card = aCard({
    avoid: ['Do not sneer.'],
    evidence: [
      {
        claim: 'It was 3 of 10.',
        source: 'An old study',
        year: 2015,
        place: 'Chicago',
        grade: 'small',
        confidence: 'read-elsewhere',
      },
    ],
  })

  test('lies in a fold beside the story: when not to use it, and each claim with source, year, place and grade', () => {
    const html = page({ card, query: 'asked=used' })

    expect(storyOf(html)).not.toMatch(/Do not sneer|3 of 10|An old study/)
    expect(html).toMatch(/<aside class="edge"><details class="fold">.*Do not sneer\./s)
    expect(html).toContain(
      'An old study, 2015. Chicago. Small: few people were asked. Read where somebody else reports it.',
    )
  })

  test('a route that was not checked lately is named to workers, with its day, and to nobody else', () => {
    const alternatives = [
      { kind: 'offer', ref: 'fearless', says: 'Fearless: no name.' },
      { kind: 'action', ref: 'a-walk', says: 'We go for a walk.' },
    ] as const
    const named = { card: aCard({ alternatives }), offers: [fearless], query: 'asked=used' }
    const checked: LiveAlternatives = { offers: new Set(['fearless']), programmeTypes: new Set() }

    expect(storyOf(page(named))).not.toContain('Fearless')
    expect(page(named)).toContain('Last known on 1 August 2025. Ring or look before you name it.')
    expect(storyOf(page({ ...named, live: checked }))).toContain('Fearless: no name.')
  })

  test('two real things at most stand on the card', () => {
    const alternatives = ['a', 'b', 'c'].map((ref) => ({
      kind: 'action' as const,
      ref,
      says: `Thing ${ref}`,
    }))
    const story = storyOf(page({ card: aCard({ alternatives }), query: 'asked=used' }))

    expect(story.match(/Thing \w/g)).toEqual(['Thing a', 'Thing b'])
  })
})

describe('for the youngest', () => {
  const under12 = { ...aCard(), placeAndMoment: 'A big kid asks you.', talk: [] }
  const card = aCard({ ages: ['A', 'B'], under12 })

  test('a card is in its words for them, and nothing of the others stands on it', () => {
    const html = page({ card, band: 'A', lookedAt: { personId, transitionId: null } })

    expect(storyOf(html)).toContain('A big kid asks you.')
    expect(storyOf(html)).not.toContain('Someone asks you for a favour.')
  })

  test('a card without words for them shows none', () => {
    const html = page({ band: 'A', lookedAt: { personId, transitionId: null } })

    expect(html).not.toContain('class="story"')
    expect(html).toContain('This card has no words for their age.')
  })

  test('and so it is where somebody’s birth date is not known, or the card is for other ages', () => {
    expect(page({ band: 'not-known' })).toContain('Their birth date is not known.')
    expect(page({ band: 'D' })).toContain('This card has no words for their age.')
  })
})

describe('which cards a list shows', () => {
  const cards = [
    aLiveCard('C01', { transitions: ['AGE_16'], ages: ['C'], topics: ['money'] }),
    aLiveCard('C02', { transitions: [], ages: ['D'] }),
  ]
  const shown = (query: string) =>
    cards.filter((card) => isInView(card, cardViewFrom(new URLSearchParams(query)))).map(({ id }) => id)

  test('by change, age and topic; one that fits any change fits each', () => {
    expect(shown('')).toEqual(['C01', 'C02'])
    expect(shown('change=AGE_16')).toEqual(['C01', 'C02'])
    expect(shown('change=RELEASE')).toEqual(['C02'])
    expect(shown('band=C')).toEqual(['C01'])
    expect(shown('topic=money')).toEqual(['C01'])
  })

  test('whatever else stands in an address narrows nothing', () => {
    expect(cardViewFrom(new URLSearchParams('change=<b>&band=Z&topic=everything'))).toEqual({
      change: null,
      band: null,
      topic: null,
    })
  })
})

test('suggestions show their reasons, the rule of their order, and the way to a session', () => {
  const suggested = [{ card: aLiveCard('C01'), band: 'B' as const, why: ['Turns 16 on 4 March 2027'] }]
  const html = renderToStaticMarkup(
    <SuggestedCards cards={suggestedCards(suggested, { personId, transitionId })} />,
  )

  expect(html).toContain('Turns 16 on 4 March 2027 · 10 minutes')
  expect(html).toContain('What they raised comes first')
  expect(html).toContain(`/people/${personId}/sessions/new?for=${transitionId}&amp;card=C01`)
  expect(renderToStaticMarkup(<SuggestedCards cards={[]} />)).toContain('No card fits just now.')
})
