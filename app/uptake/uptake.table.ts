import type { Generated, JSONColumnType } from 'kysely'
import type { CivilDate } from '~/shared/civil-date'
import type { SnapshotKind, StepCode } from './measures'
import type { PublishedFunnel } from './publish'

export type UptakeSnapshotTable = {
  organisation_id: string
  id: Generated<string>
  counts: SnapshotKind
  week_on: CivilDate
  from_on: CivilDate
  until_on: CivilDate
  small_under: number
  outcome: 'published' | 'too-close' | 'too-few'
  published: JSONColumnType<PublishedFunnel, string | null> | null
  made_at: Generated<Date>
}

export type UptakeCountTable = {
  organisation_id: string
  snapshot_id: string
  step: StepCode
  counted: number
}

/** `reached` is what app/uptake/counted.ts packs: how many of theirs ended at each step, and what stands apart. */
export type UptakeMemberTable = {
  organisation_id: string
  snapshot_id: string
  person_hash: Buffer
  reached: number[]
}

export type UptakeSaltTable = { organisation_id: string; salt: Generated<string> }
