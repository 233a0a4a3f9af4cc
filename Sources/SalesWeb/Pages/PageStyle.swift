/// The stylesheet of the pages, with that of the charts.
///
/// One scale of type (12, 13, 15, 18, 24 and 36 px of a 16 px root), one of spaces (4, 8, 12, 16, 24, 32, 48 and 64
/// px), one palette, which charts share: their surface is that of the cards. Nothing is loaded from elsewhere.
///
/// Contrast by WCAG 2.2; the tests compute it anew:
///
/// | | on | light | dark | at least |
/// | --- | --- | --- | --- | --- |
/// | ink | paper, surface, sunken, washes | 16.1 | 13.5 | 4.5 |
/// | soft | paper, surface, sunken, accent-wash | 6.8 | 6.5 | 4.5 |
/// | accent-text | paper, surface, sunken, accent-wash | 6.0 | 6.8 | 4.5 |
/// | on-accent | accent, accent-strong | 5.1 | 5.1 | 4.5 |
/// | on-danger | danger, danger-strong | 6.4 | 6.4 | 4.5 |
/// | good, bad, warn, info | paper, surface, sunken, own wash | 4.9 | 7.8 | 4.5 |
/// | edge | paper, surface, sunken | 3.0 | 3.6 | 3 |
/// | focus | paper, surface, sunken | 4.6 | 6.2 | 3 |
/// | accent | paper, surface | 4.7 | 3.4 | 3 |
///
/// `line` separates what is told apart by space as well.
enum PageStyle {
    /// The whole stylesheet.
    static let css = [
        colours, base, parts, forms, layout, pages, lists, rooms, ChartStyle.css, chosenCharts, media,
    ].joined()

    static let lightColours = """
        color-scheme: light;
        --paper: #f5f6f8;
        --surface: #ffffff;
        --sunken: #f3f4f6;
        --ink: #111827;
        --soft: #4b5563;
        --line: #e5e7eb;
        --edge: #858d9b;
        --accent: #2563eb;
        --accent-strong: #1d4ed8;
        --accent-text: #1d4ed8;
        --accent-wash: #eff5ff;
        --on-accent: #ffffff;
        --danger: #b91c1c;
        --danger-strong: #991b1b;
        --on-danger: #ffffff;
        --good: #047857;
        --good-wash: #ecfdf5;
        --bad: #b91c1c;
        --bad-wash: #fef2f2;
        --warn: #92400e;
        --warn-wash: #fffbeb;
        --info: #1d4ed8;
        --info-wash: #eff5ff;
        --focus: #2563eb;
        --shade: 0 1px 2px rgb(17 24 39 / 6%), 0 1px 3px rgb(17 24 39 / 5%);
        --lift: 0 8px 28px rgb(17 24 39 / 16%);
        """

    static let darkColours = """
        color-scheme: dark;
        --paper: #0a0f1a;
        --surface: #111827;
        --sunken: #1a2332;
        --ink: #f3f4f6;
        --soft: #a3acba;
        --line: #263142;
        --edge: #6f7a8b;
        --accent: #2563eb;
        --accent-strong: #1d4ed8;
        --accent-text: #7ab2fb;
        --accent-wash: #14254a;
        --on-accent: #ffffff;
        --danger: #b91c1c;
        --danger-strong: #991b1b;
        --on-danger: #ffffff;
        --good: #34d399;
        --good-wash: #0b2b26;
        --bad: #fca5a5;
        --bad-wash: #371a22;
        --warn: #fbbf24;
        --warn-wash: #33250c;
        --info: #93c5fd;
        --info-wash: #14254a;
        --focus: #60a5fa;
        --shade: 0 0 0 1px rgb(255 255 255 / 4%);
        --lift: 0 8px 28px rgb(0 0 0 / 60%);
        """

    /// What the reader's system asks for, unless they chose with the switch; paper is always light.
    private static let colours = """
        :root {
        \(lightColours)
        }
        @media screen and (prefers-color-scheme: dark) {
        :root:not([data-theme="light"]) {
        \(darkColours)
        }
        }
        @media screen {
        :root[data-theme="dark"] {
        \(darkColours)
        }
        }

        """

    /// Charts follow the switch too.
    private static let chosenCharts = """
        @media screen and (forced-colors: none) {
        :root[data-theme="light"] :is(.chart, .sparkline) {
        \(ChartStyle.lightColours)
        }
        :root[data-theme="dark"] :is(.chart, .sparkline) {
        \(ChartStyle.darkColours)
        }
        }

        """
}
