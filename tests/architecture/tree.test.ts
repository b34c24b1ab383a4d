import { readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))

const TOP = [
  'README.md',
  'app',
  'db',
  'package-lock.json',
  'package.json',
  'public',
  'remix.config.js',
  'tests',
  'tsconfig.json',
  'vite.config.ts',
]
const MADE_HERE = ['build', 'data', 'node_modules']
const DRAWERS = /(^|\/)(utils?|helpers?|lib|services?|managers?|misc|common|types)(\/|\.)/

test('a person looks at no more at the top than the tree needs', () => {
  const seen = readdirSync(root).filter((name) => !name.startsWith('.') && !MADE_HERE.includes(name))

  expect(seen.filter((name) => !TOP.includes(name))).toEqual([])
})

test('every folder of app/ has its place among the arrows', () => {
  const { forbidden } = createRequire(import.meta.url)(join(root, '.dependency-cruiser.cjs')) as {
    forbidden: Arrow[]
  }
  const arrows = forbidden.filter(({ name }) => name.startsWith('arrow-'))

  const homeless = readdirSync(join(root, 'app'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .filter(({ name }) => !arrows.some(({ from }) => new RegExp(from.path).test(`app/${name}/x.ts`)))

  expect(homeless.map(({ name }) => name)).toEqual([])
})

test('there is no drawer', () => {
  const files = ['app', 'db', 'tests'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true }).map((file) => `${folder}/${file}`),
  )

  expect(files.filter((file) => DRAWERS.test(file))).toEqual([])
})

type Arrow = { name: string; from: { path: string } }
