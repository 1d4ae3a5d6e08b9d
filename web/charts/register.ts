import { CustomChart, type CustomSeriesOption, LineChart, type LineSeriesOption } from 'echarts/charts'
import { DatasetComponent, type DatasetComponentOption } from 'echarts/components'
import { GridComponent, type GridComponentOption } from 'echarts/components'
import { MarkLineComponent, TooltipComponent, type TooltipComponentOption } from 'echarts/components'
import { type ComposeOption, init, use } from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'

use([LineChart, CustomChart, DatasetComponent, GridComponent, TooltipComponent, MarkLineComponent, CanvasRenderer])

/** The options our registered parts understand. */
export type ChartOption = ComposeOption<
  LineSeriesOption | CustomSeriesOption | DatasetComponentOption | GridComponentOption | TooltipComponentOption
>

/** Starts a canvas chart; `density` is device pixels per CSS pixel, times any scale the page puts on it. */
export function startChart(element: HTMLElement, density: number) {
  return init(element, null, { renderer: 'canvas', devicePixelRatio: density })
}

export type LiveChart = ReturnType<typeof startChart>
