import { parse } from 'yaml'
import { z } from 'zod'
import type { CivilDate } from '~/shared/civil-date'
import { LawItemInput } from './law.input'
import type { LawItem } from './law-view'

const files = import.meta.glob<string>('../../db/library/law-watch.yaml', {
  query: '?raw',
  import: 'default',
  eager: true,
})

/** The law watch, as it lies in db/library. */
export const lawItems: readonly LawItem[] = Object.values(files).flatMap((text) =>
  z
    .array(LawItemInput)
    .parse(parse(text))
    .map(({ read_on, ...item }) => ({ ...item, readOn: read_on as CivilDate })),
)
