import { beginWork, inWork } from '~/access/work.server'
import { anchorFileOf } from '~/audit/anchors.server'
import { declareRestore } from '~/audit/declare-restore.server'
import { dumpAudit } from '~/audit/dump.server'
import { sealEntries } from '~/audit/seal.server'
import { verify } from '~/audit/verify.server'
import { inWords, verdictLines } from '~/audit/verify-dump.mjs'
import { recordAudit } from '~/audit/write.server'
import { type Command, done, type Given, type Outcome, refusedWith, textOption } from './command'

export const auditCommands: Readonly<Record<string, Command>> = {
  'audit verify': {
    usage: 'audit verify',
    does: 'recomputes every seal over the account of who did or saw what, holds the anchors against them, and names the first that is wrong',
    words: [0, 0],
    run: verifyNow,
  },
  'audit dump': {
    usage: 'audit dump <file>',
    does: 'the whole account as one file, for node app/audit/verify-dump.mjs <file> <anchors>; it tells who has seen whom',
    words: [1, 1],
    run: dump,
  },
  'audit restored': {
    usage: 'audit restored --because <words>',
    does: 'says that this database was put back from a backup or moved here by other means than airt restore, while nothing else runs',
    words: [0, 0],
    options: { because: { type: 'string' } },
    run: restored,
  },
}

const TELL_EVERY = 500_000

async function verifyNow(given: Given): Promise<Outcome> {
  const { ownerUrl, jobs } = await given.database()
  if ((await sealEntries(jobs.db)).isBehind)
    return refusedWith(
      'This database was moved or put back, as its transaction numbers have begun anew: say so with `audit restored --because …`.',
    )
  let told = 0
  const verdict = await verify(ownerUrl, anchorFileOf(given.env), 'all', (entries) => {
    if (entries < told + TELL_EVERY) return
    told = entries
    given.progress(`${entries.toLocaleString('en-GB')} entries …`)
  })
  const { ok, broken, seals, entries } = verdict
  await record(given, 'audit.verify', { ok, seals, entries })
  const says = broken ? inWords(broken) : null
  const document = { ...verdict, broken: broken ? { ...broken, says } : null }
  return says === null ? done(verdictLines(verdict).join('\n'), document) : refusedWith(says, document)
}

async function dump(given: Given): Promise<Outcome> {
  const [file = ''] = given.words
  const { ownerUrl } = await given.database()
  await record(given, 'audit.dump', {})
  await dumpAudit(ownerUrl, file)
  return done(`The account is in ${file}. It tells who has seen whom: keep it as such.`, { file })
}

async function restored(given: Given): Promise<Outcome> {
  const because = textOption(given, 'because')
  if (because === null) return refusedWith('Say why with --because, in a few words and without names.')
  const { owner } = await given.database()
  const declared = await declareRestore(
    owner.db,
    { file: anchorFileOf(given.env) },
    { by: given.by, because },
  )
  await record(given, 'audit.restored', { chain: declared.chain, restored: declared.restored })
  return done(
    `Declared: restored to seal ${declared.restored}. Chain ${declared.chain} begins with seal ${declared.n}.`,
    declared,
  )
}

async function record(
  given: Given,
  act: string,
  detail: Readonly<Record<string, string | number | boolean>>,
): Promise<void> {
  const { owner, jobs } = await given.database()
  const token = await beginWork(owner.db, act, null)
  await inWork(jobs.db, token, (db) => recordAudit(db, { act, detail: { ...detail, by: given.by } }))
}
