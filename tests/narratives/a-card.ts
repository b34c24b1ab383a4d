import type { Card } from '~/narratives/card'
import type { LiveCard } from '~/narratives/choose'
import type { LiveAlternatives } from '~/narratives/offer'
import { civilDate } from '~/shared/civil-date'

export const nothingLive: LiveAlternatives = { offers: new Set(), programmeTypes: new Set() }

/** A whole card that may be shown; a test says what is different about its own. */
export function aCard(changes: Partial<Card> = {}): Card {
  return {
    id: 'T01',
    version: 1,
    status: 'checked',
    title: 'A favour',
    placeAndMoment: 'Someone asks you for a favour.',
    myth: 'It is only a favour.',
    whatIsTrue: 'It is good to help.',
    reality: 'A favour can grow.',
    askFirst: 'What would you do?',
    talk: [
      { kind: 'feelings', says: 'How does it feel?' },
      { kind: 'next', says: 'What comes next?' },
    ],
    under12: null,
    ifTheySay: 'Listen.',
    alternatives: [{ kind: 'action', ref: 'a-walk', says: 'We go for a walk.' }],
    evidence: [
      {
        claim: 'Favours grow.',
        source: 'A study of favours',
        year: 2024,
        place: 'Scotland',
        grade: 'moderate',
        confidence: 'read-in-source',
      },
    ],
    ages: ['B', 'C'],
    transitions: [],
    topics: [],
    isOpportunity: false,
    notAfter: [],
    avoid: [],
    contentWarnings: [],
    imageTags: [],
    aims: [],
    provenance: { livedExperience: false, writtenFrom: 'the tests', readByPanelOn: null },
    audience: 'share-with-young-person',
    minutes: 10,
    reviewBy: civilDate('2027-11-23'),
    publishedOn: civilDate('2026-11-24'),
    ...changes,
  }
}

export function aLiveCard(id: string, changes: Partial<LiveCard> = {}): LiveCard {
  return {
    id,
    version: 1,
    title: `Card ${id}`,
    myth: 'It is only a favour.',
    ages: ['A', 'B', 'C', 'D'],
    transitions: [],
    topics: [],
    isOpportunity: false,
    notAfter: [],
    audience: 'share-with-young-person',
    minutes: 10,
    reviewBy: civilDate('2027-11-23'),
    hasLiveAlternative: true,
    ...changes,
  }
}
