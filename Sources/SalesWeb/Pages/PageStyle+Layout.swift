extension PageStyle {
    /// The frame of all pages: the bar, the tabs, the main column, the foot.
    static let layout = #"""
        .bar {
          position: sticky; top: 0; z-index: 20; background: var(--surface); border-bottom: 1px solid var(--line);
        }
        .bar-in, main, .foot-in { width: 100%; max-width: 1200px; margin-inline: auto; padding-inline: 24px; }
        .bar-in { display: flex; align-items: center; gap: 24px; min-height: 60px; }
        .brand {
          display: inline-flex; align-items: center; gap: 10px; color: var(--ink); font-weight: 700;
          font-size: 1.0625rem;
          letter-spacing: -0.01em; text-decoration: none; white-space: nowrap;
        }
        .tabs ul { display: flex; gap: 4px; }
        .tabs a {
          display: inline-flex; align-items: center; gap: 8px; min-height: 36px; padding: 4px 12px; border-radius: 8px;
          color: var(--soft); font-weight: 600; text-decoration: none; white-space: nowrap;
        }
        .tabs a:hover { background: var(--sunken); color: var(--ink); }
        .tabs a[aria-current] { background: var(--accent-wash); color: var(--accent-text); }
        .bar-end { display: flex; align-items: center; gap: 8px; margin-inline-start: auto; }
        .theme { visibility: hidden; color: var(--soft); }
        .js .theme { visibility: visible; }
        .theme[aria-pressed="false"] .when-dark, .theme[aria-pressed="true"] .when-light { display: none; }
        .menu { position: relative; }
        .menu > summary {
          display: flex; align-items: center; gap: 8px; min-height: 40px; padding: 4px 8px; border-radius: 8px;
          list-style: none; font-weight: 600; cursor: pointer;
        }
        .menu > summary::-webkit-details-marker { display: none; }
        .menu > summary:hover { background: var(--sunken); }
        .menu-name { max-width: 140px; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
        .face {
          display: grid; place-items: center; width: 28px; height: 28px; border-radius: 50%;
          background: var(--accent-wash);
          color: var(--accent-text); font-size: 0.8125rem; font-weight: 700;
        }
        .menu-body {
          position: absolute; inset: calc(100% + 4px) 0 auto auto; width: max-content; min-width: 200px;
          max-width: 300px;
          padding: 8px; border: 1px solid var(--line); border-radius: 12px; background: var(--surface);
          box-shadow: var(--lift);
        }
        .menu-body p { padding: 8px; border-bottom: 1px solid var(--line); margin-bottom: 8px; }
        .menu-body p span { display: block; color: var(--soft); font-size: 0.8125rem; }
        .menu-body a, .menu-body button.link {
          display: flex; width: 100%; justify-content: flex-start; min-height: 36px; align-items: center;
          padding: 4px 8px;
          border-radius: 6px; color: var(--ink); text-decoration: none; font-weight: 400;
        }
        .menu-body a:hover, .menu-body button.link:hover { background: var(--sunken); }

        main { flex: 1; padding-block: 32px 64px; }
        .top {
          display: flex; flex-wrap: wrap; gap: 16px; align-items: flex-start; justify-content: space-between;
          margin-bottom: 24px;
        }
        .top > div:first-child { flex: 1 1 160px; }
        .sub { margin-top: 4px; }
        .crumb { margin-bottom: 16px; }
        .crumb a {
          display: inline-flex; align-items: center; gap: 4px; min-height: 24px; color: var(--soft);
          font-size: 0.8125rem;
          font-weight: 600; text-decoration: none;
        }
        .crumb a:hover { color: var(--ink); }
        .columns {
          display: grid; gap: 24px; align-items: start;
          grid-template: "first side" auto "rest side" 1fr / minmax(0, 1fr) 340px;
        }
        .column { display: grid; grid-template-columns: minmax(0, 1fr); gap: 24px; }
        .column-first { grid-area: first; }
        .column-side { grid-area: side; }
        .column-rest { grid-area: rest; }
        .narrow { max-width: 520px; margin-inline: auto; }
        .reading { max-width: 760px; }
        .foot { border-top: 1px solid var(--line); color: var(--soft); font-size: 0.8125rem; }
        .foot-in { display: flex; flex-wrap: wrap; gap: 8px 24px; justify-content: space-between; padding-block: 20px; }
        .foot ul { display: flex; gap: 20px; }
        .foot a { display: inline-block; min-width: 24px; padding-block: 3px; color: inherit; }

        @media (max-width: 980px) {
          .columns { grid-template: "first" auto "side" auto "rest" auto / minmax(0, 1fr); }
          .menu-name { position: absolute; width: 1px; height: 1px; clip-path: inset(50%); }
        }
        @media (max-width: 820px) {
          .has-tabs { padding-bottom: calc(60px + env(safe-area-inset-bottom)); }
          .has-tabs .brand span { display: inline; }
          .tabs {
            position: fixed; z-index: 20; inset: auto 0 0 0; padding-bottom: env(safe-area-inset-bottom);
            background: var(--surface); border-top: 1px solid var(--line);
          }
          .tabs ul { gap: 0; }
          .tabs li { flex: 1; min-width: 0; }
          .tabs a {
            flex-direction: column; justify-content: center; gap: 2px; width: 100%; min-height: 59px; padding: 4px;
            border-radius: 0; font-size: 0.75rem;
          }
          .tabs a[aria-current] { background: none; box-shadow: inset 0 2px var(--accent-text); }
          .tabs .icon { width: 1.375rem; height: 1.375rem; }
        }
        @media (max-width: 640px) {
          .bar-in, main, .foot-in { padding-inline: 16px; }
          .bar-in { min-height: 52px; gap: 12px; }
          main { padding-block: 20px 40px; }
          h1 { font-size: 1.375rem; }
          .card { padding: 16px; }
          .flush > .card-head { padding: 16px 16px 0; }
          .card-empty { padding: 0 16px 16px; }
          .card-foot, .events li { padding-inline: 16px; }
          .grid :is(th, td):first-child { padding-inline-start: 16px; }
          .grid :is(th, td):last-child { padding-inline-end: 16px; }
          .columns, .column { gap: 16px; }
        }

        """#

    /// What the reader's device asks for: paper, less motion, colours of its own; the last word.
    static let media = #"""
        @media (prefers-reduced-motion: reduce) {
          *, *::before, *::after { animation-duration: 3s !important; transition: none !important; }
        }
        @media (prefers-contrast: more) {
          :root { --line: var(--edge); --soft: var(--ink); }
        }
        @media (forced-colors: active) {
          .badge, .chip, .segments a, .option, .pic, .preview-in, .verdict { border: 1px solid; }
          .tabs a[aria-current], .chip[aria-current], .segments a[aria-current] {
            forced-color-adjust: none; background: SelectedItem; color: SelectedItemText;
          }
          .dot::before, .event-mark { forced-color-adjust: none; border-color: CanvasText; }
          .dot.good::before, .dot.warn::before, .event-mark { background: CanvasText; }
          .scale-line { stroke: CanvasText; }
          .scale-dot { fill: Highlight; stroke: Canvas; }
        }
        @media print {
          body { background: #ffffff; font-size: 10pt; }
          .bar, .foot, .tools, .bulk, .pages, .skip, .crumb, .hero-actions, .fold, .pick, .tabs, button, .button,
          .segments { display: none !important; }
          main { max-width: none; padding: 0; }
          .has-tabs { padding-bottom: 0; }
          .columns { display: block; }
          .columns > * + * { margin-top: 16px; }
          .card { border-color: #999999; box-shadow: none; break-inside: avoid; }
          .card.flush { break-inside: auto; }
          .scroll { overflow: visible; }
          tr, .events li { break-inside: avoid; }
        }

        """#
}
