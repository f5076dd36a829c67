import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { type Alicloud, startAlicloud } from './index.ts'
import { sdk } from './sdk.ts'

let cloud: Alicloud
beforeAll(async () => {
  cloud = await startAlicloud({
    described: {
      rpc: [
        {
          action: 'DescribeVSwitches',
          product: 'vpc',
          version: '2016-04-28',
          query: z.strictObject({ RegionId: z.string(), ZoneId: z.string().optional() }),
          answer: ({ ZoneId }) => ({ VSwitches: { VSwitch: [{ ZoneId }] } }),
        },
      ],
    },
  })
})
afterAll(() => cloud.stop())

const vSwitches = (query: Record<string, string>, { version = '2016-04-28', body = {} } = {}) =>
  sdk(cloud).rpc('DescribeVSwitches', version, query, Object.keys(body).length > 0 ? body : undefined)

describe('a described read in RPC style', () => {
  test('is answered to the official client, with its request id in the body', async () => {
    expect(await vSwitches({ RegionId: 'cn-hangzhou', ZoneId: 'a b*~' })).toEqual({
      RequestId: expect.stringMatching(/^[0-9A-F-]{36}$/),
      VSwitches: { VSwitch: [{ ZoneId: 'a b*~' }] },
    })
    expect(cloud.calls.at(-1)).toMatchObject({ method: 'POST', path: '/', signature: 'valid', status: 200 })
  })

  test.each([
    ['another version', () => vSwitches({ RegionId: 'x' }, { version: '2015-12-15' }), 'InvalidApi.NotFound'],
    ['another action', () => sdk(cloud).rpc('DescribeVpcs', '2016-04-28', {}), 'InvalidApi.NotFound'],
    ['a path of CS', () => sdk(cloud).read('DescribeVSwitches', '/vswitches'), 'InvalidApi.NotFound'],
    ['a parameter that is missing', () => vSwitches({}), 'MissingParameter'],
    ['one that it does not know', () => vSwitches({ RegionId: 'x', Zone: 'y' }), 'InvalidParameter'],
    ['a body', () => vSwitches({ RegionId: 'x' }, { body: { ZoneId: 'y' } }), 'InvalidParameter'],
  ])('is refused with %s', async (_, call, code) => {
    await expect(call()).rejects.toMatchObject({ code })
  })

  test('that is refused, spells its error as these products do', async () => {
    cloud.faults.next('refuse', { action: 'DescribeVSwitches', status: 403, code: 'Forbidden.RAM' })
    await expect(vSwitches({ RegionId: 'x' })).rejects.toMatchObject({
      code: 'Forbidden.RAM',
      statusCode: 403,
      data: { Code: 'Forbidden.RAM', HostId: 'vpc.aliyuncs.com', RequestId: expect.any(String) },
    })
  })
})
