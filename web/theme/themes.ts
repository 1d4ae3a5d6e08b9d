/** Every colour of a face, by name. CSS, charts and map read the same record. */
export interface Theme {
  ground: string
  surface: string
  sunken: string
  ink: string
  ink2: string
  ink3: string
  hairline: string
  rule: string
  accent: string
  accentSoft: string
  band: string
  land: string
  water: string
  boundary: string
  boundaryThin: string
  halo: string
  zero: string
  suppressed: string
  missing: string
  hatch: string
  blue: string
  yellow: string
  orange: string
  red: string
  blueText: string
  yellowText: string
  orangeText: string
  redText: string
  alertEdge: string
  urban: string
  rural: string
  urbanText: string
  ruralText: string
  /** Verdicts as marks and words, and softer as fills: 18 or more apart in CIEDE2000 for every kind of colour vision. */
  better: string
  worse: string
  betterFill: string
  worseFill: string
  undecided: string
  /** Seven steps, low to high. */
  sequential: readonly string[]
  /** Seven steps, far below to far above. */
  diverging: readonly string[]
}

const light: Theme = {
  ground: '#F5F4F0',
  surface: '#FFFFFF',
  sunken: '#ECEAE4',
  ink: '#14181D',
  ink2: '#454C55',
  ink3: '#616871',
  hairline: '#E0DDD6',
  rule: '#8C8F91',
  accent: '#1D5A6E',
  accentSoft: '#DCEBEA',
  band: '#235D72',
  land: '#FBFAF7',
  water: '#DCE4EA',
  boundary: '#4A525B',
  boundaryThin: '#A9A8A2',
  halo: '#FFFFFF',
  zero: '#F1EFE9',
  suppressed: '#C9C6BF',
  missing: '#85837D',
  hatch: '#FFFFFF',
  blue: '#2B6CB8',
  yellow: '#F2C200',
  orange: '#E07A10',
  red: '#B3122A',
  blueText: '#1F5596',
  yellowText: '#6B5500',
  orangeText: '#96490A',
  redText: '#A51028',
  alertEdge: '#14181D',
  urban: '#9274C3',
  rural: '#B7752B',
  urbanText: '#563E7B',
  ruralText: '#713F00',
  better: '#117733',
  worse: '#882255',
  betterFill: '#3F9460',
  worseFill: '#A9548A',
  undecided: '#D6D3CB',
  sequential: ['#D2FBD4', '#A5DBC2', '#7BBCB0', '#559C9E', '#3A7C89', '#235D72', '#123F5A'],
  diverging: ['#713F00', '#B7752B', '#E7BB91', '#EFF0F2', '#CBBAEE', '#9274C3', '#563E7B'],
}

const dark: Theme = {
  ground: '#0F1317',
  surface: '#161B21',
  sunken: '#0B0E11',
  ink: '#EDEFF1',
  ink2: '#B9C0C7',
  ink3: '#8F98A2',
  hairline: '#29313A',
  rule: '#6A7480',
  accent: '#8CCFC0',
  accentSoft: '#1D3538',
  band: '#7BBCB0',
  land: '#12171C',
  water: '#1C2833',
  boundary: '#B4BBC2',
  boundaryThin: '#4A545E',
  halo: '#0B0E11',
  zero: '#1E252C',
  suppressed: '#4B535B',
  missing: '#76808A',
  hatch: '#0F1317',
  blue: '#5B9BF0',
  yellow: '#FFE066',
  orange: '#F58B2E',
  red: '#E8384A',
  blueText: '#8CBAF6',
  yellowText: '#FFE066',
  orangeText: '#FFA24F',
  redText: '#FF7A84',
  alertEdge: '#0B0E11',
  urban: '#8C79BB',
  rural: '#B17843',
  urbanText: '#BCAEE2',
  ruralText: '#DBAD86',
  better: '#8CD867',
  worse: '#DE86C4',
  betterFill: '#5E9E48',
  worseFill: '#A85E93',
  undecided: '#333C46',
  sequential: ['#123F5A', '#235D72', '#3A7C89', '#559C9E', '#7BBCB0', '#A5DBC2', '#D2FBD4'],
  diverging: ['#DBAD86', '#B17843', '#764E29', '#2C2E31', '#5C4F7D', '#8C79BB', '#BCAEE2'],
}

const wall: Theme = {
  ground: '#090C0F',
  surface: '#090C0F',
  sunken: '#050708',
  ink: '#F4F6F7',
  ink2: '#C2C9D0',
  ink3: '#9AA3AD',
  hairline: '#262E36',
  rule: '#6A7480',
  accent: '#8CCFC0',
  accentSoft: '#1D3538',
  band: '#7BBCB0',
  land: '#0D1115',
  water: '#21303C',
  boundary: '#B4BBC2',
  boundaryThin: '#4A545E',
  halo: '#090C0F',
  zero: '#1E252C',
  suppressed: '#4B535B',
  missing: '#76808A',
  hatch: '#090C0F',
  blue: '#5B9BF0',
  yellow: '#FFE066',
  orange: '#F58B2E',
  red: '#E8384A',
  blueText: '#8CBAF6',
  yellowText: '#FFE066',
  orangeText: '#FFA24F',
  redText: '#FF7A84',
  alertEdge: '#0B0E11',
  urban: '#8C79BB',
  rural: '#B17843',
  urbanText: '#BCAEE2',
  ruralText: '#DBAD86',
  better: '#8CD867',
  worse: '#DE86C4',
  betterFill: '#5E9E48',
  worseFill: '#A85E93',
  undecided: '#333C46',
  sequential: ['#123F5A', '#235D72', '#3A7C89', '#559C9E', '#7BBCB0', '#A5DBC2', '#D2FBD4'],
  diverging: ['#DBAD86', '#B17843', '#764E29', '#2C2E31', '#5C4F7D', '#8C79BB', '#BCAEE2'],
}

export type ThemeName = 'light' | 'dark' | 'wall'

export const THEMES: Record<ThemeName, Theme> = { light, dark, wall }
