import { Buffer } from 'node:buffer'
import { describe, expect, it } from 'vitest'
import type { Field } from '../../src/clusters/define.ts'
import { clusterType } from '../../src/clusters/index.ts'
import { faultsOf } from '../../src/clusters/values.ts'
import { en } from '../../src/clusters/words/en.ts'
import { english, type FieldWords, say } from '../../src/clusters/words/index.ts'
import { zh } from '../../src/clusters/words/zh.ts'

function fieldOf(type: string, wire: string): Field {
  const [own = '', part] = wire.split('.')
  const found = clusterType(type)?.fields.find((one) => one.wire === own)
  const inner = part && found?.control.kind === 'group' ? found.control.fields.find((one) => one.wire === part) : found
  if (!inner) throw new Error(`no field ${wire}`)
  return inner
}

/** What the form says to a text in this field; nothing where it is taken. */
function says(type: string, wire: string, text: string, language: FieldWords = en): string {
  const field = fieldOf(type, wire)
  if (field.control.kind !== 'text') throw new Error(`${wire} is not written`)
  const read = field.control.notation.read(text)
  const faults = 'fault' in read ? [read.fault] : [...faultsOf(field, read.value).values()]
  return faults.map((words) => say(words, language)).join(' ')
}

describe('what is taken', () => {
  it.each([
    ['kubernetes', 'worker_instance_types', 'ecs.c5.xlarge ecs.gn6i-c4g1.xlarge, ecs.ebmg5s.24xlarge'],
    ['kubernetes', 'worker_instance_types', 'ecs.c5.xlarge、ecs.c6.2xlarge；ecs.t5-lc1m1.small'],
    ['kubernetes', 'worker_instance_types', '- ecs.u1-c1m2.large\n- “ecs.vgn6i-m4-vws.xlarge”\n• ecs.re6p.13xlarge'],
    ['kubernetes', 'vswitch_ids', 'vsw-a、vsw-b'],
    ['kubernetes', 'vswitch_ids', 'vsw–a；ｖｓｗ－ｂ\u200B'],
    ['kubernetes', 'key_pair', '运维\u200B'],
    ['kubernetes', 'key_pair', '“ops”'],
    ['kubernetes', 'image_id', 'm-bp67acfmxazb4p****'],
    ['kubernetes', 'image_id', 'aliyun_3_x64_20G_alibase_20230727.vhd'],
    ['kubernetes', 'image_id', 'win2016_1607_x64_dtc_en-us_40G_container_alibase_20230314.vhd'],
    ['kubernetes', 'image_id', 'ubuntu1404_64_40G_cloudinit_20160727.raw'],
    ['kubernetes', 'image_id', 'lifsea_3_x64_10G_containerd_1_6_28_alibase_20240705.vhd'],
    ['kubernetes', 'rds_instances', 'rm-2zev748xi27xc rr-bp1abc pgm-bp1gm3yh0ht1 pgr-bp1 rds5f4e8a7c21'],
    ['kubernetes', 'runtime', 'containerd://1.6.28'],
    ['kubernetes', 'runtime', 'docker：１９．０３．５'],
    ['kubernetes', 'runtime', 'Sandboxed-Container.runv 2.2.0'],
    ['kubernetes', 'tags', 'tier＝frontend\nurl=a=b\nlist=a,b\nempty=\n部门=研发（一）, 二'],
    ['kubernetes', 'taints', 'node_type＝prod：NoSchedule\ndedicated:NoExecute\nk8s.io/a=b:PreferNoSchedule'],
    ['kubernetes', 'worker_data_disks.auto_snapshot_policy_id', 'sp-bp12m37ccmxvbmi5'],
    ['edge', 'worker_instance_type', 'ens.sn1.tiny'],
    ['edge', 'worker_instance_type', 'ｅｎｓ．sn1．stiny'],
    ['edge', 'ens_region_id', 'cn-beijing-telecom'],
    ['edge', 'ens_region_id', 'cn-wuxi-telecom_unicom_cmcc-2'],
    ['edge', 'worker_image_id', 'm-2QVLO2T8NYgm8CNQVg15gF'],
    ['edge', 'worker_image_id', 'centos_6_08_64_20G_alibase_20171208'],
  ])('%s %s: %s', (type, wire, text) => {
    expect(says(type, wire, text)).toBe('')
  })
})

