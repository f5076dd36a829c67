import { describe, expect, it } from 'vitest'
import { proxyRule } from '../../src/config/proxies.ts'

const https = new URL('http://proxy.corp.example:3128')
const http = new URL('http://plain.corp.example:8080')
const goes = (address: string, except = '', proxies: { https: URL | null; http: URL | null } = { https, http }) =>
  proxyRule({ ...proxies, except })(address)?.host ?? 'directly'

describe('an address goes', () => {
  it.each([
    ['https://slack.com/api/', 'proxy.corp.example:3128'],
    ['wss://wss-primary.slack.com/link/', 'proxy.corp.example:3128'],
    ['http://slack.corp.example/api/', 'plain.corp.example:8080'],
    ['ws://slack.corp.example/link/', 'plain.corp.example:8080'],
    ['https://127.0.0.1:8081', 'directly'],
    ['https://localhost/', 'directly'],
    ['https://[::1]:8081', 'directly'],
    ['http://100.100.100.200/latest/meta-data/ram/', 'directly'],
    ['http://169.254.169.254/', 'directly'],
    ['nonsense', 'directly'],
  ])('%s: %s', (address, way) => {
    expect(goes(address)).toBe(way)
  })

  it('directly where there is no proxy of its kind', () => {
    expect(goes('https://slack.com/', '', { https: null, http })).toBe('directly')
    expect(goes('http://slack.example/', '', { https, http: null })).toBe('directly')
  })
})

describe('NO_PROXY', () => {
  it.each([
    ['*', 'https://slack.com/'],
    ['slack.com', 'https://slack.com/'],
    ['slack.com', 'https://wss-primary.slack.com/'],
    ['.slack.com', 'https://wss-primary.slack.com/'],
    ['*.slack.com', 'https://wss-primary.slack.com/'],
    ['SLACK.com', 'https://slack.COM/'],
    ['a.example, slack.com', 'https://slack.com/'],
    ['a.example slack.com', 'https://slack.com/'],
    ['slack.com:443', 'https://slack.com/'],
    ['cs.corp.example:8443', 'https://cs.corp.example:8443/'],
    ['10.1.2.3', 'https://10.1.2.3/'],
    ['10.0.0.0/8', 'https://10.1.2.3:8443/'],
    ['fd00::/8', 'https://[fd00::17]/'],
    ['[fd00::17]:8443', 'https://[fd00::17]:8443/'],
  ])('%s: %s is reached directly', (except, address) => {
    expect(goes(address, except)).toBe('directly')
  })

  it.each([
    ['slack.com', 'https://notslack.com/'],
    ['slack.com:8443', 'https://slack.com/'],
    ['10.0.0.0/8', 'https://11.1.2.3/'],
    ['10.0.0.0/99', 'https://10.0.0.1/'],
    ['fd00::/8', 'https://slack.com/'],
    ['', 'https://slack.com/'],
    [',', 'https://slack.com/'],
  ])('%s: %s is not', (except, address) => {
    expect(goes(address, except)).toBe('proxy.corp.example:3128')
  })
})
