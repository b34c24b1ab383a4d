import { holdKeys, keepMasterChecks } from '~/access/field-keys.server'
import { turnFields, turnToMaster } from '~/access/key-rotation.server'
import { type KeysInUse, keysInUse } from '~/access/keys-in-use.server'
import { addMasterKey, openKeys } from '~/shared/keys.server'
import { type Command, done, type Given, refusedWith } from './command'

export const keyCommands: Readonly<Record<string, Command>> = {
  'keys rotate': {
    usage: 'keys rotate [--fields]',
    does: 'a further master key, and everything under it; with --fields, new keys for everybody and all that is sealed under them',
    words: [0, 0],
    options: { fields: { type: 'boolean' } },
    run: rotate,
  },
  'keys show': {
    usage: 'keys show',
    does: 'which keys there are and what lies under each; never a key',
    words: [0, 0],
    run: show,
  },
}

async function rotate(given: Given) {
  const { owner, secret } = await given.database()
  if (given.options.fields === true) {
    given.progress('New keys for everybody …')
    const { people, rows } = await turnFields(owner.db, given.progress)
    return done(`${people} people have a new key, and ${rows} rows lie under them.`, { people, rows })
  }
  const { folder } = openKeys(given.env)
  if (folder === null)
    return refusedWith(
      'A key made from AIRT_SECRET can be followed by no other: set AIRT_KEY_DIR to a folder for keys, which every process reads, then start Airt once and rotate.',
    )
  const version = addMasterKey(folder)
  const keys = openKeys(given.env)
  const why = await keepMasterChecks(owner.db, keys)
  if (why) return refusedWith(why)
  holdKeys(keys)
  given.progress(`Under master key ${version} …`)
  const turned = await turnToMaster(owner.db, secret, given.progress)
  const { organisations, codes, drafts, notes } = turned
  return done(
    `Master key ${version} is in use: ${organisations} keys of organisations, ${codes} codes, ${drafts} drafts and ${notes} notes lie under it.`,
    { version, ...turned },
  )
}

async function show(given: Given) {
  const { owner } = await given.database()
  const used = await keysInUse(owner.db, openKeys(given.env))
  return done(inWords(used), used)
}

function inWords({ masters, people, fields }: KeysInUse): string {
  return [
    ...masters.map(({ version, is, organisations, codes, drafts, notes }) => {
      const holds = `${organisations} keys of organisations, ${codes} codes, ${drafts} drafts, ${notes} notes`
      return `Master key ${version}: ${holds}. ${standing[is]}`
    }),
    ...people.map(({ version, keys }) => `Keys of people, version ${version}: ${keys}`),
    ...fields.map(({ table, version, rows }) =>
      version === null ? `${table}, not sealed yet: ${rows}` : `${table}, under version ${version}: ${rows}`,
    ),
  ].join('\n')
}

const standing: Record<KeysInUse['masters'][number]['is'], string> = {
  current: 'What is written now lies under it.',
  needed: 'It is needed.',
  unused: 'Nothing lies under it: its file may be taken away, once no backup that needs it is kept.',
  missing: 'It is not here.',
}
