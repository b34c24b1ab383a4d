import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { keepReserve, RESERVE } from '#db/embedded/reserve.server'

test('room is held back once, in a file for its owner alone, and again when it was removed', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'airt-reserve-'))
  const file = join(folder, RESERVE)

  const held = await keepReserve(folder, 9_000_000)
  const { size, blocks, mode, mtimeMs } = statSync(file)
  await keepReserve(folder, 9_000_000)
  const untouched = statSync(file).mtimeMs
  rmSync(file)
  await keepReserve(folder, 9_000_000)

  expect([held, size, mode & 0o777]).toEqual([9_000_000, 9_000_000, 0o600])
  // It really takes the room: a file of nothing but a size would hold none back.
  expect(blocks * 512).toBeGreaterThanOrEqual(9_000_000)
  expect(untouched).toBe(mtimeMs)
  expect(readdirSync(folder)).toEqual([RESERVE])
  rmSync(folder, { recursive: true })
})