describe('what is refused is told of the value itself', () => {
  it.each([
    [
      'kubernetes',
      'worker_instance_types',
      'bad type',
      '“bad”, “type”: an ECS instance type looks like ecs.c5.xlarge.',
    ],
    ['kubernetes', 'worker_instance_types', 'c5.xlarge', '“c5.xlarge”: did you mean ecs.c5.xlarge?'],
    ['kubernetes', 'worker_instance_types', 'ECS.C5.XLARGE', '“ECS.C5.XLARGE”: did you mean ecs.c5.xlarge?'],
    ['kubernetes', 'worker_instance_types', '<!channel>', '“<!channel>”: no < here.'],
    [
      'kubernetes',
      'worker_instance_types',
      'ens.sn1.tiny',
      '“ens.sn1.tiny”: this is an ENS type; an ECS type is needed.',
    ],
    [
      'kubernetes',
      'vswitch_ids',
      'VSW-A sw-b',
      '“VSW-A”: did you mean vsw-a? “sw-b”: a vSwitch ID looks like vsw-bp1mdigyhmilu2h4v6fl2.',
    ],
    ['kubernetes', 'rds_instances', 'foo,bar', '“foo”, “bar”: an RDS instance ID looks like rm-2zev748xi27xc.'],
    ['kubernetes', 'rds_instances', 'a b c d', '“a”, “b”, “c” …: an RDS instance ID looks like rm-2zev748xi27xc.'],
    ['kubernetes', 'key_pair', 'two words', '“two words”: no spaces here.'],
    ['kubernetes', 'key_pair', 'op*', '“op*”: no * here: name one key pair.'],
    ['kubernetes', 'key_pair', 'a,b', '“a,b”: no , here.'],
    ['kubernetes', 'key_pair', 'k'.repeat(129), `“${'k'.repeat(40)}…”: at most 128 characters.`],
    [
      'kubernetes',
      'image_id',
      'ubuntu',
      '“ubuntu”: an image ID looks like m-bp67acfmxazb4p or aliyun_3_x64_20G_alibase_20230727.vhd.',
    ],
    ['kubernetes', 'runtime', 'containerd', '“containerd”: the version is missing, as in docker 19.03.5.'],
    ['kubernetes', 'runtime', 'docker 19 03', '“docker 19 03”: one name and one version, such as docker 19.03.5.'],
    ['kubernetes', 'tags', 'a=b, c=d', 'Line 1 (“a=b, c=d”): one on each line, please: this looks like several.'],
    ['kubernetes', 'tags', 'a=b；c=d', 'Line 1 (“a=b;c=d”): one on each line, please: this looks like several.'],
    ['kubernetes', 'tags', 'a b=c', 'Line 1 (“a b=c”): no spaces in a key.'],
    ['kubernetes', 'tags', 'a', 'Line 1 (“a”): the = is missing: write key=value.'],
    [
      'kubernetes',
      'tags',
      'ok=1\nacs:x=1\n=v',
      'Line 2 (“acs:x=1”): a key does not start with aliyun, acs:, http:// or https://. Line 3 (“=v”): the key before the = is missing.',
    ],
    ['kubernetes', 'taints', 'a=b:noschedule', 'Line 1 (“a=b:noschedule”): did you mean NoSchedule?'],
    [
      'kubernetes',
      'taints',
      'a=b:NoSchedule, c=d:NoExecute',
      'Line 1 (“a=b:NoSchedule, c=d:NoExecute”): one on each line, please: this looks like several.',
    ],
    ['edge', 'worker_instance_type', 'ecs.c5.xlarge', '“ecs.c5.xlarge”: this is an ECS type; an ENS type is needed.'],
    ['edge', 'worker_instance_type', 'SN1.TINY', '“SN1.TINY”: did you mean ens.sn1.tiny?'],
    ['edge', 'ens_region_id', 'CN-Beijing-Telecom', '“CN-Beijing-Telecom”: did you mean cn-beijing-telecom?'],
    ['edge', 'ens_region_id', '北京', '“北京”: an ENS region looks like cn-beijing-telecom.'],
  ])('%s %s: %s', (type, wire, text, said) => {
    expect(says(type, wire, text)).toBe(said)
    const chinese = says(type, wire, text, zh)
    expect(chinese).toMatch(/\p{Script=Han}/u)
    expect(chinese).not.toMatch(/\b(?:looks like|did you mean|here|needed|write)\b/)
  })

  it('a text that a member of a disk may not have is not called a rule about the number of disks', () => {
    const disk = { category: 'cloud_essd', size: 120, performance_level: 'PL1' }
    expect(
      [...faultsOf(fieldOf('kubernetes', 'worker_data_disks'), [disk])].map(([at, words]) => [at, english(words)]),
    ).toEqual([
      [
        'worker_data_disks.0',
        '“performance_level”: not known here; known are category, size, encrypted, auto_snapshot_policy_id.',
      ],
    ])
  })
})

