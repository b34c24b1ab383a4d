import { fileURLToPath } from 'node:url'
import { UNSAFE_flatRoutes as flatRoutes } from '@remix-run/dev'
import type { ServerBuild } from '@remix-run/node'
import type { Db } from '#db/connection.server'
import { openRequest } from '~/access/request.server'
import { civilDate } from '~/shared/civil-date'
import { formKey } from '~/shared/form-key.server'
import { type Answer, aForm, aFormWithFile, aServer, buildOf } from '../server/support'
import type { TestDatabase } from '../support/database'

type RealRoute = Parameters<typeof buildOf>[0][number]

const modules = import.meta.glob<RealRoute['module']>('../../app/routes/**/*.{ts,tsx}', { eager: true })
const app = fileURLToPath(new URL('../../app', import.meta.url))

/** Every route of the product, found as its build finds them: a new file is a new route here without a word. */
export const routes: readonly (RealRoute & { url: string })[] = Object.values(flatRoutes(app)).map(
  ({ id, parentId = 'root', path, index, file }) => {
    const module = modules[`../../app/${file}`]
    if (!module) throw new Error(`There is no module of the route ${file}`)
    return { id, parentId, path, index, module, url: `/${path ?? ''}` }
  },
)

export const today = civilDate('2026-11-25')

export type RealServer = Awaited<ReturnType<typeof aRealServer>>

/** The product's own server over this database, with every route that it has; `db` where it is to ask in another way. */
export async function aRealServer(database: TestDatabase, db: Db = database.app.db) {
  const server = await aServer(
    {},
    {
      build: buildOf(routes) as ServerBuild,
      context: {
        secret: database.secret,
        origin: 'http://airt.example',
        today: () => today,
        isDemonstration: false,
        backups: () => ({ isOn: true, log: 'of-the-server' }),
      },
      begin: (requestId) => openRequest(db, requestId),
    },
  )

  /** A page as the browser of this token asks for it; without one, of nobody. */
  function get(path: string, token: string | null, method: 'GET' | 'HEAD' = 'GET'): Promise<Answer> {
    return server.ask(path, { method, headers: token === null ? {} : cookie(token) })
  }

  /** A form of ours, signed for the path that it goes to. */
  function post(
    path: string,
    token: string | null,
    fields: Readonly<Record<string, string>>,
    key = keyFor(path),
  ): Promise<Answer> {
    const form = takesAFile.test(path) ? aFormWithFile : aForm
    return server.ask(path, form({ ...fields, formKey: key }, token === null ? {} : cookie(token)))
  }

  /** Sessions of these tests all have the same secret. */
  function keyFor(path: string): string {
    return formKey(database.secret, 'form secret', new URL(path, 'http://airt.example').pathname)
  }

  return { ...server, get, post, keyFor }
}

const takesAFile = /^\/imports\/new\b/

function cookie(token: string) {
  return { cookie: `airt=${token}` }
}
