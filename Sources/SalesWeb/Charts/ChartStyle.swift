/// The stylesheet of charts, to be served with that of the pages.
///
/// Charts have no style of their own: a page whose Content-Security-Policy allows its own stylesheet only can show
/// them. Contrast by WCAG 2.2, on the surface of each scheme; the tests compute it anew:
///
/// | | light, on #ffffff | dark, on #111827 | at least |
/// | --- | --- | --- | --- |
/// | text | 7.5 | 6.9 | 4.5 |
/// | note | 17.7 | 16.1 | 4.5 |
/// | limit-text | 7.0 | 12.3 | 4.5 |
/// | tip-text, on tip | 17.7 | 16.1 | 4.5 |
/// | axis | 4.8 | 6.9 | 3 |
/// | price | 5.1 | 6.9 | 3 |
/// | list | 4.8 | 6.9 | 3 |
/// | limit | 5.0 | 10.6 | 3 |
/// | hatch | 4.8 | 6.9 | 3 |
/// | alert | 6.0 | 6.6 | 3 |
///
/// The grid, the wash of times out of stock and the fill below the line are ornament: what they say is also said by
/// labels, by the hatched strip and by the line.
enum ChartStyle {
    /// The whole stylesheet.
    static let css = light + shapes + dark + narrow + print + forced

    /// The colours on a light ground.
    static let lightColours = """
          --chart-surface: #ffffff;
          --chart-text: #4b5563;
          --chart-note: #111827;
          --chart-axis: #6b7280;
          --chart-grid: #e5e7eb;
          --chart-price: #2563eb;
          --chart-list: #6b7280;
          --chart-limit: #b45309;
          --chart-limit-text: #92400e;
          --chart-hatch: #6b7280;
          --chart-out: #f3f4f6;
          --chart-alert: #be185d;
          --chart-tip: #111827;
          --chart-tip-text: #ffffff;
        """

    private static let light = """
        .chart, .sparkline {
        \(lightColours)
        }

        """

    private static let shapes = """
        .chart, .sparkline { display: block; width: 100%; height: auto; overflow: hidden; }
        .sparkline { max-width: 120px; }
        .chart text {
          font: 12px system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
          font-variant-numeric: tabular-nums;
          fill: var(--chart-text);
        }
        .chart-surface { fill: var(--chart-surface); }
        .chart-grid { stroke: var(--chart-grid); stroke-width: 1; shape-rendering: crispEdges; }
        .chart-axis, .chart-tick { stroke: var(--chart-axis); stroke-width: 1; shape-rendering: crispEdges; }
        .chart .chart-context, .chart .chart-note, .chart .chart-now { fill: var(--chart-note); }
        .chart .chart-context { font-weight: 600; }
        .chart .chart-now { font-weight: 700; font-size: 13px; }
        .chart .chart-none { font-size: 15px; }
        .chart .chart-note, .chart .chart-limit-label {
          paint-order: stroke; stroke: var(--chart-surface); stroke-width: 4px; stroke-linejoin: round;
        }
        .chart .chart-note { font-weight: 600; }
        .chart .chart-limit-label { fill: var(--chart-limit-text); font-weight: 600; }
        .chart-limit { stroke: var(--chart-limit); stroke-width: 1.5; stroke-dasharray: 7 5; }
        .chart-price, .sparkline-line {
          fill: none; stroke: var(--chart-price); stroke-width: 2; stroke-linejoin: round; stroke-linecap: round;
        }
        .chart-price-out { stroke-dasharray: 0.1 5; }
        .chart-list { fill: none; stroke: var(--chart-list); stroke-width: 1; }
        .chart-band { fill: var(--chart-price); fill-opacity: 0.25; stroke: var(--chart-price); stroke-width: 0.75; }
        .chart-fade-top { stop-color: var(--chart-price); stop-opacity: 0.16; }
        .chart-fade-bottom { stop-color: var(--chart-price); stop-opacity: 0; }
        .chart-out { fill: var(--chart-out); }
        .chart-strip { stroke: var(--chart-hatch); stroke-width: 1; }
        .chart-hatch-ground { fill: var(--chart-surface); }
        .chart-hatch { stroke: var(--chart-hatch); stroke-width: 2; }
        .chart-low { fill: var(--chart-surface); stroke: var(--chart-price); stroke-width: 2; }
        .chart-last, .sparkline-last { fill: var(--chart-price); stroke: var(--chart-surface); stroke-width: 1.5; }
        .sparkline-out { fill: var(--chart-surface); stroke: var(--chart-price); }
        .sparkline-none { stroke: var(--chart-axis); stroke-width: 1; stroke-dasharray: 2 4; }
        .chart-alert { fill: var(--chart-alert); stroke: var(--chart-surface); stroke-width: 1.5; }
        .chart-hit { fill: none; pointer-events: all; }
        .chart-cross { fill: none; stroke: var(--chart-note); stroke-width: 3; }
        .chart-cross, .chart-tip, .chart-tip-box { visibility: hidden; pointer-events: none; }
        .chart-spot:hover .chart-cross, .chart-spot:hover .chart-tip, .chart-spot:hover .chart-tip-box {
          visibility: visible;
        }
        .chart-tip-box { fill: var(--chart-tip); }
        .chart .chart-tip { fill: var(--chart-tip-text); font-weight: 600; }

        """

    /// The colours on a dark ground.
    static let darkColours = """
            --chart-surface: #111827;
            --chart-text: #9ca3af;
            --chart-note: #f3f4f6;
            --chart-axis: #9ca3af;
            --chart-grid: #1f2937;
            --chart-price: #60a5fa;
            --chart-list: #9ca3af;
            --chart-limit: #fbbf24;
            --chart-limit-text: #fcd34d;
            --chart-hatch: #9ca3af;
            --chart-out: #1c2534;
            --chart-alert: #f472b6;
            --chart-tip: #f3f4f6;
            --chart-tip-text: #111827;
        """

    private static let dark = """
        @media (prefers-color-scheme: dark) {
          .chart, .sparkline {
        \(darkColours)
          }
        }

        """

    private static let narrow = """
        .chart-pair > .chart-narrow { display: none; }
        @media (max-width: 640px) {
          .chart-pair > .chart-wide { display: none; }
          .chart-pair > .chart-narrow { display: block; }
        }

        """

    private static let print = """
        @media print {
          .chart, .sparkline {
            --chart-surface: #ffffff;
            --chart-text: #374151;
            --chart-note: #000000;
            --chart-axis: #4b5563;
            --chart-grid: #d1d5db;
            --chart-price: #000000;
            --chart-list: #4b5563;
            --chart-limit: #000000;
            --chart-limit-text: #000000;
            --chart-hatch: #000000;
            --chart-out: #ffffff;
            --chart-alert: #000000;
            break-inside: avoid;
          }
          .chart-fill, .chart-spot { display: none; }
          .chart-pair > .chart-wide { display: block; }
          .chart-pair > .chart-narrow { display: none; }
        }

        """

    private static let forced = """
        @media (forced-colors: active) {
          .chart, .sparkline {
            forced-color-adjust: none;
            --chart-surface: Canvas;
            --chart-text: CanvasText;
            --chart-note: CanvasText;
            --chart-axis: CanvasText;
            --chart-grid: GrayText;
            --chart-price: CanvasText;
            --chart-list: GrayText;
            --chart-limit: LinkText;
            --chart-limit-text: LinkText;
            --chart-hatch: CanvasText;
            --chart-out: Canvas;
            --chart-alert: LinkText;
            --chart-tip: CanvasText;
            --chart-tip-text: Canvas;
          }
          .chart-fill { display: none; }
        }

        """
}
