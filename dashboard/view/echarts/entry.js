// The parts of ECharts that the charts use. The embedded
// assets/echarts.min.js.br and .gz are built from this file; whoever clones the
// repository needs none of it. To build them anew, in an empty folder:
//
//   npm install echarts@6.1.0 esbuild@0.28.2
//   npx esbuild entry.js --bundle --minify --format=iife --global-name=echarts \
//     --target=chrome90 --legal-comments=none --outfile=echarts.min.js
//   go run ./dashboard/view/compress echarts.min.js dashboard/view/assets/echarts.min.js
import { use, init, setPlatformAPI, getInstanceByDom, version } from "echarts/core";
import { LineChart, BarChart, ScatterChart, SankeyChart } from "echarts/charts";
import { GridComponent, LegendComponent, TooltipComponent, MarkLineComponent, AriaComponent } from "echarts/components";
import { LabelLayout, LegacyGridContainLabel } from "echarts/features";
import { CanvasRenderer, SVGRenderer } from "echarts/renderers";

use([LineChart, BarChart, ScatterChart, SankeyChart,
  GridComponent, LegendComponent, TooltipComponent, MarkLineComponent, AriaComponent,
  LabelLayout, LegacyGridContainLabel, CanvasRenderer, SVGRenderer]);

export { init, setPlatformAPI, getInstanceByDom, version };
