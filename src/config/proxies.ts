import { BlockList, isIP } from 'node:net'

/** The proxies of the environment; `except` is NO_PROXY as it was written. */
export type Proxies = { readonly https: URL | null; readonly http: URL | null; readonly except: string }

/** The proxy through which an address is reached, or undefined: directly. */
export type ProxyFor = (address: string) => URL | undefined

const kinds: Readonly<Record<string, 'http' | 'https'>> = {
  'https:': 'https',
  'wss:': 'https',
  'http:': 'http',
  'ws:': 'http',
}

/**
 * The rule of all outside calls. Never through a proxy: this machine itself, and the metadata service that hands out the
 * credentials of a RAM role (100.100.100.200, and link-local addresses in general).
 *
 * NO_PROXY: names separated by commas or blanks, each also for what is below it (`corp.example`, `.corp.example`,
 * `*.corp.example`), with or without a port; addresses and ranges (`10.0.0.0/8`, `fd00::/8`); `*` for everything. Names
 * are not looked up: a range fits only what is written as an address.
 */
export function proxyRule({ https, http, except }: Proxies): ProxyFor {
  const rules = except
    .split(/[\s,]+/)
    .filter(Boolean)
    .map(exception)
  return (address) => {
    const url = URL.canParse(address) ? new URL(address) : undefined
    const proxy = url && { https, http }[kinds[url.protocol] ?? 'http']
    if (!url || !proxy) return undefined
    const host = url.hostname.replace(/^\[|\]$/g, '').toLowerCase()
    const port = url.port || (kinds[url.protocol] === 'https' ? '443' : '80')
    return isNear(host) || rules.some((rule) => rule(host, port)) ? undefined : proxy
  }
}

const near = new BlockList()
near.addSubnet('127.0.0.0', 8, 'ipv4')
near.addSubnet('169.254.0.0', 16, 'ipv4')
near.addAddress('100.100.100.200', 'ipv4')
near.addAddress('::1', 'ipv6')
near.addSubnet('fe80::', 10, 'ipv6')

const isNear = (host: string): boolean => /(^|\.)localhost$/.test(host) || contains(near, host)

const contains = (list: BlockList, host: string): boolean => {
  const family = isIP(host)
  return family !== 0 && list.check(host, family === 4 ? 'ipv4' : 'ipv6')
}

type Exception = (host: string, port: string) => boolean

function exception(text: string): Exception {
  const entry = text.toLowerCase()
  if (entry === '*') return () => true
  const range = rangeOf(entry)
  if (range) return (host) => contains(range, host)
  const [, bracketed, named = '', port] = /^(?:\[(.+)\]|([^:]*))(?::(\d+))?$/.exec(entry) ?? []
  const name = (bracketed ?? named).replace(/^\*?\./, '')
  if (name === '') return (host) => host === entry
  return (host, at) => (port === undefined || port === at) && (host === name || host.endsWith(`.${name}`))
}

/** `10.0.0.0/8`, or undefined where it is no range. */
function rangeOf(entry: string): BlockList | undefined {
  const [, address = '', bits = ''] = /^([\d.a-f:]+)\/(\d{1,3})$/.exec(entry) ?? []
  const family = isIP(address)
  if (family === 0 || Number(bits) > (family === 4 ? 32 : 128)) return undefined
  const list = new BlockList()
  list.addSubnet(address, Number(bits), family === 4 ? 'ipv4' : 'ipv6')
  return list
}

/** An address without its name and password, for the log. */
export const shown = (proxy: URL | null): string | undefined => proxy?.origin

/** As curl and Node read them: the lower-case name wins, an empty one counts as none, and ALL_PROXY is for both kinds. */
export function proxiesOf(env: NodeJS.ProcessEnv, note: (at: string, says: string) => void): Proxies | null {
  const all = given(env.all_proxy) ?? given(env.ALL_PROXY)
  const https = proxyOf(given(env.https_proxy) ?? given(env.HTTPS_PROXY) ?? all, 'HTTPS_PROXY', note)
  const http = proxyOf(given(env.http_proxy) ?? given(env.HTTP_PROXY) ?? all, 'HTTP_PROXY', note)
  if (!https && !http) return null
  return { https, http, except: given(env.no_proxy) ?? given(env.NO_PROXY) ?? '' }
}

/** What was written is never shown: it may hold a password. */
function proxyOf(written: string | undefined, at: string, note: (at: string, says: string) => void): URL | null {
  if (written === undefined) return null
  const text = written.includes('://') ? written : `http://${written}`
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url?.hostname && /^https?:$/.test(url.protocol)) return url
  note(
    at,
    url?.protocol.startsWith('socks')
      ? '(or ALL_PROXY) names a SOCKS proxy, which the bot cannot use: write http://host:port of an HTTP proxy, or unset it'
      : '(or ALL_PROXY) is not a proxy: write http://host:port, or http://user:password@host:port',
  )
  return null
}

/** An empty variable counts as none. */
const given = (value: string | undefined): string | undefined => (value?.trim() ? value.trim() : undefined)
