import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { cached } from '../cache.mjs'
import { output } from '../command.mjs'
import { onPath } from '../onPath.mjs'
import { SetupError, say } from '../say.mjs'

/** Change the number whenever what the folder holds changes. */
const FOLDER = 'bitcoind-debian-1'

const KEYRING = '/usr/share/keyrings/debian-archive-keyring.gpg'
const SUITES = ['trixie', 'trixie-backports']

/** bitcoind and every library that it loads, so that it runs on systems older than the suite. */
const PACKAGES = [
  'bitcoin-knots/trixie-backports',
  'libc6',
  'libcom-err2',
  'libevent-core-2.1-7t64',
  'libevent-extra-2.1-7t64',
  'libevent-pthreads-2.1-7t64',
  'libgcc-s1',
  'libgssapi-krb5-2',
  'libk5crypto3',
  'libkeyutils1',
  'libkrb5-3',
  'libkrb5support0',
  'libnorm1t64',
  'libpgm-5.3-0t64',
  'libsodium23',
  'libsqlite3-0',
  'libssl3t64',
  'libstdc++6',
  'libzmq5',
]

/** Whether this system has what the recipe below needs. */
export const canInstall = (env = process.env) =>
  ['apt-get', 'dpkg'].every((tool) => onPath([tool], env) !== undefined) && existsSync(KEYRING)

/**
 * The mirrors that this system's own apt is set up with, those that look like a plain Debian archive first
 * (a security archive holds none of the suites).
 */
const mirrors = async () => {
  const targets = await output('apt-get', [
    'indextargets',
    '--format',
    '$(REPO_URI) $(COMPONENT) $(CREATED_BY)',
  ])
  const uris = targets
    .split('\n')
    .map((line) => line.split(' '))
    .filter(([, component, kind]) => component === 'main' && kind === 'Packages')
    .map(([uri]) => uri)
    .filter((uri) => !uri.includes('security'))
  return [...new Set(uris)].sort((left, right) => rank(left) - rank(right))
}

const rank = (uri) => (/\/debian\/?$/.test(uri) ? 0 : 1)

/** Arguments that make apt use this folder alone: the system's lists, cache and preferences stay untouched. */
const privateApt = (folder, mirror) => {
  for (const name of ['lists/partial', 'cache/archives/partial', 'empty'])
    mkdirSync(join(folder, name), { recursive: true })
  const sources = SUITES.map((suite) => `deb [signed-by=${KEYRING}] ${mirror} ${suite} main\n`)
  writeFileSync(join(folder, 'sources.list'), sources.join(''))
  const settings = {
    'Dir::Etc::SourceList': join(folder, 'sources.list'),
    'Dir::Etc::SourceParts': join(folder, 'empty'),
    'Dir::Etc::Preferences': '/dev/null',
    'Dir::Etc::PreferencesParts': join(folder, 'empty'),
    'Dir::State::Lists': join(folder, 'lists'),
    'Dir::State::Status': '/dev/null',
    'Dir::Cache': join(folder, 'cache'),
    'Acquire::Languages': 'none',
    'Acquire::Retries': '2',
    // apt started by root would download as another user, who may not enter a private cache folder
    'APT::Sandbox::User': 'root',
  }
  return Object.entries(settings).flatMap(([name, value]) => ['-o', `${name}=${value}`])
}

const download = async (folder, mirror) => {
  const apt = privateApt(folder, mirror)
  const debs = join(folder, 'debs')
  mkdirSync(debs, { recursive: true })
  await output('apt-get', [...apt, '--error-on=any', '-q', 'update'])
  await output('apt-get', [...apt, '-q', 'download', ...PACKAGES], { cwd: debs })
  return readdirSync(debs).map((name) => join(debs, name))
}

const fromAnyMirror = async (folder) => {
  const uris = await mirrors()
  let failure = new SetupError('apt-get indextargets names no Debian mirror')
  for (const uri of uris) {
    try {
      return await download(folder, uri)
    } catch (error) {
      failure = error
    }
  }
  throw failure
}

/** A start script beside the unpacked packages: their own loader and libraries, never the system's. */
const WRAPPER = `#!/bin/sh
root="$(dirname "$(readlink -f "$0")")/root"
for loader in "$root"/usr/lib/*/ld-linux*.so.*; do
  exec "$loader" --library-path "\${loader%/*}" "$root/usr/bin/bitcoind" "$@"
done
`

/** bitcoind from Debian's package in the cache folder, installed there by an ordinary user where it is missing. */
export const debianBitcoind = async (env = process.env) => {
  const folder = await cached(
    FOLDER,
    async (temporary) => {
      say("bitcoind: installing Debian's package into the cache folder (20 MB) …")
      const work = join(temporary, 'apt')
      const root = join(temporary, 'root')
      mkdirSync(work)
      mkdirSync(root)
      for (const deb of await fromAnyMirror(work)) await output('dpkg', ['-x', deb, root])
      rmSync(work, { recursive: true })
      writeFileSync(join(temporary, 'bitcoind'), WRAPPER)
      chmodSync(join(temporary, 'bitcoind'), 0o755)
      const version = await output(join(temporary, 'bitcoind'), ['-version'])
      say(`bitcoind: ${version.split('\n')[0]}`)
    },
    env,
  )
  return join(folder, 'bitcoind')
}
