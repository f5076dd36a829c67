import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { program } from './program.ts'

/** A certificate of 127.0.0.1 that vouches for itself: who is to believe it is told so. */
export type Certificate = {
  /** Paths of PEM files. */
  readonly certificate: string
  readonly key: string
  /** What the first one holds. */
  readonly pem: string
  remove(): void
}

/** Makes one, with its key, in a folder of its own; good for a day, and for these names, too. */
export function makeCertificate(names: readonly string[] = []): Certificate {
  const openssl = program({ names: ['openssl'], debian: 'openssl', needs: 'the tests of TLS' })
  const folder = mkdtempSync(join(tmpdir(), 'scaleout-tls-'))
  const [certificate, key] = [join(folder, 'certificate.pem'), join(folder, 'key.pem')]
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']
  const whose = [
    '-subj',
    '/CN=127.0.0.1',
    '-addext',
    `subjectAltName=${['IP:127.0.0.1', ...names.map((name) => `DNS:${name}`)]}`,
    '-days',
    '1',
  ]
  execFileSync(openssl, ['req', '-x509', ...curve, ...whose, '-keyout', key, '-out', certificate], { stdio: 'ignore' })
  return {
    certificate,
    key,
    pem: readFileSync(certificate, 'utf8'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}
