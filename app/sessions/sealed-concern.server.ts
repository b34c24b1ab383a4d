import { type Field, type FieldKeys, openField, sealField } from '~/access/field-keys.server'

const words: Field = { table: 'app.concern', column: 'words' }
const toldWho: Field = { table: 'app.concern', column: 'told_who' }

type Sealed = { words: string; toldWho: string }

/** What could not wait, and who was told of it, as they are kept. */
export function sealConcern(keys: FieldKeys, said: Sealed): Sealed {
  return { words: sealField(keys, words, said.words), toldWho: sealField(keys, toldWho, said.toldWho) }
}

export function openConcern<Held extends Sealed>(keys: FieldKeys, held: Held): Held {
  return {
    ...held,
    words: openField(keys, words, held.words),
    toldWho: openField(keys, toldWho, held.toldWho),
  }
}
