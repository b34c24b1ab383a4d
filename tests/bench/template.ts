import { spawn } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))

/**
 * An app as create-remix 2.17 leaves one: Remix's own streaming entries, a root with nothing but the document, one page with a
 * heading and three links, the five flags of the next version on. Its style sheet is left out, and its `isbot` answers no at once.
 * @returns the built server, and what removes it.
 */
export async function buildTemplate(): Promise<{ server: string; remove: () => void }> {
  mkdirSync(join(root, 'node_modules', '.cache'), { recursive: true })
  const folder = mkdtempSync(join(root, 'node_modules', '.cache', 'airt-template-'))
  const remove = () => rmSync(folder, { recursive: true, force: true })
  mkdirSync(join(folder, 'app', 'routes'), { recursive: true })
  mkdirSync(join(folder, 'public'))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  const defaults = join(root, 'node_modules', '@remix-run', 'dev', 'dist', 'config', 'defaults')
  copyFileSync(join(defaults, 'entry.client.tsx'), join(folder, 'app', 'entry.client.tsx'))
  copyFileSync(join(defaults, 'entry.server.node.tsx'), join(folder, 'app', 'entry.server.tsx'))
  try {
    await build(folder)
  } catch (error) {
    remove()
    throw error
  }
  return { server: join(folder, 'build', 'server', 'index.js'), remove }
}

function build(folder: string): Promise<void> {
  const remix = join(root, 'node_modules', '@remix-run', 'dev', 'dist', 'cli.js')
  const child = spawn(process.execPath, [remix, 'vite:build', '--logLevel', 'error'], {
    cwd: folder,
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  child.stdout.on('data', (part) => {
    said += part
  })
  child.stderr.on('data', (part) => {
    said += part
  })
  return new Promise((settle, fail) =>
    child.on('close', (code) =>
      code === 0 ? settle() : fail(new Error(`The template was not built: ${said}`)),
    ),
  )
}

const files: Record<string, string> = {
  'package.json': JSON.stringify({ name: 'template', private: true, type: 'module', sideEffects: false }),
  'isbot.js': 'export function isbot() { return false }\n',
  'vite.config.js': `
    import { fileURLToPath } from 'node:url'
    import { vitePlugin as remix } from '@remix-run/dev'
    export default {
      plugins: [remix({ future: {
        v3_fetcherPersist: true, v3_relativeSplatPath: true, v3_throwAbortReason: true, v3_singleFetch: true, v3_lazyRouteDiscovery: true,
      } })],
      resolve: { alias: { isbot: fileURLToPath(new URL('./isbot.js', import.meta.url)) } },
    }`,
  'app/root.jsx': `
    import { Links, Meta, Outlet, Scripts, ScrollRestoration } from '@remix-run/react'
    export function Layout({ children }) {
      return (
        <html lang="en">
          <head>
            <meta charSet="utf-8" />
            <meta name="viewport" content="width=device-width, initial-scale=1" />
            <Meta />
            <Links />
          </head>
          <body>
            {children}
            <ScrollRestoration />
            <Scripts />
          </body>
        </html>
      )
    }
    export default function App() {
      return <Outlet />
    }`,
  'app/routes/_index.jsx': `
    export const meta = () => [{ title: 'A page' }, { name: 'description', content: 'A page with next to nothing on it' }]
    export default function Index() {
      return (
        <div>
          <h1>A page</h1>
          <ul>
            <li><a href="https://remix.example/start" rel="noreferrer">How to start</a></li>
            <li><a href="https://remix.example/more" rel="noreferrer">How to go on</a></li>
            <li><a href="https://remix.example/docs" rel="noreferrer">All about it</a></li>
          </ul>
        </div>
      )
    }`,
}
