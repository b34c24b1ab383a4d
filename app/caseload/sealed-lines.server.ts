import { type Field, type FieldKeys, openField, sealField } from '~/access/field-keys.server'

const way = {
  value: { table: 'app.person_way', column: 'value' },
  note: { table: 'app.person_way', column: 'note' },
} as const satisfies Record<string, Field>

const tie = {
  name: { table: 'app.person_tie', column: 'name' },
  about: { table: 'app.person_tie', column: 'about' },
} as const satisfies Record<string, Field>

type SealedWay = { value: string; note: string | null }
type SealedTie = { name: string; about: string | null }

/** A way to reach somebody as it is kept. */
export function sealWay(keys: FieldKeys, { value, note }: SealedWay): SealedWay {
  return { value: sealField(keys, way.value, value), note: sealField(keys, way.note, note) }
}

export function openWay<Held extends SealedWay>(keys: FieldKeys, held: Held): Held {
  return {
    ...held,
    value: openField(keys, way.value, held.value),
    note: openField(keys, way.note, held.note),
  }
}

/** Somebody who matters to them as they are kept. */
export function sealTie(keys: FieldKeys, { name, about }: SealedTie): SealedTie {
  return { name: sealField(keys, tie.name, name), about: sealField(keys, tie.about, about) }
}

export function openTie<Held extends SealedTie>(keys: FieldKeys, held: Held): Held {
  return {
    ...held,
    name: openField(keys, tie.name, held.name),
    about: openField(keys, tie.about, held.about),
  }
}
