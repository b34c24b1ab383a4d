import { join } from 'node:path'
import { declareRestore } from '~/audit/declare-restore.server'
import { expect, test } from '../support/database'
import { aFolder, found, written } from './an-account'

test('what comes back from before the first seal is sealed under the first chain, and the next begins behind it', async ({
  database,
}) => {
  const file = join(aFolder(), 'audit-anchors.jsonl')
  await written(database, 5)

  const declared = await declareRestore(
    database.owner.db,
    { file },
    { by: 'isla', because: 'the disk broke' },
  )

  expect(declared).toMatchObject({ chain: 2, n: 2, restored: 0 })
  expect((await found(database, file)).here).toMatchObject({ ok: true, seals: 2, unsealed: 0 })
})