describe('a password that is refused', () => {
  const of = (password: string) => [...faultsOf(fieldOf('edge', 'login_password'), password).values()]

  it.each([
    ['Hello1234！', /ASCII/],
    ['Héllo1234!', /ASCII/],
    ['密码Hello123!', /ASCII/],
    ['Ｈello1234!', /ASCII/],
    ['Hello1234"', /No \\ and no "/],
    ['Hello\\1234', /No \\ and no "/],
    ['Hello 1234!', /No spaces/],
    ['Hello\u00A01234!', /No spaces/],
    ['Hell1!', /8 to 30 characters/],
    ['hello1234!', /needs an upper-case letter\.$/],
    ['HELLOhello', /needs a digit and a special character\.$/],
  ])('%j is told why, and never quoted', (password, why) => {
    const [words] = of(password)
    expect(words && english(words)).toMatch(why)
    expect(words && say(words, zh)).toMatch(/密码/)
    expect(words && english(words) + say(words, zh)).not.toContain(password)
  })

  it('is none of those that ECS documents', () => {
    for (const special of "()`~!@#$%^&*-_+=|{}[]:;'<>,.?/") expect(of(`Hello1234${special}`), special).toEqual([])
  })
})

describe('a script that is Base64 already', () => {
  const caution = (script: string): string | undefined => {
    const words = fieldOf('kubernetes', 'user_data').caution?.(script)
    return words && english(words)
  }
  const encoded = (script: string) => Buffer.from(script).toString('base64')
  const script = '#!/bin/bash\necho ready\n'

  it.each([
    ['a script', encoded(script)],
    ['one that was wrapped', encoded(script.repeat(9)).replace(/(.{76})/g, '$1\n')],
    ['cloud-config', encoded('#cloud-config\npackages: [htop]\n')],
    ['one in Chinese', encoded('#!/bin/sh\necho "节点就绪"\n')],
    ['without its padding', encoded(script).replace(/=+$/, '')],
  ])('has a caution: %s', (_, text) => {
    expect(caution(text)).toContain('Base64 already')
  })

  it.each([
    ['a script', script],
    ['one word', 'reboot'],
    ['a long word', 'systemctl-restart-kubelet-service'],
    ['letters that decode to no text', 'abcdefghijklmnopqrstuvwx'],
    ['Base64 within a script', `#!/bin/sh\necho ${encoded(script)} | base64 -d`],
  ])('is not: %s', (_, text) => {
    expect(caution(text)).toBeUndefined()
  })
})
