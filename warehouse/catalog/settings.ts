import type { Label } from './types.ts'

/** The settings table: the command line's help, the README and the running program all read it. */
export const SETTINGS = [
  {
    name: 'PORT',
    fallback: '8787',
    help: { en: 'Port the server listens on.', zh: '服务监听的端口。' },
  },
  {
    name: 'HOST',
    fallback: '127.0.0.1',
    help: {
      en: 'Address the server binds to. Anything but loopback needs CITY_TOKEN.',
      zh: '服务绑定的地址。非本机回环地址必须设置 CITY_TOKEN。',
    },
  },
  {
    name: 'CITY_DATA',
    fallback: './data',
    help: { en: 'Folder that holds the cities and their snapshots.', zh: '存放各城市及其快照的文件夹。' },
  },
  {
    name: 'CITY',
    fallback: '',
    help: {
      en: 'City to serve. Unset: the one published last, or the demo city Lancheng.',
      zh: '要展示的城市。不设时取最近发布的城市；一个都没有时用演示城市澜城。',
    },
  },
  {
    name: 'CITY_TOKEN',
    fallback: '',
    help: {
      en: 'Access token of at least 32 bytes; asked once, then kept in a cookie.',
      zh: '访问令牌，至少 32 字节；首次访问时验证，之后存于 cookie。',
    },
  },
  {
    name: 'ALLOWED_HOSTS',
    fallback: '',
    help: {
      en: 'Further host names, comma separated, under which the server may be addressed.',
      zh: '允许用来访问本服务的其他主机名，以逗号分隔。',
    },
  },
  {
    name: 'CITY_TILES',
    fallback: '',
    help: {
      en: 'PMTiles file of your own, drawn below the maps in place of the city’s water and roads.',
      zh: '自备的 PMTiles 底图文件，代替城市包中的水系与道路，绘于各地图之下。',
    },
  },
  {
    name: 'QUERY_SECONDS',
    fallback: '10',
    help: { en: 'A query that runs longer is cancelled.', zh: '超过此秒数的查询会被取消。' },
  },
  {
    name: 'MEMORY_LIMIT',
    fallback: '2GB',
    help: { en: 'Memory the engine may use.', zh: '数据引擎可用的内存。' },
  },
  {
    name: 'UNPACKED_GB',
    fallback: '8',
    help: { en: 'A compressed file may unpack to at most this many GB.', zh: '一个压缩文件解压后最多可占的 GB 数。' },
  },
] as const satisfies readonly { name: string; fallback: string; help: Label }[]

export type SettingName = (typeof SETTINGS)[number]['name']
export type Settings = Record<SettingName, string>

/** Reads every setting from an environment; an unset or blank one takes its fallback. */
export function readSettings(env: Record<string, string | undefined>): Settings {
  return Object.fromEntries(SETTINGS.map((s) => [s.name, env[s.name]?.trim() || s.fallback])) as Settings
}
