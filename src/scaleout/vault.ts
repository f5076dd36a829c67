import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'

/** Seals passwords at rest and takes their fingerprints; both with keys derived from SCALEOUT_SECRET_KEY. */
export type Vault = {
  /** AES-256-GCM; a new nonce each time. `about` (the request's origin) is bound to it, so that a box cannot be moved. */
  seal(password: string, about: string): string
  /** Throws when the key, the box or `about` is not the one that it was sealed with. */
  open(box: string, about: string): string
  /** The same for the same password, and of no use without the key. */
  fingerprint(password: string): string
}

/** What opens passwords: the vault for those that were typed, the environment for those that have a name. */
export type Keys = {
  /** There is none without SCALEOUT_SECRET_KEY. */
  readonly vault: Vault | null
  /** The password behind a name of the policy file. */
  readonly credential: (name: string) => string | undefined
}

/** `key`: 32 bytes. */
export function createVault(key: Uint8Array): Vault {
  const derive = (purpose: string): Buffer => Buffer.from(hkdfSync('sha256', key, '', `scaleout ${purpose}`, 32))
  const sealing = derive('seal')
  const printing = derive('fingerprint')
  return {
    seal: (password, about) => {
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', sealing, nonce).setAAD(Buffer.from(about))
      const text = Buffer.concat([cipher.update(password, 'utf8'), cipher.final()])
      return Buffer.concat([nonce, cipher.getAuthTag(), text]).toString('base64')
    },
    open: (box, about) => {
      const bytes = Buffer.from(box, 'base64')
      const decipher = createDecipheriv('aes-256-gcm', sealing, bytes.subarray(0, 12), { authTagLength: 16 })
      decipher.setAAD(Buffer.from(about)).setAuthTag(bytes.subarray(12, 28))
      return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8')
    },
    fingerprint: (password) => createHmac('sha256', printing).update(password).digest('hex').slice(0, 16),
  }
}
