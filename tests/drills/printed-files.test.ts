import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { aFolder, changed, filePrinted, findProgram, missingOf } from './programs'

/** What each program says of a file that a page prints, without starting anything: nothing when it would take it. */
describe('what the pages print is taken by the program that it is for', () => {
  test.skipIf(missingOf('systemd-analyze').length)('the service and the timer', () => {
    const folder = aFolder('units')
    const units = ['airt.service', 'airt-backups-away.service', 'airt-backups-away.timer'].map((name) =>
      folder.write(name, filePrinted('one-machine.md', `# /etc/systemd/system/${name}`), 0o644),
    )

    const said = units.map((unit) => ask('systemd-analyze', ['verify', '--man=no', unit]))

    folder.remove()
    const ours = said.flatMap(({ lines }) => lines.filter((line) => line.includes('airt')))
    expect(ours.filter((line) => !/rsync is not executable/.test(line))).toEqual([])
  })

  test.skipIf(missingOf('nginx', 'openssl').length)('the proxy of one machine', () => {
    const folder = aFolder('nginx')
    const site = changed(filePrinted('one-machine.md', '# /etc/nginx/sites-available/airt'), {
      '/etc/letsencrypt/live/airt.example.org': certificateIn(folder),
    })
    const whole = `pid ${folder.path('pid')};\nerror_log stderr;\nevents {}\nhttp {\n${site}\n}\n`

    const { code, lines } = ask('nginx', ['-t', '-c', folder.write('nginx.conf', whole)])

    folder.remove()
    expect({ code, lines: code === 0 ? [] : lines }).toEqual({ code: 0, lines: [] })
  })

  test.skipIf(missingOf('haproxy', 'openssl').length)('both files of HAProxy', () => {
    const folder = aFolder('haproxy')
    const certificate = certificateIn(folder)
    const pem = folder.write(
      'airt.pem',
      `${readFileSync(`${certificate}/fullchain.pem`)}${readFileSync(`${certificate}/privkey.pem`)}`,
    )
    const files = [
      filePrinted('several-machines.md', '# /etc/haproxy/haproxy.cfg on app-1 and app-2'),
      changed(filePrinted('several-machines.md', '# /etc/haproxy/haproxy.cfg on front'), {
        '/etc/haproxy/airt.pem': pem,
      }),
    ]

    const said = files.map((file, at) => ask('haproxy', ['-c', '-f', folder.write(`${at}.cfg`, file)]))

    folder.remove()
    expect(said.filter(({ code }) => code !== 0)).toEqual([])
  })

  test('the command', () => {
    const folder = aFolder('command')
    const printed = filePrinted('one-machine.md', '#!/bin/sh')

    const { code } = ask('sh', ['-n', folder.write('airt', printed)])

    folder.remove()
    expect(code).toBe(0)
    expect(printed).toContain('app/start.mjs airt "$@"')
  })
})

function ask(program: string, words: string[]): { code: number | null; lines: string[] } {
  const { status, stdout, stderr } = spawnSync(findProgram(program) ?? program, words, { encoding: 'utf8' })
  return { code: status, lines: `${stdout}${stderr}`.split('\n').filter(Boolean) }
}

/** @returns the folder of one that nobody vouches for. */
function certificateIn(folder: ReturnType<typeof aFolder>): string {
  const [key, chain] = [folder.path('privkey.pem'), folder.path('fullchain.pem')]
  const made = 'req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=airt.example.org'.split(' ')
  ask('openssl', [...made, '-keyout', key, '-out', chain])
  return folder.path()
}
