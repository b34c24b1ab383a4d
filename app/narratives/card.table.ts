import type { Generated, JSONColumnType } from 'kysely'
import type { CivilDate } from '~/shared/civil-date'
import type {
  Alternative,
  Audience,
  Band,
  CardStatus,
  Evidence,
  Hurt,
  Provenance,
  Talk,
  Topic,
  Wording,
} from './card'

export type CardTable = {
  id: string
  version: Generated<number>
  status: Generated<CardStatus>
  title: string
  place_and_moment: string
  myth: string
  what_is_true: Generated<string>
  reality: Generated<string>
  under12: JSONColumnType<Wording | null, string | null, string | null>
  ask_first: Generated<string>
  talk: JSONColumnType<Talk[]>
  if_they_say: Generated<string>
  alternatives: JSONColumnType<Alternative[]>
  evidence: JSONColumnType<Evidence[]>
  ages: Band[]
  transitions: Generated<string[]>
  topics: Generated<Topic[]>
  is_opportunity: Generated<boolean>
  not_after: Generated<Hurt[]>
  avoid: Generated<string[]>
  content_warnings: Generated<string[]>
  image_tags: Generated<string[]>
  aims: Generated<string[]>
  provenance: JSONColumnType<Provenance>
  audience: Generated<Audience>
  minutes: number
  review_by: CivilDate | null
  published_on: CivilDate | null
  content_hash: string
}

export type OfferTable = {
  id: string
  name: string
  /** A type of programme. */
  kind: string
  who: string
  area: string
  says: string
  url: string | null
  phone: string | null
  youngest_age: number | null
  oldest_age: number | null
  last_checked_on: CivilDate
}
